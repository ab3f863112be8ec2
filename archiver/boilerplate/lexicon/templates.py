"""Templates: how a phrase of the lexicon is written, and the ways of writing that it stands for.

    Comments [are|were] closed      words in brackets may be missing
    (Support|Help) {name}           one of several
    Share on {networks}             a slot (slots.py)

Punctuation and case in a template do not matter; between two words any few marks may stand. Each choice of its
options is another way of writing it, twenty thousand in all. None is written out: a template is read into numbers
(book.py), its options are settled by the words that a text has (choosing.py), and what is left, words and slots, is
sought in the text as `FRAMES` say (way.py).
"""

from __future__ import annotations

from typing import Literal

Scope = Literal["line", "sentence", "anywhere"]

FRAMES: dict[Scope, str] = {
    # The block says this and nothing else.
    "line": r"\A[\W_]*?({})[\W_]*\Z",
    # A sentence or an item of a row of links says this and nothing else.
    "sentence": (
        r"(?:\A|(?<=[.!?:»|·\n\]])|(?<=[.!?][\"'»)]))[\W_]*?"
        r"({}(?:[.!?:]+|(?=[\W_]*\Z)|(?=\s*[|·»\n])))"
    ),
    # Words that nobody writes but in furniture.
    "anywhere": r"(?<!\w)({})(?!\w)[.!:]*",
}
"""Where a phrase may stand in a folded text. These expressions define it, and the tests ask them; frames.py does
as they say. Between two tokens [\\W_]{1,5} stands, for exceptions see `way.py`."""
SCOPES: tuple[Scope, ...] = ("line", "sentence", "anywhere")


class TemplateError(ValueError):
    """A template of the data files is malformed: an unknown slot, or no word to look for."""
