"""The lexicon: every entry is whole, hits what it is for, and leaves sentences of articles alone."""

from __future__ import annotations

from importlib.resources import files

import pytest
from msgspec.structs import replace

from archiver.boilerplate import lexicon
from archiver.boilerplate.lexicon.book import Book
from archiver.boilerplate.lexicon.matching import Index
from archiver.boilerplate.lexicon.templates import TemplateError
from archiver.boilerplate.witnesses.phrases import phrases

LANGUAGES = "en de fr es nb sv da nl it pt fa ps ar ur ru tr zz".split()


def rows(language: str) -> list[list[str]]:
    text = (files("archiver.boilerplate.lexicon") / "phrases" / f"{language}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_has_an_id_a_kind_bits_and_a_reason(language: str) -> None:
    found = rows(language)
    assert found
    for entry, kind, bits, scope, templates, reason in found:
        assert entry.startswith(f"{language}.")
        assert kind
        assert 0 < float(bits) <= 12
        assert scope in ("line", "sentence", "anywhere")
        assert templates
        assert reason
        assert lexicon.describe(entry).reason == reason


@pytest.mark.parametrize(
    ("text", "is_row"),
    [
        ("The ferry is back: Facebook | Google News", True),
        ("Facebook | Copy link", True),
        ("The ferry is back: all wait for it on", False),
        ("The ferry is back: email", False),
    ],
)
def test_a_row_of_buttons_ends_with_two_of_its_words(text: str, is_row: bool) -> None:
    assert ("zz.buttons" in [hit.id for hit in lexicon.match(text)]) is is_row


def test_ids_are_unique() -> None:
    ids = [row[0] for language in LANGUAGES for row in rows(language)]
    assert len(ids) == len(set(ids))


NOT_UNDERSTOOD = ["Share {nothing}", "Share [this", "Share this]", "Share (on [a] b)", "on(e)", "a|b", "{title}"]


@pytest.mark.parametrize("template", NOT_UNDERSTOOD)
def test_a_template_that_is_not_understood_is_an_error(template: str) -> None:
    entry = lexicon.entries()[0]
    with pytest.raises(TemplateError, match="not understood"):
        Book([replace(entry, templates=("Share this", template))])


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Comments are closed.", "comments: 100% of it is known phrases"),
        ("Read also: The night ferry is late", "related: 100% of it is known phrases and what they leave open"),
    ],
)
def test_evidence_says_whether_a_phrase_has_room_for_other_words(text: str, evidence: str) -> None:
    found = phrases(text)
    assert found is not None and found.evidence == evidence


@pytest.mark.parametrize(
    ("text", "before", "is_open"),
    [
        ("Follow us on X", "Follow Anna Berg on X", False),
        ("Lire la suite", "Lire la suite", False),
        ("بیشتر بخوانید", "بیشتر بخوانید", False),
        ("Follow Anna Berg on X", "Follow us on X", True),
    ],
)
def test_a_hit_says_the_same_whatever_was_looked_at_before(text: str, before: str, is_open: bool) -> None:
    """Of two ways of writing the same span the closed one counts."""
    fresh, used = Index(lexicon.entries()), Index(lexicon.entries())
    used.match(before)
    assert [(hit.coverage, hit.is_open) for hit in fresh.match(text)] == [(1.0, is_open)]
    assert used.match(text) == fresh.match(text)


HITS = {
    "Comments are closed.": "comments",
    "Share this: Facebook | Twitter | E-mail": "share",
    "Like this story? Share it with a friend!": "share",
    "teilen twittern mailen drucken": "share",
    "Copier le lien Facebook X Messenger": "share",
    "په فېسبوک کې شریک کړئ ټوېټر واټساپ برېښنالیک": "share",
    "شریکول خوندي کول چاپول": "share",
    "Reads: 1 021": "byline",
    "Dieser Artikel wurde 24.486 Mal angesehen": "byline",
    "Daglig leder Turid Eikeland": "copyright",
    "Rechercher un article…": "navigation",
    "Willkommen, Felix! Abo verwalten": "login",
    "Don`t have an account?": "login",
    "این خبر را همرسانی کنید: فیسبوک توییتر واتساپ تلگرام": "share",
    "Vennelaget, giro 1681 27 17699": "account",
    "فاطمه نوروزی, ۲۱. شهریور ۱۴۰۲": "byline",
    "Jane Doe in Paris contributed to this report.": "byline",
    "Follow AP's full coverage of the vote at https://example.org/vote": "newsletter",
    "An dieser Stelle finden Sie externen Inhalt. Sie können ihn hier mit einem Klick anzeigen.": "cookie",
    "Kommentare sind geschlossen": "comments",
    "Les commentaires sont fermés.": "comments",
    "Los comentarios están cerrados.": "comments",
    "Kommentarfeltet er stengt": "comments",
    "Kommentarerna är stängda.": "comments",
    "Kommentarsporet er lukket.": "comments",
    "Reageren is niet meer mogelijk": "comments",
    "I commenti sono chiusi.": "comments",
    "Os comentários estão fechados.": "comments",
    "Комментарии закрыты.": "comments",
    "Yorumlar kapalı": "comments",
    "التعليقات مغلقة": "comments",
    "Vipps: #557320": "account",
    "Compartir en Facebook | WhatsApp": "share",
    "Tilmeld dig nyhedsbrevet fra Aaby Avis": "newsletter",
}


@pytest.mark.parametrize("line", HITS)
def test_a_line_that_is_the_phrase_is_covered(line: str) -> None:
    hits = lexicon.match(line)
    assert HITS[line] in {hit.kind for hit in hits}
    assert sum(hit.coverage for hit in hits) > 0.8


SENTENCES = [
    "Daglig leder Turid Eikeland håper på turistene.",
    "The Doobie Brothers 50th Anniversary Tour 2020 dates:",
    "15.32 Uhr: Weiterhin tödliche Angriffe im Gazastreifen",
    "The Sportback 50 has 120 kW charging",
    "The council closed the comments on its page after the vote, and nobody complained.",
    "Shares of the shipyard rose by four per cent when the order from Bergen was made public.",
    "She supports the plan for a second bridge, although her own party has never liked it.",
    "Die Kommentare des Ministers wurden im Ausland anders gelesen als zu Hause.",
    "Le don de la commune permettra de réparer le toit avant l'hiver.",
    "Kommunen har stengt veien, og ingen vet når den åpner igjen.",
    "Los vecinos comparten el agua desde que se secó el pozo de la plaza.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_of_an_article_is_not(sentence: str) -> None:
    assert sum(hit.coverage for hit in lexicon.match(sentence)) < 0.5


def test_an_iban_counts_by_its_check_digits() -> None:
    right, wrong = (lexicon.match(f"He had NO{check} 8601 1117 947 in his pocket that day.") for check in (93, 94))
    assert any("iban" in hit.id for hit in right)
    assert not any("iban" in hit.id for hit in wrong)


@pytest.mark.parametrize(
    "line",
    [
        "NO94 8601 1117 947",
        "IBAN: DE12 3456 7890 1234 5678 90 (BIC SOLADEST)",
        "For gifts from abroad: GB00 XXXX 1234 5678 9012 34",
    ],
)
def test_an_account_in_a_line_of_its_own_counts_without_right_check_digits(line: str) -> None:
    """Numbers are misprinted, and veiled."""
    assert [hit.kind for hit in lexicon.match(line)] == ["account"]
    assert not lexicon.match("DE12 is a bus, NO94 a road")


@pytest.mark.parametrize("sign", "’‘´`")
@pytest.mark.parametrize("beside", ["", " é"])
def test_an_apostrophe_may_be_typed_as_other_signs(sign: str, beside: str) -> None:
    text = f"Don't have an account? Sign up{beside}"
    assert lexicon.match(text)
    assert lexicon.match(text.replace("'", sign)) == lexicon.match(text)
