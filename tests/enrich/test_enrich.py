"""Language, topics, key phrases and people of texts of our own writing."""

from __future__ import annotations

import pytest

from archiver.enrich import enrich

COUNCIL = (
    "Prime Minister Anna Lindqvist told parliament on Tuesday that the election would be held in May. "
    "“We have nothing to hide,” Lindqvist said.\n"
    "Opposition leader Karim Haddad rejected the plan. Mr. Haddad, a former minister, said the government had broken "
    "its word to voters, and called the coalition’s policy a joke.\n"
    "Lindqvist’s party lost its majority in the last vote. The president, Maria Kovač, will meet both of them in Oslo."
)
MATCH = (
    "The striker scored twice in the final as United won the cup for the first time. The coach praised his players "
    "after the match, and the goalkeeper saved a penalty in extra time before forty thousand fans at the stadium."
)


def people(text: str) -> dict[str, int]:
    return {p.name: p.mentions for p in enrich(text).people or ()}


def test_people_are_persons_and_not_strings() -> None:
    assert people(COUNCIL) == {"Anna Lindqvist": 3, "Karim Haddad": 2, "Maria Kovač": 1}


def test_roles_aliases_and_first_mention() -> None:
    first = next(p for p in enrich(COUNCIL).people or () if p.name == "Anna Lindqvist")
    assert "Lindqvist" in first.aliases
    assert any("Minister" in role for role in first.roles)
    assert COUNCIL[first.offset :].startswith("Anna Lindqvist")


def test_two_who_share_a_surname_stay_two() -> None:
    text = (
        "George Bush and his brother Jeb Bush met reporters on Monday. “It rains,” said George Bush. “It does,” Jeb "
        "Bush replied."
    )
    assert set(people(text)) == {"George Bush", "Jeb Bush"}


@pytest.mark.parametrize(
    "text",
    [
        "Bagram lies north of Kabul. The Doha Agreement was signed in Qatar, and the Taliban took the base.",
        "The Sovereignty Dilemma\nThe ministry in Berlin said nothing about the plan.",
        "",
        "1234 5678",
    ],
)
def test_places_agreements_and_headings_are_no_people(text: str) -> None:
    assert people(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [(COUNCIL, "politics"), (MATCH, "sport")],
)
def test_topics(text: str, expected: str) -> None:
    topics = enrich(text).topics or ()
    assert topics[0].label == expected
    assert 0 < topics[0].score <= 1
    assert topics[0].evidence


def test_what_the_publisher_says_is_a_topic_in_any_language() -> None:
    found = enrich("Kommunen svarte ikke.", section="Sport", declared_language="nb").topics or ()
    assert [t.label for t in found] == ["sport"]


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        (COUNCIL, None, "en"),
        ("Der Hafenrat hat am Dienstag beschlossen, dass die Fähre auch im Winter fahren soll.", None, "de"),
        ("Havnestyret vedtok tirsdag kveld at fergen skal gå gjennom hele vinteren.", "nb", "nb"),
        ("د بندر شورا پرېکړه وکړه چې بېړۍ به په ژمي کې هم ځي.", None, "ps"),
        ("شورای بندر تصمیم گرفت که کشتی در زمستان نیز برود.", None, "fa"),
        ("", "fr", "fr"),
    ],
)
def test_language(text: str, declared: str | None, expected: str) -> None:
    assert enrich(text, declared_language=declared).language == expected


def test_only_what_is_looked_for_is_found() -> None:
    found = enrich(COUNCIL, looks_for=frozenset({"language"}))
    assert (found.topics, found.people, found.keyphrases) == (None, None, None)


def test_key_phrases_are_as_written() -> None:
    text = "The Harbour Board met again. Nobody likes the Harbour Board, and the Harbour Board knows it."
    assert (enrich(text).keyphrases or ())[0] == "Harbour Board"
