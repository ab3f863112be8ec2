"""The short way to a page's text gives what judging gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.boilerplate import judge, kept_alone
from archiver.pipeline import Cleaned, Skimmed, clean, skim
from archiver.records import Block, Capture, Document, Metadata, Origin

TEXTS = st.sampled_from(
    [
        "Comments are closed.",
        "Share this: Facebook | Twitter | E-mail",
        "All rights reserved.",
        "Sign up for our newsletter",
        "The harbour board decided on Tuesday evening.",
        "Read more",
        "Vipps: 557320",
    ]
)
BLOCKS = st.builds(Block, TEXTS, body_odds=st.floats(-12, 12), link_density=st.just(0.0))


@settings(deadline=None)
@given(st.lists(BLOCKS, max_size=12))
def test_the_same_blocks_are_kept(blocks: list[Block]) -> None:
    judged = judge(Document(Metadata(), tuple(blocks)))
    assert kept_alone(blocks) == [b.verdict.kept for b in judged.blocks]


PAGES = (
    b"<title>Ferry</title><h1>Ferry stays</h1><p>The ferry to the outer islands will run through the winter, the "
    b"board decided on Tuesday evening.<p>Comments are closed.<footer>\xc2\xa9 2024 The Island News</footer>",
    b"<meta property=og:site_name content='Island News'><p>One paragraph of text, which is a sentence at least.",
    b"",
)


def test_text_and_source_are_the_same() -> None:
    captures = [Capture("html", body, Origin("a.html"), url="https://example.org/a") for body in PAGES]
    captures.append(Capture("text", "Ferry stays\n\nThe ferry will run.\n\nComments are closed.", Origin("a.txt")))
    for capture in captures:
        whole, short = clean(capture), skim(capture)
        assert isinstance(whole, Cleaned) and isinstance(short, Skimmed)
        assert (short.document, short.text, short.source) == (whole.judged.document, whole.judged.text, whole.source)


BODY = "The ferry to the outer islands will run through the winter, the board decided on Tuesday evening. " * 2


def test_furniture_typed_into_the_body_s_element_goes_from_its_end_only() -> None:
    def kept(*texts: str) -> list[bool]:
        blocks = [Block(text, body_odds=8.5, link_density=0.0) for text in texts]
        assert kept_alone(blocks) == [b.verdict.kept for b in judge(Document(Metadata(), tuple(blocks))).blocks]
        return kept_alone(blocks)

    closed = "Comments are closed."
    assert kept(BODY, BODY, closed) == [True, True, False]
    assert kept(BODY, closed, BODY) == [True, True, True]
    assert kept(BODY, closed, "Islands desk") == [True, False, False]  # a line behind what is known
    assert kept(BODY, "Islands desk") == [True, True]
