"""Persons across articles: who is one, who stays two, what a person decides, and how it is listed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from command_line import Ran, run
from hypothesis import given, settings
from hypothesis import strategies as st

import archiver
from archiver.errors import SettingsError
from archiver.explore.persons import Filter, by_case, list_persons, show_person
from archiver.explore.persons.corrections import load
from archiver.explore.persons.namings import Namings
from archiver.explore.persons.resolving import resolve

Naming = tuple[str, str, str, tuple[str, ...], tuple[str, ...]]
"""(article, site, name, aliases, roles)"""


def named(article: str, name: str, *aliases: str, site: str = "a.example", roles: Sequence[str] = ()) -> Naming:
    return article, site, name, aliases, tuple(roles)


def persons(rows: Sequence[Naming]) -> list[str | None]:
    return resolve(Namings(*(list(column) for column in zip(*rows, strict=True))))


def test_roles_that_differ_by_case_are_one_as_most_write_it() -> None:
    written = {"mayor": 1, "Mayor": 78, "striker": 2, "MAYOR": 1, "captain": 2}
    assert by_case(written) == [("Mayor", 80), ("captain", 2), ("striker", 2)]


# ── who is one person ─────────────────────────────────────────────────────────────────────────


def test_a_full_name_in_two_articles_is_one_person() -> None:
    assert persons([named("1", "Maria Kovač"), named("2", "Maria Kovac")])[0] is not None
    assert len(set(persons([named("1", "Maria Kovač"), named("2", "Maria Kovac"), named("3", "Maria Kovač")]))) == 1


def test_an_equal_surname_is_not_enough() -> None:
    rows = [named("1", "Peter Holm"), named("2", "Ruth Holm", site="b.example"), named("3", "Holm", site="c.example")]
    assert len(set(persons(rows))) == 3


def test_companions_and_roles_tell_whom_a_surname_means() -> None:
    rows = [
        named("1", "Peter Holm", roles=["Mayor"]), named("1", "Ruth Vang"), named("1", "Odd Lie"),
        named("2", "Anders Holm", site="b.example", roles=["striker"]), named("2", "Kai Moe", site="b.example"),
        named("3", "Holm", roles=["Mayor"]), named("3", "Ruth Vang"), named("3", "Odd Lie"),
    ]  # fmt: skip
    assert persons(rows)[5] == "Peter Holm"


def test_a_shorter_form_joins_the_fuller_one_where_an_article_uses_both() -> None:
    rows = [
        named("1", "Atta Mohammad Noor", "Atta Noor"),
        named("2", "Atta Noor"), named("2", "Hanif Atmar"), named("1", "Hanif Atmar"),
    ]  # fmt: skip
    found = persons(rows)
    assert found[0] == found[1]
    assert found[0] is not None


def test_one_short_form_does_not_make_two_persons_one() -> None:
    rows = [
        named("1", "John Alan Smith", "John Smith"), named("2", "John Boris Smith", "John Smith"),
        named("3", "John Smith"),
    ]  # fmt: skip
    found = persons(rows)
    assert found[0] != found[1]


def test_a_generation_tells_two_apart() -> None:
    rows = [named("1", "Donald Trump"), named("1", "Donald Trump Jr."), named("2", "Donald Trump Jr")]
    found = persons(rows)
    assert found[0] != found[1]
    assert found[1] == found[2]


NAMES = ("Peter Holm", "Ruth Holm", "P. Holm", "Holm", "Peter Bo Holm", "Pete Holm", "Ruth Vang", "Vang", "Hölm")
ROWS = st.lists(
    st.builds(
        lambda article, name, alias, site, role: named(article, name, *alias, site=site, roles=role),
        st.sampled_from("123456"),
        st.sampled_from(NAMES),
        st.lists(st.sampled_from(NAMES), max_size=2),
        st.sampled_from(["a.example", "b.example"]),
        st.lists(st.sampled_from(["Mayor", "former mayor", "king"]), max_size=1),
    ),
    min_size=1,
    max_size=14,
)


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_articles_changes_nobody(rows: list[Naming], random: object) -> None:
    order = list(range(len(rows)))
    random.shuffle(order)  # type: ignore[attr-defined]
    found = persons(rows)
    assert persons([rows[i] for i in order]) == [found[i] for i in order]


# ── an archive ────────────────────────────────────────────────────────────────────────────────

PAGES = (
    ("1", "2031-02-03", "Mayor Anna Lindqvist said on Monday that the bridge was safe. “It is,” Lindqvist said. "
                        "Karim Haddad, a former minister, told reporters that he disagreed."),
    ("2", "2031-04-05", "Anna Lindqvist and Karim Haddad met in the harbour, said Lindqvist. Haddad said nothing."),
    ("3", "2031-04-09", "The Doha Agreement was signed by Maria Kovač, who said that it was time. Kovač smiled."),
)  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    pages = [
        {"id": i, "site": "harbour.example", "text": text, "title": f"Page {i}", "published": day}
        for i, day, text in PAGES
    ]
    file = tmp_path / "pages.jsonl"
    file.write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
    archiver.ingest(file, tmp_path / "archive", jobs=1)
    return tmp_path / "archive"


def command(archive: Path, *arguments: str) -> Ran:
    return run("-a", archive, *arguments)


def listed(archive: Path) -> dict[str, int]:
    return {person.name: person.articles for person in list_persons(archive)}


def test_the_list_says_who_when_and_with_whom(archive: Path) -> None:
    first = list_persons(archive)[0]
    assert (first.name, first.articles) == ("Anna Lindqvist", 2)
    assert first.first_seen is not None
    assert first.last_seen is not None
    assert (f"{first.first_seen:%F}", f"{first.last_seen:%F}") == ("2031-02-03", "2031-04-05")
    assert first.aliases == ("Lindqvist",)
    assert [(other.name, other.articles) for other in first.together] == [("Karim Haddad", 2)]
    april = Filter(since=first.last_seen)
    assert {person.name: person.articles for person in list_persons(archive, april)} == {
        "Anna Lindqvist": 1, "Karim Haddad": 1, "Maria Kovač": 1,
    }  # fmt: skip


def test_one_person_by_alias(archive: Path) -> None:
    found = show_person(archive, "lindqvist")
    assert found.timeline == (("2031-02", 1), ("2031-04", 1))
    assert [a.title for a in found.appearances] == ["Page 2", "Page 1"]
    assert ("Mayor", 1) in found.roles


def test_commands_and_their_errors(archive: Path) -> None:
    assert "Karim Haddad" in command(archive, "people").out
    assert json.loads(command(archive, "people", "Kovač", "--json").out)["summary"]["id"] == "maria-kovac"
    wrong = command(archive, "people", "Ana Lindqvist")
    assert wrong.code == 1
    assert "Anna Lindqvist" in wrong.err
    assert command(archive, "person", "merge", "Anna Lindqvist", "Ana Lindqvist").code == 1
    assert command(archive, "person", "split", "Karim Haddad", "Karim Haddad (2)").code == 2
    assert not (archive / "people.toml").exists()


def test_what_a_person_decides_holds_at_once_and_after_recomputing(archive: Path) -> None:
    assert command(archive, "person", "merge", "Karim H. Haddad", "Karim Haddad", "Maria Kovač").code == 0
    assert command(archive, "person", "rename", "Anna Lindqvist", "Mayor of the harbour").code == 0
    assert listed(archive) == {"Karim H. Haddad": 3, "Mayor of the harbour": 2}
    (archive / "derived" / "persons.parquet").unlink()
    assert listed(archive) == {"Karim H. Haddad": 3, "Mayor of the harbour": 2}
    (archive / "people.toml").unlink()
    assert listed(archive) == {"Anna Lindqvist": 2, "Karim Haddad": 2, "Maria Kovač": 1}


def test_a_split_holds_where_it_says(archive: Path) -> None:
    article = show_person(archive, "Karim Haddad").appearances[0].id
    command(archive, "person", "split", "Karim Haddad", "Karim Haddad (sailor)", "--article", article[:12])
    command(archive, "person", "dismiss", "Maria Kovač")
    assert listed(archive) == {"Anna Lindqvist": 2, "Karim Haddad": 1, "Karim Haddad (sailor)": 1}


def test_what_somebody_wrote_into_the_file_stays(archive: Path) -> None:
    (archive / "people.toml").write_text('# mine\n[[nobody]]\nforms = ["Maria Kovač"]  # really\n', encoding="utf-8")
    assert command(archive, "person", "rename", "Karim Haddad", 'Karim "K" Haddad').code == 0
    text = (archive / "people.toml").read_text(encoding="utf-8")
    assert text.startswith('# mine\n[[nobody]]\nforms = ["Maria Kovač"]  # really\n')
    assert listed(archive) == {"Anna Lindqvist": 2, 'Karim "K" Haddad': 2}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[merge]]\nname = 3\nforms = ['x']", "merge"),
        ("[[merge]]\nname = 'x'", "lacks forms"),
        ("[[marge]]\nname = 'x'", "marge"),
        ("[[split]]\nform = 'x'\nname = 'y'", "nowhere"),
        ("[[nobody]]\nforms = ['x']\nwhy = 'z'", "why"),
        ("[[merge]]\nname='a'\nforms=['x']\n[[merge]]\nname='b'\nforms=['x']", "two persons"),
        ("[[merge", "people.toml"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "people.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        load(tmp_path)
