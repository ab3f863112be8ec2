"""`read`: what comes of each form of input, in which order, and at what cost."""

from __future__ import annotations

import base64
import gzip
import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archiver.errors import InputError
from archiver.moments import Moment
from archiver.records import Capture
from archiver.sources import Limits, Progress, measure, read
from archiver.sources.json_values import values
from archiver.sources.limits import MIB

SEEDS = Path(__file__).parents[2] / "seeds"
GOOD = "The harbour was closed on Monday because of the ice, the council said.\n"
AT = datetime(2026, 1, 2, tzinfo=UTC)


def captures(*inputs: Path | str, **options: Any) -> list[Capture]:
    found = list(read(inputs, **options))
    assert all(isinstance(o, Capture) for o in found), found
    return [o for o in found if isinstance(o, Capture)]


def names(*inputs: Path | str) -> list[str]:
    return [Path(o.origin.path).name for o in read(inputs)]


# ── which inputs, in which order ──────────────────────────────────────────────────────────────


def test_folders_are_read_sorted_and_each_file_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "B.txt", "10.txt", "9.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(GOOD)
    (tmp_path / "same.txt").hardlink_to(tmp_path / "b.txt")
    order = ["10.txt", "9.txt", "B.txt", "b.txt", "z.txt", "c.txt"]
    assert names(tmp_path) == order
    assert names(tmp_path / "b.txt", tmp_path) == ["b.txt", "10.txt", "9.txt", "B.txt", "z.txt", "c.txt"]
    assert names(str(tmp_path / "*.txt")) == ["10.txt", "9.txt", "B.txt", "b.txt"]
    assert names(str(tmp_path / "**" / "c.txt")) == ["c.txt"]


def test_an_archive_in_a_folder_is_passed_over_and_by_itself_refused(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(_STORY)
    for made in ("archive/articles/_delta_log/0.json", "begun/runs/runs.jsonl", "stories/articles/0.json"):
        (tmp_path / made).parent.mkdir(parents=True)
        (tmp_path / made).write_text('{"text": "a page"}')
    found = [Path(c.origin.path).name for c in captures(tmp_path)]
    assert found == ["page.txt", "0.json"]
    assert [Path(c.origin.path).parent.name for c in captures(f"{tmp_path}/*")] == [tmp_path.name, "articles"]
    (error,) = read([tmp_path / "archive"])
    assert isinstance(error, InputError) and error.reason == "is-an-archive"


def test_a_pattern_enters_no_folder_that_a_walk_does_not_but_where_it_names_one(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b/c.jsonl", "news/runs/runs.jsonl", "news/x.jsonl", "story.html", "story_files/ad.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('{"text": "Good."}\n')
    assert names(str(tmp_path / "**/*.jsonl")) == ["a.jsonl", "c.jsonl"]
    assert names(str(tmp_path / "*/*.jsonl")) == ["c.jsonl"]
    assert names(str(tmp_path / "news/*.jsonl")) == ["x.jsonl"]
    (error,) = read([str(tmp_path / "*/runs/*.jsonl")])
    assert isinstance(error, InputError)
    assert error.reason == "no-match"


def test_what_belongs_to_a_saved_page_is_passed_over_in_a_folder(tmp_path: Path) -> None:
    for name in ("p.html", "p_files/frame.html", "p_files/a.css", "README.md", ".hidden.txt", "x.png", "s.js"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>A page of the harbour</p>")
    assert names(tmp_path) == ["p.html"]
    assert names(tmp_path / "README.md") == ["README.md"]  # named outright


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text("abc/.é", min_size=1, max_size=8), max_size=8))
def test_the_order_of_a_folder_is_its_sorted_order(tmp_path_factory: Any, made: list[str]) -> None:
    folder = tmp_path_factory.mktemp("order")
    for name in made:
        path = folder / f"f{name.strip('/').replace('..', 'x')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD)
    found = [o.origin.path for o in read([folder])]
    assert found == [o.origin.path for o in read([folder])]
    by_folder: dict[str, list[str]] = {}
    for path in found:
        by_folder.setdefault(str(Path(path).parent), []).append(Path(path).name)
    assert all(there == sorted(there) for there in by_folder.values())


def test_standard_input_is_sniffed() -> None:
    for body, kind in ((GOOD.encode(), "text"), (b"<!doctype html><p>x", "html"), (gzip.compress(b"<html>x"), "html")):
        (capture,) = captures("-", stdin=io.BytesIO(body))
        assert (capture.kind, capture.origin.path) == (kind, "-")


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)),
    st.sampled_from(
        [
            "",
            "WARC/1.0\r\n",
            "\x1f\x8b",
            "PK\x03\x04",
            "BZh9",
            '{"text": ',
            "[{",
            "<rss>",
            "<html>",
            "\ufeff",
            "a\n=====\n",
        ]
    ),
)
def test_reading_never_raises(body: bytes, start: str) -> None:
    for outcome in read(["-"], stdin=io.BytesIO(start.encode("latin-1", "replace") + body)):
        assert isinstance(outcome, Capture | InputError)
        assert outcome.origin.path.startswith("-")


# ── forms ─────────────────────────────────────────────────────────────────────────────────────


def test_the_seeds_are_read_without_an_error() -> None:
    found = captures(SEEDS)
    assert len(found) == 27
    assert {c.kind for c in found} == {"text", "html"}
    by_path = {str(Path(c.origin.path).relative_to(SEEDS)): c for c in found}
    bus = by_path["tarnvalleypost.example/bus-77-timetable-sheep.html"]
    assert bus.url == "https://www.tarnvalleypost.example/2026/08/bus-77-timetable-sheep/"
    assert by_path["scandinavia.zip!/swedish/bokbaaten.txt"].site is None
    dutch = [c for c in found if "rivierbode" in c.origin.path]
    assert [c.origin.record for c in dutch] == [3, 5]
    assert dutch[0].fetched_at == datetime(2026, 10, 5, 6, 0, 1, tzinfo=UTC)
    seals = by_path["feeds/example.xml"]
    assert seals.stated.source == "Brackley Beacon"
    assert seals.stated.authors == ("Owen Tarrant",)


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("page.txt", "<!DOCTYPE html>\n<html><p>The harbour", "html"),
        ("page.txt", "<!-- saved -->\n<HTML lang=en><p>The harbour", "html"),
        ("dump.txt", "<p>A dump that only begins with a tag\nand goes on", "text"),
        ("pages.txt", '{"text": "The harbour was closed"}\n', "text"),
        ("page", "<!doctype html><p>The harbour", "html"),
        ("story", GOOD, "text"),
        ("page.gz", "<!doctype html><p>The harbour", "html"),
    ],
)
def test_bytes_decide_and_names_help(name: str, body: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(body)
    (capture,) = captures(tmp_path / name)
    assert capture.kind == kind
    assert capture.origin.record == (1 if name == "pages.txt" else None)


def test_json_pages(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    html = "<p>Grüße</p>"
    rows = [
        {"id": 7, "url": "https://a.example/1", "html": base64.b64encode(html.encode()).decode()},
        {"input_id": "8", "html": html, "fetched_at": "2026-01-02T00:00:00Z", "site": "a.example"},
        {"text": GOOD, "title": "T", "author": {"name": "Ada Marsh"}, "date": "2024-05", "tags": "a, b", "lang": "en"},
    ]
    path.write_text("\ufeff" + "".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    one, two, three = captures(path)
    assert (one.body, one.input_id, one.url, one.charset) == (html.encode(), "7", "https://a.example/1", None)
    assert (two.body, two.input_id, two.site, two.fetched_at, two.charset) == (
        html.encode(),
        "8",
        "a.example",
        AT,
        "utf-8",
    )
    stated = three.stated
    assert (stated.title, stated.authors, stated.keywords, stated.language) == ("T", ("Ada Marsh",), ("a", "b"), "en")
    assert stated.published == Moment(datetime(2024, 5, 1, tzinfo=UTC), "month")
    assert {e.field for e in stated.evidence} == {"title", "authors", "keywords", "language", "published"}
    assert [c.origin.record for c in (one, two, three)] == [1, 2, 3]


def test_one_json_value_over_many_lines(tmp_path: Path) -> None:
    path = tmp_path / "pages.json"
    path.write_text(json.dumps([{"text": GOOD}, {"text": GOOD}], indent=2))
    assert [c.origin.record for c in captures(path)] == [1, 2]
    path.write_text(json.dumps({"text": GOOD}, indent=2))
    assert [c.origin.record for c in captures(path)] == [None]


def test_a_page_in_a_mime_archive(tmp_path: Path) -> None:
    path = tmp_path / "page.mhtml"
    path.write_bytes(
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/1\r\n"
        b"Date: Fri, 2 Jan 2026 00:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="xx"\r\n\r\n--xx\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://a.example/1\r\n\r\n<p>Gr=C3=BC=C3=9Fe</p>\r\n--xx--\r\n"
    )
    (capture,) = captures(path)
    assert capture.body == "<p>Grüße</p>".encode() + b"\r\n" or capture.body == "<p>Grüße</p>".encode()
    assert (capture.url, capture.charset, capture.fetched_at) == ("https://a.example/1", "utf-8", AT)


@pytest.mark.parametrize("form", ["gz", "bz2", "xz", "zst"])
def test_compressed_files(form: str, tmp_path: Path) -> None:
    import bz2
    import lzma

    from backports import zstd

    pack = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstd.compress}[form]
    path = tmp_path / f"a.txt.{form}"
    path.write_bytes(pack(GOOD.encode()))  # type: ignore[operator]
    assert [c.body for c in captures(path)] == [GOOD]


def test_a_zip_from_standard_input_with_a_gzip_in_it() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("b.txt.gz", gzip.compress(GOOD.encode()))
        archive.writestr("a.jsonl", json.dumps({"text": GOOD}) + "\n")

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    found = captures("-", stdin=Pipe(packed.getvalue()))
    assert [str(c.origin) for c in found] == ["-!/a.jsonl, record 1", "-!/b.txt.gz"]


# ── articles of one dump ──────────────────────────────────────────────────────────────────────

_STORY = "The council met for four hours and came to no decision about the bridge. " * 3


@pytest.mark.parametrize(
    ("separator", "number"),
    [("=====", 3), ("-----", 3), ("* * * * *", 3), ("\f", 3), ("<|endoftext|>", 3), ("### Article 1 ###", 3)],
)
def test_separators_are_found(separator: str, number: int, tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(f"\n{separator}\n".join(f"Story {n} of the week\n{_STORY}" for n in range(number)))
    assert [c.origin.record for c in captures(path)] == list(range(1, number + 1))


@pytest.mark.parametrize("joint", ["<|endoftext|>", "\n<|endoftext|>", "<|endoftext|>\n"])
def test_a_mark_that_joins_texts_needs_no_line_of_its_own(joint: str, tmp_path: Path) -> None:
    path = tmp_path / "corpus.txt"
    stories = [f"Story {n} of the week\n{_STORY}" for n in range(3)]
    path.write_text(joint.join(stories))
    assert [str(c.body).strip() for c in captures(path)] == [story.strip() for story in stories]


def test_an_article_may_speak_of_such_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    sentence = 'Models stop at "<|endoftext|>", or at `<|endoftext|>`, and <|endoftext|> it is.'
    path.write_text(f"{_STORY}\n{sentence}\n{_STORY}")
    assert len(captures(path)) == 1


@pytest.mark.parametrize(
    "separator", ["=====", "#####", "------------", "### {} ###", "=== 0{} ===", "Document {} of 4"]
)
def test_articles_without_titles_need_a_line_that_is_nothing_else(separator: str, tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text("".join(f"{_STORY * 2}\n{_STORY}\n{separator.format(n)}\n" for n in range(1, 5)))
    assert [c.origin.record for c in captures(path)] == [1, 2, 3, 4]


def test_headings_that_are_underlined_do_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    path.write_text(
        "".join(f"{h}\n{'=' * len(h)}\n\n{_STORY * 2}\n\n" for h in ("The quay", "The long bridge", "Ice!!"))
    )
    assert len(captures(path)) == 1


def test_articles_of_a_law_are_no_articles_of_a_dump(tmp_path: Path) -> None:
    path = tmp_path / "law.txt"
    path.write_text("".join(f"Article {n}\n{_STORY * 2}\n" for n in range(1, 5)))
    assert len(captures(path)) == 1


def test_rules_inside_an_article_do_not_cut_it(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    for rule in ("---", "* * *", "-----"):
        path.write_text(f"{_STORY}\n{rule}\n{_STORY}\n{rule}\nand so it ended.\n")
        assert [c.origin.record for c in captures(path)] == [None], rule


def test_a_named_separator_cuts_and_an_empty_one_does_not(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(f"one\n@@\ntwo\n@@\n@@\n{_STORY}\n=====\n{_STORY}")
    assert [c.body for c in captures(path, separator="@@")][:2] == ["one\n", "two\n"]
    assert len(captures(path, separator="@@")) == 3
    assert len(captures(path, separator="")) == 1


def test_options_fill_what_the_input_leaves_open(tmp_path: Path) -> None:
    path = tmp_path / "www.example.org" / "a.txt"
    path.parent.mkdir()
    path.write_text(GOOD)
    (plain,) = captures(path)
    assert (plain.site, plain.fetched_at) == ("example.org", None)
    (told,) = captures(path, site="my site", fetched_at=AT)
    assert (told.site, told.fetched_at) == ("my site", AT)
    (dated,) = captures(path, fetched_at="mtime")
    assert dated.fetched_at is not None
    assert abs(dated.fetched_at.timestamp() - path.stat().st_mtime) < 1


# ── cost ──────────────────────────────────────────────────────────────────────────────────────


def test_progress_reaches_what_was_measured(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt.gz").write_bytes(gzip.compress(GOOD.encode() * 1000))
    (tmp_path / "empty.txt").write_text("")
    told: list[Progress] = []
    list(read([tmp_path], progress=told.append))
    assert [p.read for p in told] == sorted(p.read for p in told)
    assert (told[-1].read, told[-1].captures, told[-1].errors) == (measure([tmp_path]), 3, 1)
    assert measure(["-"]) is None


_COST = """
import resource, sys
from archiver.sources import read
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(1 for _ in read([sys.argv[1]]))
print(count, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ru_maxrss is in KiB on Linux")
@pytest.mark.parametrize("form", ["txt", "jsonl.gz"])
def test_a_large_input_streams(form: str, tmp_path: Path) -> None:
    """A process that reads 80 MB of articles grows by less than 32 MiB (with 200 MB: 3)."""
    path = tmp_path / f"large.{form}"
    story = _STORY * 20
    count = 80 * MIB // len(story)
    if form == "txt":
        with path.open("w") as file:
            file.writelines(f"Story {n} of the week\n{story}\n=====\n" for n in range(count))
    else:
        with gzip.open(path, "wt", compresslevel=1) as packed:
            packed.writelines(json.dumps({"id": n, "text": story}) + "\n" for n in range(count))
    done = subprocess.run([sys.executable, "-c", _COST, str(path)], capture_output=True, text=True, check=True)
    read_count, grown = map(int, done.stdout.split())
    assert read_count == count
    assert grown < 32, f"grew by {grown} MiB"


def test_a_page_over_the_limit_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<html>" + b"x" * MIB)
    (tmp_path / "b.txt").write_text(GOOD)
    error, capture = read([tmp_path], limits=Limits(page_bytes=MIB // 2))
    assert isinstance(error, InputError)
    assert isinstance(capture, Capture)


# ── JSON over many lines ──────────────────────────────────────────────────────────────────────

PAGES = [{"id": str(n), "text": f'{GOOD} "[{{\\" {n} — }},', "tags": [["a"], {"b": "]"}]} for n in range(5)]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("form", ["list", "one after the other", "in an object", "hits"])
def test_pages_in_json_over_many_lines(form: str, charset: str, indent: int | None, tmp_path: Path) -> None:
    match form:
        case "list":
            text = json.dumps(PAGES, indent=indent, ensure_ascii=False)
        case "one after the other":
            text = "\n".join(json.dumps(page, indent=2) for page in PAGES)
        case "in an object":
            text = json.dumps({"total": 5, "articles": PAGES, "next": None}, indent=indent)
        case _:
            hits = {"total": {"value": 5}, "max_score": 1.0, "hits": [{"_id": p["id"], "_source": p} for p in PAGES]}
            text = json.dumps({"took": 3, "timed_out": False, "_shards": {"total": 1}, "hits": hits}, indent=indent)
    (tmp_path / "a.json").write_bytes(text.encode(charset))
    found = captures(tmp_path / "a.json")
    assert [(c.input_id, c.body, c.origin.record) for c in found] == [
        (p["id"], str(p["text"]).strip(), n) for n, p in enumerate(PAGES, 1)
    ]


def test_a_list_of_json_is_read_up_to_where_it_is_cut_and_past_what_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    one, two, *_ = (json.dumps(page).encode() for page in PAGES)
    path.write_bytes(b"[" + one + b',\n{"text": tru},\n7,\n' + two + b",\n" + one[:-9])
    found = list(read([path]))
    assert [o.reason if isinstance(o, InputError) else o.input_id for o in found] == [
        "0", "bad-json", "bad-json", "1", "bad-json"
    ]  # fmt: skip
    path.write_bytes(b"[\n" + one + b"]\n")
    assert [c.origin.record for c in captures(path)] == [1]


@given(st.lists(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))))  # fmt: skip  # noqa: E501
def test_the_elements_of_a_list_are_found_whatever_is_in_them(elements: list[Any]) -> None:
    text = json.dumps(elements).encode()
    stream = io.BufferedReader(cast(io.RawIOBase, Slow(text)))
    assert [json.loads(value) for value in values(stream, MIB)] == elements


class Slow(io.RawIOBase):
    """Gives one byte at a time."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._content.readinto(memoryview(buffer)[:1])


def test_a_large_list_of_json_takes_no_more_memory_than_its_pages(tmp_path: Path) -> None:
    page = json.dumps({"text": GOOD * 100})
    (tmp_path / "a.json").write_text("[" + ",\n".join([page] * 500) + "]")
    assert len(captures(tmp_path / "a.json", limits=Limits(page_bytes=MIB // 4))) == 500
