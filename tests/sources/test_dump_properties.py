"""What holds for every dump, whatever is in it."""

from __future__ import annotations

import random
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from archiver.extract.text import extract
from archiver.records import Kind, page_text

_WORDS = st.sampled_from(
    "the bridge Harbour 2024-05-03 1. II. - • > # --- | a | By Von Title: Date: https://a.example/x "
    "پل کهنه ۱۴۰۵ 橋は 。 İstanbul straße e\u0301 \u200b \u00a0 \ufeff * * * "
    "THE END ? ! … » ( ) 3) Photo: Share:".split(" ")
)
_LINES = st.one_of(
    st.lists(_WORDS, max_size=25).map(" ".join),
    st.text(max_size=120),
    st.sampled_from(["", "   ", "---", "Title: A bridge", "By Ada Marsh", "| a | b |", "1. One", "2. Two"]),
)
_DUMPS = st.lists(_LINES, max_size=30).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\u2028"]).map(lambda end: end.join(lines))
)
# A line of nothing but marks without a glyph is an empty line.
_INVISIBLE = dict.fromkeys((0xFEFF, 0xAD, 0x2060, *range(0x200B, 0x2010), *range(0x202A, 0x202F)))
_INVISIBLE |= dict.fromkeys(range(0x2066, 0x206A))


def _visible(text: str) -> str:
    """The text without white space and marks that have no glyph, which stand for nothing here."""
    text = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text).replace("\0", "")
    return "".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


@given(_DUMPS)
@example("\ud800 lone\0 surrogate and NUL")
@example("a-\nb " * 30)
@example("\x1c\x1d\x1e\x85\x0b\x0c")
def test_nothing_is_lost_and_nothing_added(text: str) -> None:
    document = extract(text)
    assert _visible(page_text(document.blocks)) == _visible(text)


@given(_DUMPS)
def test_blocks_are_well_formed(text: str) -> None:
    for block in extract(text).blocks:
        lines = block.text.split("\n")
        assert all(line == " ".join(line.split()) and line for line in lines)
        assert len(lines) == 1 or block.kind is Kind.TABLE
        assert (block.level is not None) == (block.kind in (Kind.HEADING, Kind.LIST_ITEM))
        assert unicodedata.is_normalized("NFC", block.text)
        assert block.link_density is None


@given(_DUMPS)
def test_line_ends_and_blank_runs_do_not_matter(text: str) -> None:
    document = extract(text)
    assert extract(text.replace("\r\n", "\n").replace("\r", "\n")) == document
    assert extract(f"\n\n{text}\n \n\n") == document


def _sentence(seed: int) -> str:
    chance = random.Random(seed)
    words = ("".join(chance.choices("etaoinshr", k=chance.randint(1, 9))) for _ in range(60))
    return " ".join(words).capitalize() + "."


@given(st.lists(st.integers(0, 10**9).map(_sentence), min_size=1, max_size=5))
def test_wrapping_at_a_fixed_width_is_undone(paragraphs: list[str]) -> None:
    """Paragraphs of words, wrapped as `fmt` and mail programs do, come back whole."""
    import textwrap

    text = "\n\n".join(textwrap.fill(p, 72) for p in paragraphs)
    assert [b.text for b in extract(text).blocks] == paragraphs


@given(st.text(max_size=300))
def test_extract_is_a_function_of_the_folded_text(text: str) -> None:
    assert extract(text) == extract(unicodedata.normalize("NFC", text))


def test_a_line_of_megabytes_takes_no_time_to_speak_of() -> None:
    """Every pattern of the dump reader is linear; were one not, these lines of 2 MB would take hours."""
    import time

    hostile = (
        "a" * 2_000_000,
        "- " * 1_000_000,
        "1." * 1_000_000,
        "| " * 1_000_000,
        "By A" + " A" * 1_000_000,
    )
    began = time.process_time()
    for line in hostile:
        assert extract(f"A title of some words\n{line}\n{line}").blocks
    assert time.process_time() - began < 20
