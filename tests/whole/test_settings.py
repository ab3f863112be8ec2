"""archiver.toml: what would take all memory is refused, what is misspelt told; pins are written into the rest of it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.boilerplate import pin_key
from archiver.errors import SettingsError
from archiver.settings import DEEPEST, load, load_pins, page_seconds, pin, unpin

N = 50_000
MANY = {
    "key": "a." * N + "a = 1",
    "table": "[" + "a." * N + "a]",
    "quoted": '"a" . ' * N + "a = 1",
    "nested": "a = " + "[" * N,
    "quotes": '"\\' * N,
    "open string": 'a = """' + '""\\' * N,
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY.keys())
def test_what_is_too_much_ends_in_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "archiver.toml").write_text(text)
    begun = time.process_time()
    with pytest.raises(SettingsError, match=r"archiver\.toml"):
        load(tmp_path)
    assert time.process_time() - begun < 5


def test_dots_elsewhere_are_no_parts(tmp_path: Path) -> None:
    dots = "a." * 2 * DEEPEST
    text = f'# {dots}\n[pins."{dots}"]\ncontent = ["{dots}", """{dots}""", \'{dots}\']\n'
    (tmp_path / "archiver.toml").write_text(text)
    assert load(tmp_path)["pins"][dots]["content"] == [dots] * 3
    (tmp_path / "archiver.toml").write_text("limits" + ".a" * (DEEPEST - 1) + " = 1")
    assert load(tmp_path)


MISSPELT = {
    '[pin."a.example"]\ncontent = []': "no setting 'pin'; it takes pins, people, limits",
    '[pins."a.example"]\ncontents = []': "no setting 'contents'; it takes content, furniture",
    "pins = 1": "pins must be tables",
    '[pins."a.example"]\ncontent = "Read on"': "takes content = ",
    "[limits]\npage_second = 9": "no setting 'page_second'; it takes page_seconds",
    "limits = 9": "limits must be a table",
    "[limits]\npage_seconds = 0": "is no time in seconds",
    "[limits]\npage_seconds = true": "is no time in seconds",
    "[limits]\npage_seconds = 1e6": "is no time in seconds",
}


@pytest.mark.parametrize(("text", "told"), MISSPELT.items())
def test_what_is_misspelt_is_told_and_nothing_is_pinned(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "archiver.toml").write_text(text)
    with pytest.raises(SettingsError, match=told) as error:
        load_pins(tmp_path)
        page_seconds(tmp_path, 60)
    assert str(tmp_path / "archiver.toml") in str(error.value)
    if "limits" not in text:
        with pytest.raises(SettingsError):
            pin(tmp_path, "a.example", "Read on", "content")
        assert (tmp_path / "archiver.toml").read_text() == text


TABLE = 'content = ["Read on"]\n'
WRITTEN = {
    "as we write it": '[pins."a.example"]\n' + TABLE,
    "with a comment": '[pins."a.example"]  # ours\n' + TABLE,
    "with other quotes": "[pins.'a.example']\n" + TABLE,
    "with spaces": '[ pins . "a.example" ]\n' + TABLE,
    "dotted": 'pins."a.example".' + TABLE,
    "in one line": '[pins]\n"a.example" = { content = ["Read on"] }\n',
    "in many lines": '[pins."a.example"]\ncontent = [\n  "Read on",  # why\n]\n',
    "below its parent": '[pins]\n[pins."a.example"]\n' + TABLE,
    "before others": '[pins."a.example"]\n' + TABLE + '# of b\n[pins."b.example"]\ncontent = ["""\n[x]"""]\n',
    "apart": '[pins."b.example"]\ncontent = ["x"]\n[limits]\npage_seconds = 9\n[pins."a.example"]\n' + TABLE,
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN.keys())
def test_a_pin_is_written_into_a_table_however_that_is_written(tmp_path: Path, text: str) -> None:
    path = tmp_path / "archiver.toml"
    path.write_text(text)
    others = {site: pins for site, pins in load_pins(tmp_path).by_site.items() if site != "a.example"}
    pin(tmp_path, "a.example", "Subscribe", "furniture")
    assert load_pins(tmp_path).by_site == {"a.example": (("Read on",), ("Subscribe",)), **others}
    assert set(text.splitlines()) - set(path.read_text().splitlines()) <= {'"a.example" = { content = ["Read on"] }'}
    unpin(tmp_path, "a.example", "Subscribe")
    unpin(tmp_path, "a.example", "Read on")
    assert load_pins(tmp_path).by_site == others


def test_all_else_stays_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "archiver.toml"
    rest = b"# of the editors\xe2\x80\xa8of 1999\r\n\r\n[limits]  # in seconds\r\npage_seconds = 9\r\n"
    path.write_bytes(rest)
    pin(tmp_path, "a.example", "Subscribe", "furniture")
    assert path.read_bytes().startswith(rest)
    unpin(tmp_path, "a.example", "Subscribe")
    assert path.read_bytes().rstrip() == rest.rstrip()
    with pytest.raises(SettingsError, match="no Unicode text"):
        pin(tmp_path, "a.example", "a\udce9", "content")
    assert path.read_bytes().rstrip() == rest.rstrip()


SITES = st.sampled_from(["a.example", "b.example", "", "[x]", '"', "é.example"]) | st.text(max_size=4)
DONE = st.tuples(SITES, st.text(max_size=6), st.sampled_from(["content", "furniture", None]))


@given(st.lists(DONE, max_size=8))
def test_what_is_pinned_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, str, str | None]]
) -> None:
    archive = tmp_path_factory.mktemp("archive")
    expected: dict[str, dict[str, list[str]]] = {}
    for site, text, kind in done:
        lists = expected.setdefault(site, {"content": [], "furniture": []})
        for name in lists:
            lists[name] = [other for other in lists[name] if pin_key(other) != pin_key(text)]
        if kind:
            lists[kind].append(text)
            pin(archive, site, text, kind)
        else:
            unpin(archive, site, text)
    found = {site: tuple(map(tuple, lists.values())) for site, lists in expected.items() if any(lists.values())}
    assert load_pins(archive).by_site == found
