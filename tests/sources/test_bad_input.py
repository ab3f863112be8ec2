"""Bad input and what is said of it, side by side in tests/cases/bad-input/; large ones are made here."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import pickle
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archiver.errors import InputError, LimitError
from archiver.lake import Lake
from archiver.records import Capture
from archiver.sources import Limits, read
from archiver.sources.limits import MIB
from archiver.sources.nesting import deepest

CASES = sorted((Path(__file__).parents[1] / "cases" / "bad-input").iterdir())
GOOD = "The harbour was closed on Monday because of the ice, the council said.\n"


def outcomes(*inputs: Path | str, **options: Any) -> list[Capture | InputError]:
    return list(read(inputs, **options))


def the_error(*inputs: Path | str, **options: Any) -> InputError:
    (only,) = outcomes(*inputs, **options)
    assert isinstance(only, InputError)
    return only


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    expected = json.loads(Path("expected.json").read_text(encoding="utf-8"))["outcomes"]
    names = sorted(p.name for p in case.iterdir() if p.name != "expected.json")
    found = outcomes(*names)
    assert [(str(o.origin.path), o.origin.record) for o in found] == [(e["path"], e["record"]) for e in expected]
    for outcome, wanted in zip(found, expected, strict=True):
        _compare(outcome, wanted)


def _compare(outcome: Capture | InputError, wanted: dict[str, Any]) -> None:
    if isinstance(outcome, InputError):
        assert outcome.reason == wanted.get("error"), outcome
        assert wanted["says"] in outcome.message
        assert str(outcome).startswith(wanted["path"])
        assert pickle.loads(pickle.dumps(outcome)).excerpt == outcome.excerpt
        return
    assert outcome.kind == wanted.get("kind"), wanted
    body = outcome.body if isinstance(outcome.body, str) else outcome.body.decode()
    assert wanted["contains"] is None or wanted["contains"] in body
    notes = " / ".join(e.origin for e in outcome.stated.evidence if e.field == "text")
    assert all(note in notes for note in wanted["notes"]), notes
    assert bool(notes) == bool(wanted["notes"]) or outcome.origin.path.endswith("jsonl")
    assert "\0" not in body


# ── the file system ───────────────────────────────────────────────────────────────────────────


def test_a_missing_file_and_a_pattern_that_matches_nothing(tmp_path: Path) -> None:
    assert the_error(tmp_path / "nowhere.txt").reason == "not-found"
    assert the_error(str(tmp_path / "*.txt")).reason == "no-match"
    assert the_error("a\0b").reason == "bad-path"
    assert outcomes(tmp_path) == []


def test_links_that_lead_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    (tmp_path / "dangling.txt").symlink_to("gone.txt")
    found = outcomes(tmp_path)
    assert [getattr(o, "reason", "read") for o in found] == ["link-loop", "link-loop", "not-found", "read"]


def like_anybody() -> None:
    """In a child process of root: drops what lets root read everything (Linux: prctl(2), capabilities(7))."""
    import ctypes

    if os.geteuid() == 0:
        drop, dac_override, dac_read_search = 24, 1, 2
        for capability in (dac_override, dac_read_search):
            if ctypes.CDLL(None, use_errno=True).prctl(drop, capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "root's powers cannot be dropped here")


def test_no_permission(tmp_path: Path) -> None:
    """Through the command itself: as whoever runs the tests, or as a root that may not read everything."""
    for name in ("closed.txt", "good.txt", "shut/inside.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD * 2)
    (tmp_path / "in/closed.txt").chmod(0)
    (tmp_path / "in/shut").chmod(0)
    command = [sys.executable, "-m", "archiver", "-a", "a", "--json", "ingest", "in", "in/shut/inside.txt", "in/shut/*"]
    try:
        done = subprocess.run(
            command, cwd=tmp_path, preexec_fn=like_anybody, capture_output=True, text=True, check=False
        )
    except subprocess.SubprocessError:
        pytest.skip("root, and its powers cannot be dropped here")
    finally:
        (tmp_path / "in/shut").chmod(0o700)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["stored"] == 1
    told = [line.partition(": ") for line in done.stderr.splitlines()]
    assert sorted((path.removeprefix("quarantined "), what) for path, _, what in told) == [
        ("in/closed.txt", "no permission to read it"),
        ("in/shut", "no permission to read it"),
        ("in/shut/*", "no file matches this pattern"),
        ("in/shut/inside.txt", "no permission to read it"),
    ]
    assert [entry["error"] for entry in Lake.open(tmp_path / "a").quarantined()].count("no-permission") == 3


@pytest.mark.parametrize("packed", [False, True])
def test_what_the_machine_lacks_is_no_fault_of_the_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    """It is read when that has been mended; in the quarantine it would count as read."""
    page = tmp_path / "page.txt"
    page.write_text(GOOD)
    if packed:
        inner, outer = tmp_path / "inner.zip", tmp_path / "outer.zip"
        for path, content in ((inner, page), (outer, inner)):
            with zipfile.ZipFile(path, "w") as archive:
                archive.write(content, content.name)
        page = outer

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC if packed else errno.EMFILE, "none left")

    lacking = "tempfile.SpooledTemporaryFile" if packed else "pathlib.Path.open"
    monkeypatch.setattr(lacking, full)
    with pytest.raises(OSError, match="none left"):
        outcomes(page)


def test_a_name_longer_than_names_are(tmp_path: Path) -> None:
    assert the_error(tmp_path / ("a" * 5000)).reason == "unreadable"


def test_a_device_and_a_socket_are_no_files(tmp_path: Path) -> None:
    assert the_error("/dev/zero").reason == "not-a-file"
    import socket

    with socket.socket(socket.AF_UNIX) as server:
        path = tmp_path / "s.txt"
        server.bind(str(path))
        assert the_error(path).reason == "not-a-file"


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(path, "wb") as file:  # noqa: PTH123 - the name is bytes
            file.write(GOOD.encode())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (found,) = outcomes(tmp_path)
    assert found.origin.path.encode("utf-8").endswith("caf\ufffd.txt".encode())


# ── size ──────────────────────────────────────────────────────────────────────────────────────


def test_one_line_of_forty_megabytes_is_read_and_one_over_the_limit_is_named(tmp_path: Path) -> None:
    line = tmp_path / "line.txt"
    with line.open("wb") as file:
        for _ in range(40):
            file.write(b"word " * (MIB // 5))
    (capture,) = outcomes(line)
    assert isinstance(capture, Capture)
    assert len(capture.body) > 39 * MIB
    error = the_error(line, limits=Limits(page_bytes=8 * MIB))
    assert isinstance(error, LimitError)
    assert error.reason == "too-large"
    assert "--separator" in str(error)


def test_300_megabytes_of_one_line_cost_no_more_than_a_page(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as file:
        file.truncate(300 * MIB)  # a hole: takes no disk
        file.write(b"x" * 4096)
    path_json = tmp_path / "line.jsonl"
    with path_json.open("wb") as file:
        for _ in range(64):
            file.write(b"[" * MIB)
    limits = Limits(page_bytes=4 * MIB)
    assert _peak(lambda: the_error(path, limits=limits)) < 40 * MIB
    assert _peak(lambda: the_error(path_json, limits=limits)) < 40 * MIB


def test_a_list_of_a_million_words_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("word\n" * 200_001)
    assert the_error(path).reason == "too-many-lines"
    path.write_text("word\n" * 200_000)
    assert isinstance(outcomes(path)[0], Capture)


def _peak(run: Callable[[], object]) -> int:
    """Bytes that Python held at most while `run` ran."""
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("form", ["gz", "bz2", "xz", "zst", "zip", "nested.gz", "nested.zip"])
def test_decompression_bombs(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"bomb.txt.{form}"
    path.write_bytes(_bomb(form))
    limits = Limits(free_bytes=4 * MIB, page_bytes=64 * MIB)
    assert path.stat().st_size < MIB
    found: list[InputError] = []
    peak = _peak(lambda: found.append(the_error(path, limits=limits)))
    (error,) = found
    assert isinstance(error, LimitError)
    assert error.reason == "unpacks-too-large"
    assert "bomb" in str(error)
    assert peak < 64 * MIB


def _bomb(form: str) -> bytes:
    """20 to 100 MB of blank lines, packed."""
    blanks = b" \n" * (MIB * (10 if form == "bz2" else 50))
    if form.startswith("nested."):
        return _pack(form.removeprefix("nested."), _pack("gz", blanks))
    return _pack(form, blanks)


def _pack(form: str, body: bytes) -> bytes:
    import bz2
    import lzma

    from backports import zstd

    match form:
        case "gz":
            return gzip.compress(body, 9)
        case "bz2":
            return bz2.compress(body)
        case "xz":
            return lzma.compress(body, preset=0)
        case "zst":
            return zstd.compress(body)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("blanks.txt", body)
    return packed.getvalue()


def test_archives_in_archives_in_archives(tmp_path: Path) -> None:
    body = GOOD.encode()
    for _ in range(3):
        body = gzip.compress(body)
    (tmp_path / "three.txt.gz").write_bytes(body)
    (tmp_path / "six.txt.gz").write_bytes(gzip.compress(gzip.compress(gzip.compress(body))))
    assert isinstance(outcomes(tmp_path / "three.txt.gz")[0], Capture)
    assert the_error(tmp_path / "six.txt.gz").reason == "nested-too-deep"


def test_a_zip_of_too_many_members(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(50):
            archive.writestr(f"{number}.txt", GOOD)
    assert the_error(path, limits=Limits(members=49)).reason == "too-many-members"
    assert len(outcomes(path, limits=Limits(members=50))) == 50


def test_an_encrypted_member_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", GOOD)
    body = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(mark) + offset] |= 1
    path.write_bytes(bytes(body))
    assert the_error(path).reason == "encrypted"


def test_html_of_200_000_nested_tags_is_named_wherever_it_lies(tmp_path: Path) -> None:
    deep = b"<!doctype html><html><body>" + b"<div>" * 200_000 + b"text" + b"</div>" * 200_000
    (tmp_path / "deep.html").write_bytes(deep)
    pages = [{"html": deep.decode()}, {"html": "<p>The harbour</p>"}]
    (tmp_path / "pages.jsonl").write_text("".join(json.dumps(page) + "\n" for page in pages))
    html, first, second = outcomes(tmp_path)
    assert isinstance(html, LimitError)
    assert isinstance(first, LimitError)
    assert {html.reason, first.reason} == {"nested-too-deep"}
    assert isinstance(second, Capture)


def test_long_pages_are_not_deep_ones(tmp_path: Path) -> None:
    """A list of 50,000 entries, with ends left out and with void elements, lies three deep."""
    rows = b"<li><a href=x>a ferry</a><br><img src=y><p>one<p>two" * 50_000
    assert deepest(b"<div><UL>" + rows + b"</UL></div>") == 3
    (tmp_path / "long.html").write_bytes(b"<html><ul>" + rows)
    assert isinstance(outcomes(tmp_path)[0], Capture)


def test_a_jsonl_that_is_none_stops_early(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text("not json\n" * 5000)
    found = outcomes(path)
    assert len(found) == 1001
    assert isinstance(found[-1], InputError)
    assert found[-1].reason == "not-jsonl"


# ── the run goes on ───────────────────────────────────────────────────────────────────────────


def test_everything_bad_at_once_and_the_good_file_after_it_is_read(tmp_path: Path) -> None:
    good = tmp_path / "zz-good.txt"
    good.write_text(GOOD)
    found = outcomes(*CASES, tmp_path / "nowhere", good)
    assert isinstance(found[-1], Capture)
    assert sum(isinstance(o, InputError) for o in found) > 30
