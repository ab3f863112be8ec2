"""What furniture says, in the languages of the archive: share bars, appeals, accounts, comment forms.

    match("Share on Facebook and WhatsApp")  ->  (Hit("en.share-on", "share", 9.0, 1.0, 0, 30),)

Every entry is data (phrases/*.tsv) with an id, a kind, a weight and a reason. A phrase alone removes
nothing: a hit says how much of the block it covers, and the judge weighs it with all else it knows.

    entries      the entries, from data
    templates    how a phrase is written down
    slots        what varies in one: {amount}, {date}, {iban}
    book         all templates as numbers, filed by a word or two of each
    words        a text's words, looked up in it
    choosing     which ways of writing a phrase the text may hold
    way          one such way, found in it; filling: where a slot may end; frames: where the phrase may begin and end
    matching     all of that: `match`
"""

from __future__ import annotations

from functools import cache

from archiver.boilerplate.lexicon.entries import KINDS, Entry, digest, entries
from archiver.boilerplate.lexicon.matching import Hit, match

__all__ = ["KINDS", "Entry", "Hit", "describe", "digest", "entries", "match"]


@cache
def _by_id() -> dict[str, Entry]:
    return {entry.id: entry for entry in entries()}


def describe(entry_id: str) -> Entry:
    """The entry of an id. Raises KeyError where there is none (an archive judged by an older lexicon)."""
    return _by_id()[entry_id]
