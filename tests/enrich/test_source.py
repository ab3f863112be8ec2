"""The publisher's name, out of what the furniture of a page says."""

from __future__ import annotations

import pytest

from archiver.enrich.source import source_name
from archiver.records import Evidence, Metadata


def named(*furniture: str, site: str | None = None) -> str | None:
    found = source_name(Metadata(), furniture, site)
    return found[0] if found else None


def test_what_the_page_states_is_taken_as_it_is() -> None:
    stated = Metadata(source="The Dale Times", evidence=(Evidence("source", "og:site_name"),))
    assert source_name(stated, ["© 2024 Hill Weekly"], None) == ("The Dale Times", "og:site_name")


@pytest.mark.parametrize(
    ("furniture", "name"),
    [
        (["Support Dawat Media Center today.", "Comments are closed."], "Dawat Media Center"),
        (["© 2023 The Daily Planet. All rights reserved."], "The Daily Planet"),
        (["The post Late ferry appeared first on Hill Weekly."], "Hill Weekly"),
        (["© 2024 Anna Smith"], None),
        (["Support us with a gift."], None),
    ],
)
def test_furniture_names_its_publisher(furniture: list[str], name: str | None) -> None:
    assert named(*furniture) == name


@pytest.mark.parametrize(
    "furniture",
    [
        ["© 2024 La Tribune lémanique"],
        ["© La Tribune lémanique 2024 | Mentions légales"],
        ["© 2024 La Tribune lémanique. Tous droits réservés.", "Soutenez La Tribune lémanique avec un don."],
        ["L'article Le bac est apparu en premier sur La Tribune lémanique."],
        ["La Tribune lémanique", "Soutenez La Tribune lémanique."],
    ],
)
def test_a_name_may_end_with_words_in_small_letters(furniture: list[str]) -> None:
    assert named(*furniture) == "La Tribune lémanique"
    found = source_name(Metadata(), furniture, None)
    assert found is not None and 'La Tribune lémanique"' in found[1]


@pytest.mark.parametrize(
    ("furniture", "name"),
    [
        (["© 2024 La Tribune tous droits réservés"], "La Tribune"),
        (["© 2024 La Tribune", "Soutenez La Tribune lémanique."], "La Tribune"),
        (["Soutenez La Tribune avec un don.", "Abonnez-vous à La Tribune avec un clic."], "La Tribune"),
        (["© 2024 The Daily Planet and contributors"], "The Daily Planet"),
        (["© 2024 The Daily Planet unless otherwise noted below"], "The Daily Planet"),
    ],
)
def test_what_is_said_behind_a_name_is_no_part_of_it(furniture: list[str], name: str) -> None:
    assert named(*furniture) == name


@pytest.mark.parametrize(
    "site", ["la-tribune-lemanique.example", "www.latribunelemanique.example", "La Tribune lémanique"]
)
def test_the_site_spells_the_name(site: str) -> None:
    assert named("Soutenez La Tribune lémanique avec un don.", site=site) == "La Tribune lémanique"
    assert named("Soutenez La Tribune avec un don.", site=site) == "La Tribune"
