"""The witness of words: what says the same as furniture in words of its own; texts of our own writing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.boilerplate import judge
from archiver.boilerplate.witnesses import vocabulary
from archiver.boilerplate.witnesses.vocabulary import own_words, pairs_of, parts_of, said_by_words, vocabulary_bits
from archiver.records import Block, Document, JudgedDocument, Metadata

BODY = (
    "The ferry to the outer islands will run through the winter, the harbour board decided on Tuesday evening, after "
    "a meeting that had been called for quite another reason.",
    "Two of the seven members voted against it, because the diesel alone costs more than all the tickets that are sold "
    "between November and March, and because nobody had asked the islanders.",
)
_TABLE = (Path(vocabulary.__file__).parent / "vocabulary.tsv").read_text(encoding="utf-8")
# Neither in the lexicon nor in bench/dumps/wordings.
AFRESH = "Nothing missed: headlines land in every inbox, alerts ring on every phone."
WORDS = st.lists(st.sampled_from("newsletter ferry inbox harbour unsere Artikel lesere زموږ".split()), min_size=1)


def judged(*lines: str) -> JudgedDocument:
    return judge(Document(Metadata(), tuple(map(Block, lines))))


@given(WORDS)
def test_words_and_pairs_of_them_add_up(words: list[str]) -> None:
    known = dict(line.split("\t") for line in _TABLE.splitlines() if not line.startswith("#"))
    parts = [part for word in words for part in parts_of(word.lower())] + pairs_of([word.lower() for word in words])
    assert vocabulary_bits(" ".join(words)) == pytest.approx(sum(int(known.get(part, 0)) for part in parts) / 10)


def test_pairs_have_edges_and_numbers_are_one() -> None:
    assert pairs_of(["page", "7"]) == ["^ page", "page 0", "0 $"]
    assert pairs_of([]) == []
    assert vocabulary_bits("read more") != vocabulary_bits("more read")


def test_how_a_word_is_written_does_not_matter() -> None:
    assert vocabulary_bits("OUR NEWSLETTER") == vocabulary_bits("our newsletter") > 0


def test_an_article_s_sentence_is_spoken_for_and_its_line_is_not() -> None:
    sentence = "The background of the dispute is long, critics say."
    said = said_by_words(sentence)
    assert said is not None and said.bits < 0
    assert said_by_words(sentence.rstrip(".")) is None


def test_of_a_part_words_say_less() -> None:
    whole, part = said_by_words(AFRESH), said_by_words(AFRESH, whole=False)
    assert whole is not None and part is not None and 0 < part.bits < whole.bits


@pytest.mark.parametrize(
    "text",
    [
        f'The notice read: "{AFRESH}" Nobody did.',
        f"Auf dem Zettel stand: „{AFRESH}“ Niemand tat es.",
        f"Sur l'affiche : «{AFRESH}» Personne ne le fit.",
        f"‘{AFRESH}’ it said on the door. Nobody's fault.",
    ],
)
def test_mentioned_is_not_said(text: str) -> None:
    assert AFRESH not in own_words(text)
    assert vocabulary_bits(text) < vocabulary_bits(AFRESH)


def test_a_quotation_alone_is_what_it_says() -> None:
    assert own_words("“Nobody asked us.”") == "“Nobody asked us.”"


def test_what_is_worded_afresh_after_the_text_goes_and_the_words_are_named() -> None:
    page = judged(*BODY, AFRESH, "Comments are closed.")
    assert [b.block.text for b in page.blocks if b.verdict.kept] == list(BODY)
    verdict = page.blocks[2].verdict
    assert verdict.rule == "vocabulary/1"
    assert verdict.evidence.startswith("words of furniture: ")
    named = verdict.evidence.partition(": ")[2].split(", ")
    assert len(named) == 3 and all(word in AFRESH for word in named)


@pytest.mark.parametrize(
    "sentence",
    [
        "Readers sent the newspaper 300 letters about the bridge.",
        "The app sends alerts to subscribers when the river rises.",
        "“Our reporters read every article of the other paper, share it and follow its authors.”",
    ],
)
def test_a_sentence_about_newspapers_between_paragraphs_stays(sentence: str) -> None:
    page = judged(BODY[0], sentence, BODY[1])
    assert all(b.verdict.kept for b in page.blocks)


def test_a_sentence_of_furnitures_words_between_paragraphs_goes_from_a_page_alone() -> None:
    page = judged(BODY[0], "Subscribe to our newsletter and read every article on our website.", BODY[1])
    assert [b.verdict.kept for b in page.blocks] == [True, False, True]
