"""Language of sentences, of blocks, and of pages in two languages; texts of our own writing."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.enrich.language import detect, detect_blocks, primary

SENTENCES = Path(__file__).parents[2] / "bench" / "enrich" / "sentences.tsv"
FOOTER = "Support our newsroom. Every gift helps us to keep our reporters on the road."
PASHTO = [
    "ښاري شورا د سې‌شنبې په ورځ پرېکړه وکړه چې بېړۍ به په ژمي کې هم ځي.",
    "درې بزګرانو د يوې زړې کوټې لاندې د سکو خزانه وموندله.",
]


def sentences() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, text = line.split("\t")
            found[code].append(text)
    return found


def codes(texts: list[str], declared: str | None = None) -> list[str | None]:
    return [language.code if language else None for language in detect_blocks(texts, declared)]


PLAIN = {
    "en": "The council said on Tuesday that the ferry will not run at night until it has been repaired, and that those "
    "who need it can use the bridge. ",
    "tr": "Belediye, salı günü yaptığı açıklamada vapurun onarılıncaya kadar gece çalışmayacağını ve yolcuların "
    "köprüyü kullanabileceğini söyledi. ",
    "hu": "A tanács kedden azt közölte, hogy a komp éjjel nem közlekedik, amíg meg nem javítják, és hogy az "
    "utasok őszig a hídon kelhetnek át, erről később döntenek. ",
}  # fmt: skip


@pytest.mark.parametrize("code", PLAIN)
def test_a_long_plain_text_is_told_without_n_grams(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their model takes half a second to load, which a filter for a few pages should not pay."""
    monkeypatch.setitem(sys.modules, "py3langid", None)
    found = detect(PLAIN[code] * 4)
    assert found is not None and found.code == code


def test_sentences_of_many_languages() -> None:
    """Two of 134, headlines of five words, are not told: `make bench-enrich`."""
    every = [(code, text) for code, texts in sentences().items() for text in texts]
    wrong = [(code, text) for code, text in every if (found := detect(text)) is None or found.code != code]
    assert len(sentences()) >= 16
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize("code", ["ar", "fa", "ps", "ur"])
def test_languages_of_one_script_are_told_apart(code: str) -> None:
    texts = sentences()[code]
    assert [found.code for text in texts if (found := detect(text))] == [code] * len(texts)


def test_a_pashto_article_with_an_english_footer_is_pashto() -> None:
    assert codes([*PASHTO, FOOTER]) == ["ps", "ps", "en"]
    whole = detect("\n".join([*PASHTO, FOOTER]))
    assert whole is not None and whole.code == "ps"


def test_an_article_is_in_the_language_of_its_most_letters_wherever_they_stand() -> None:
    norwegian = " ".join(sentences()["nb"])
    for texts in ([FOOTER, *[norwegian] * 4], [*[norwegian] * 4, FOOTER]):
        found = detect("\n".join(texts))
        assert found is not None and found.code == "nb"


def test_a_short_block_has_its_pages_language_unless_its_script_is_another() -> None:
    german = sentences()["de"][0]
    assert codes([german, "Mehr dazu", "12. 5.", "Подробнее читайте здесь"])[:3] == ["de", "de", "de"]
    assert codes([german, "Подробнее читайте здесь"])[1] != "de"
    assert codes(["", "  "]) == [None, None]


def test_what_is_declared_decides_where_the_text_is_silent() -> None:
    assert detect("", "fr-CA") == detect("12", "fr")
    assert detect("") is None
    assert primary("no-NO") == "nb" and primary("x") is None


@given(st.text(max_size=200), st.sampled_from([None, "en", "ps", "zh-Hant"]))
def test_any_text_has_a_language_and_a_confidence_or_none(text: str, declared: str | None) -> None:
    found = detect(text, declared)
    assert found is None or (found.code and 0 < found.confidence <= 1)
    assert len(detect_blocks([text, "x", text], declared)) == 3


def test_names_alone_are_in_no_other_language() -> None:
    assert codes([" ".join(sentences()["sv"]), "Elsa Grönvall, Kerstin Öman, Norrskären, Astrid"]) == ["sv", "sv"]
    assert codes([" ".join(sentences()["sv"]), "Dela artikeln: Facebook | X | E-post"]) == ["sv", "sv"]
