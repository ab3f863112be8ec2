"""What changed between two versions: nothing is lost, and furniture is told apart."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archiver.explore.differences import difference, differences

LINES = ["The ferry is late.", "The ferry was late.", "Soup.", "No soup today.", ""]
TEXTS = st.lists(st.sampled_from(LINES), max_size=6)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other work on the machine
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_it(old: list[str], new: list[str]) -> None:
    before, after = "\n".join(old), "\n".join(new)
    lines = differences(before, after)
    for text, other in ((before, "added"), (after, "removed")):
        read = ["".join(s.text for s in line.spans if s.change != other) for line in lines if line.change != other]
        assert "\n".join(read) == text


def row(text: str, *furniture: str, title: str | None = "Title") -> dict[str, Any]:
    blocks = [{"text": line, "kept": True} for line in text.split("\n")]
    return {"title": title, "text": text, "blocks": [*blocks, *({"text": f, "kept": False} for f in furniture)]}


def test_words_are_compared_within_a_line() -> None:
    (line,) = difference(row("The ferry left on Tuesday."), row("The ferry left on Wednesday.")).edits
    assert [(span.change, span.text) for span in line.spans] == [
        ("same", "The ferry left on "),
        ("removed", "Tuesday."),
        ("added", "Wednesday."),
    ]


def test_furniture_is_no_edit() -> None:
    found = difference(row("Text.", "Subscribe!", "Closed."), row("Text.", "Closed.", "Donate!"))
    assert not found.edits and not found.title
    assert [(line.change, line.spans[0].text) for line in found.furniture] == [
        ("removed", "Subscribe!"),
        ("added", "Donate!"),
    ]


def test_another_title_is_told() -> None:
    (line,) = difference(row("Text.", title="Ferry late"), row("Text.", title="Ferry very late")).title
    assert line.change == "changed"
