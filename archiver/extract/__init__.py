"""A page becomes blocks, and what it says of itself: `html.extract` for HTML, `dump.extract` for text."""
