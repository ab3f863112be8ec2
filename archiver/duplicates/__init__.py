"""The same article again, a new version of it, or nearly the same text elsewhere. Pure functions."""
