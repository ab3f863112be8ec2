"""What elements are named for, as a model is told (extract/roles.py, role_features.py)."""

from __future__ import annotations

from archiver.extract.markup.naming import Called
from archiver.extract.markup.roles import ROLES
from archiver.extract.model.columns import NAMES, WIDTH, Features
from archiver.extract.model.role_features import add_role_features
from archiver.extract.page.pieces import Piece, Place
from archiver.records import Kind


def steps(places: list[Place], at: int) -> dict[str, float]:
    """Role columns of one piece that stands in a place."""
    features = Features([Piece("A ferry.", at, Kind.PARAGRAPH)], WIDTH)
    add_role_features(features, places)
    return {role: features.values[NAMES.index(f"to_{role}") * features.room] for role in ROLES}


def test_a_piece_is_told_how_far_up_the_nearest_element_is_that_speaks_for_a_role() -> None:
    places = [
        Place(-1, Called("div", "div", ("story",)), 0),
        Place(0, Called("div", "div", ("factbox",)), 1),
        Place(1, Called("p", "p", ("photo-credit",)), 2),
    ]
    found = steps(places, 2)
    assert {role: n for role, n in found.items() if n < 6} == {"caption": 0, "box": 1, "body": 2}
    assert steps(places, 0)["body"] == 0


def test_what_is_far_up_or_nowhere_is_told_alike() -> None:
    places = [Place(-1, Called("div", "div", ("story",)), 0)]
    places += [Place(at, Called("div", "div", ()), at + 1) for at in range(8)]
    assert steps(places, 5)["body"] == 5
    assert steps(places, 8)["body"] == steps([], -1)["body"] == 6


def test_a_word_may_speak_for_several_roles() -> None:
    both = Called("img", "img", ("teaser",)).roles()
    assert [role for bit, role in enumerate(ROLES) if both >> bit & 1] == ["caption", "related"]
    assert Called("xq", "xq", ("c1g1zygv",)).roles() == 0
