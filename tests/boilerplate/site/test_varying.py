"""What lines that vary from page to page have in common, as a person is shown it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.boilerplate.keys.fingerprint import fingerprint
from archiver.boilerplate.keys.framing import prints_of
from archiver.boilerplate.site.varying import shared_parts
from archiver.records import Block, JudgedBlock, Verdict

HEADLINE = "The ferry is late again"


def _judged(*lines: str, rule: str = "site-pattern/1") -> list[JudgedBlock]:
    return [JudgedBlock(Block(text), fingerprint(text).whole, Verdict(False, rule, "", 9.0)) for text in lines]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (f"Share “{HEADLINE}” on Ukk", ["Share “…” on Ukk"]),
        ("READ MORE: Nobody saw the moon", ["READ MORE: …", "… saw the moon"]),
        ("Lire aussi : Le bac est en retard", ["Lire aussi : …", "… est en retard"]),
        ("BREAKING Ferry is late today", ["BREAKING …", "… is late today"]),
        ("Here by Anna Smith on Monday", ["Here by … …", "… … on Monday"]),
        ("Written by Anna Smith", ["Written by …", "Written by …"]),
        ("Comments", []),
    ],
)
def test_what_is_shown(line: str, shown: list[str]) -> None:
    assert [one.text for one in shared_parts(_judged(HEADLINE, line))[1]] == shown


def test_of_what_was_removed_for_other_reasons_a_label_and_a_frame_are_shown() -> None:
    lines = _judged(HEADLINE, "READ MORE: No moon tonight", f"{HEADLINE} - Ukk", "By Anna Smith on Monday", rule="x")
    assert [[one.text for one in shared] for shared in shared_parts(lines)[1:]] == [["READ MORE: …"], ["… - Ukk"], []]


@given(st.lists(st.text(alphabet="AbC 7.:„“", max_size=60), max_size=8))
def test_the_keys_are_those_that_pages_are_observed_with(lines: list[str]) -> None:
    blocks = _judged(*[line.strip() or "x" for line in lines])
    for shared, prints in zip(shared_parts(blocks), prints_of([b.block for b in blocks]), strict=True):
        assert {one.key for one in shared} == {key for key in (prints.frame, prints.head, prints.tail) if key}
