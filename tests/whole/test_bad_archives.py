"""Damaged archives and wrong settings: what each command says of them, case by case in tests/cases/bad-archive/.

damage: what is done to which files of a small archive. says: what must stand in the message, with the exit code. No
case may end in a traceback, or in "internal error".
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archiver.cli import main

TESTS = Path(__file__).parents[1]
CASES = sorted((TESTS / "cases" / "bad-archive").iterdir())
SOUND = TESTS / "archives" / "schema-1-first"


def harm(archive: Path, pattern: str, how: str) -> None:
    """Do one damage to all files that match; a name without "*" need not be there."""
    paths = sorted(archive.glob(pattern)) or [archive / pattern]
    for path in paths:
        kind, _, what = how.partition(":")
        before = path.read_bytes() if path.is_file() else b""
        if kind in ("gone", "folder", "file") and path.exists():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        match kind:
            case "folder":
                path.mkdir()
            case "gone":
                pass
            case _:
                path.write_bytes(_damaged(before, kind, what, how))


def _damaged(before: bytes, kind: str, what: str, how: str) -> bytes:
    match kind:
        case "cut":
            return before[: len(before) // 2]
        case "empty":
            return b""
        case "garbage" | "garbage!":
            return b"\x93garbage\n" * (len(before) // 9 + 1)
        case "hex":
            return bytes.fromhex(what)
        case "replace":
            old, new = what.split("=>")
            assert old.encode() in before
            return before.replace(old.encode(), new.encode())
    return how.encode()


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit code and all that a command prints."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    found = capsys.readouterr()
    text = found.err + found.out
    assert "internal error" not in text and "Traceback" not in text, text
    assert isinstance(end.value.code, int)
    return end.value.code, text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    expected = json.loads((case / "case.json").read_text(encoding="utf-8"))
    archive = Path(shutil.copytree(SOUND, tmp_path / "archive"))
    for pattern, how in expected["damage"].items():
        harm(archive, pattern, how)
    code, text = said(capsys, "-a", "archive", *expected["command"])
    assert (code, expected["says"] in text) == (expected["exit"], True), text


def test_no_archive_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    for name in ("file", "empty", "none"):
        for command in ("show", "verify", "info", "compact"):
            code, text = said(capsys, "-a", str(tmp_path / name), command)
            assert code in (1, 2) and len(text) < 400, (name, command, text)


FILES = sorted(p.relative_to(SOUND) for p in SOUND.rglob("*") if p.is_file() and p.stat().st_size)


@pytest.fixture(scope="module")
def working(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield Path(shutil.copytree(SOUND, tmp_path_factory.mktemp("fuzz") / "archive"))


@given(
    file=st.sampled_from(FILES),
    at=st.floats(0, 1, exclude_max=True),
    junk=st.binary(max_size=40),
    keep=st.booleans(),
    command=st.sampled_from(
        [("show",), ("verify",), ("info",), ("runs",), ("quarantine",), ("show", "8"), ("compact",)]
    ),
)
@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_any_damage_ends_in_a_sentence(
    working: Path,
    capsys: pytest.CaptureFixture[str],
    file: Path,
    at: float,
    junk: bytes,
    keep: bool,
    command: tuple[str, ...],
) -> None:
    """Junk written over a file at any place, with or without the rest of it."""
    shutil.rmtree(working)
    shutil.copytree(SOUND, working)
    whole = (working / file).read_bytes()
    place = int(at * len(whole))
    (working / file).write_bytes(whole[:place] + junk + (whole[place + len(junk) :] if keep else b""))
    code, _ = said(capsys, "-a", str(working), *command)
    assert code in (0, 1)


@given(text=st.text(max_size=200) | st.sampled_from(["[pins", "[pins.x]\ncontent = [", "pins.x.content = [\"a\"]"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_settings_end_in_a_sentence(working: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    shutil.rmtree(working)
    shutil.copytree(SOUND, working)  # what another test damaged is not this one's
    (working / "archiver.toml").write_text(text, encoding="utf-8", errors="surrogatepass")
    code, said_of_it = said(capsys, "-a", str(working), "pin", "a.example", "Some text", "--as", "content", "--ahead")
    assert code in (0, 2), said_of_it
