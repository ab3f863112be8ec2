"""Lines in Markdown are judged, learned and pinned by what they say, and stored as they are written."""

from __future__ import annotations

import pytest

from archiver.boilerplate import Pins, judge, keys_of, removed_alone
from archiver.extract.text import extract
from archiver.pipeline import concluded, publisher
from archiver.records import JudgedDocument, page_text
from tests.boilerplate.made_pages import kept_of_site, paragraphs

# The page's lines in Markdown, and as plain text.
PAGES = {
    "en": (
        [
            ("[Skip to content](#main)", "Skip to content"),
            ("[Home](/) / [News](/news/) / [Local](/news/local/)", "Home / News / Local"),
            ("**Harbour board keeps the old crane**", "Harbour board keeps the old crane"),
            ("By **Ines Calder** | *14 March 2025*", "By Ines Calder | 14 March 2025"),
            ("[Share on Facebook](https://f.example/?u=x) [Tweet](https://t.example)", "Share on Facebook Tweet"),
        ],
        [
            ("**Subscribe to our newsletter**", "Subscribe to our newsletter"),
            ("_Share this_", "Share this"),
            ("[Share on Facebook](https://facebook.example/sharer.php?u=x)", "Share on Facebook"),
            ("**Comments are closed.**", "Comments are closed."),
            ("© 2025 **The Quayside Post** | [Contact us](/contact)", "© 2025 The Quayside Post | Contact us"),
        ],
    ),
    "fr": (
        [("*Par Camille Fabre* — Publié le 12 juin 2025", "Par Camille Fabre — Publié le 12 juin 2025")],
        [
            ("__Partager cet article__", "Partager cet article"),
            ("[Facebook](https://f.example) · [WhatsApp](https://w.example)", "Facebook · WhatsApp"),
            ("[**Abonnez-vous à notre newsletter**](/n)", "Abonnez-vous à notre newsletter"),
        ],
    ),
}
ARTICLE = [
    ("**The decision ends three years of argument** over what should be done with the crane that stands at the quay, "
     "which [the board](/board) had closed in 1998.",
     "The decision ends three years of argument over what should be done with the crane that stands at the quay, "
     "which the board had closed in 1998."),
    ('*"It is what people draw,"* said Peter Roald.', '"It is what people draw," said Peter Roald.'),
    ("**What comes next**", "What comes next"),
    ("The crane will be lit at night from October, and a stair to its cabin opens next summer, if those who "
     "*insure* the board agree to it in time.",
     "The crane will be lit at night from October, and a stair to its cabin opens next summer, if those who "
     "insure the board agree to it in time."),
]  # fmt: skip


def judged(lines: list[str]) -> JudgedDocument:
    return concluded(judge(extract("\n\n".join(lines))), None)


@pytest.mark.parametrize("language", PAGES)
def test_verdicts_and_fields_are_those_of_the_same_words(language: str) -> None:
    above, below = PAGES[language]
    marked, plain = (judged([pair[side] for pair in (*above, *ARTICLE, *below)]) for side in (0, 1))
    assert marked.text.splitlines() == [line for line, _ in ARTICLE]
    assert [(b.verdict, b.fingerprint) for b in marked.blocks] == [(b.verdict, b.fingerprint) for b in plain.blocks]
    said = marked.document.metadata
    assert (said.title, said.authors, said.published) == (
        plain.document.metadata.title,
        plain.document.metadata.authors,
        plain.document.metadata.published,
    )
    assert said.authors


def test_a_publisher_is_named_without_marks() -> None:
    above, below = PAGES["en"]
    document = extract("\n\n".join(pair[0] for pair in (*above, *ARTICLE, *below)))
    assert publisher(document, None) == publisher(document, None, judge(document))
    assert (publisher(document, None) or ("",))[0] == "The Quayside Post"
    assert "© 2025 The Quayside Post | Contact us" in removed_alone(document)


def test_a_site_is_learned_across_both_ways_of_writing() -> None:
    ours = "Reporters on the ferry, every day of the week and twice on Sundays"
    pages = [[*paragraphs(n), ours if n % 2 else f"**[{ours}](https://ferry.example/{n})**"] for n in range(6)]
    assert kept_of_site(pages) == [page[:-1] for page in pages]
    assert len({key for page in pages for key in keys_of(extract(page[-1]))}) == len(keys_of(extract(ours)))


def test_what_is_cut_off_keeps_its_marks_and_nothing_is_lost() -> None:
    body = [
        *paragraphs(3),
        "**It rained on** for the whole of the night, and the ferry stayed in the harbour. **Comments are closed.**",
    ]
    document = extract("\n".join(body))
    found = judge(document)
    assert [b.block.text for b in found.blocks if not b.verdict.kept] == ["**Comments are closed.**"]
    assert found.text.endswith("stayed in the harbour.")
    assert page_text(tuple(b.block for b in found.blocks)) == page_text(document.blocks) == "\n".join(body)


def test_a_pin_is_of_the_words() -> None:
    page = extract("\n".join([*paragraphs(4), "_Share this_"]))
    assert judge(page, pins=Pins.of(content=["Share this"])).blocks[-1].verdict.kept
    assert judge(page, pins=Pins.of(content=["**Share this**"])).blocks[-1].verdict.kept
    assert not judge(page).blocks[-1].verdict.kept
