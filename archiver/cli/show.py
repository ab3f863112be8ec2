"""`archiver show`: the articles as a table, or one article as a person reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.context import Context, common_options, limit_option, pass_context, print_json_lines
from archiver.cli.layout import print_fields, print_table, print_text
from archiver.common.plurals import counted
from archiver.errors import ArchiveError
from archiver.moments import stated_day

if TYPE_CHECKING:
    from rich.console import Console

Row = dict[str, Any]

LIST_COLUMNS = (
    "id",
    "published",
    "published_offset",
    "published_precision",
    "source",
    "site",
    "language",
    "title",
    "words",
    "text",
    "is_current",
    "input_path",
    "input_record",
)


@click.command("show", short_help="List the articles, or show one.")
@click.argument("article", required=False)
@limit_option(50, "Articles of the list.")
@click.option("--versions", is_flag=True, help="List the article's versions: when they came and how they differ.")
@common_options
@pass_context
def show(context: Context, article: str | None, limit: int | None, versions: bool) -> None:
    """Show the ARTICLE (id, the beginning of one, its address, the id in its input, or the file that it came in).

    Without one, a table of what is there: the latest first, those without a date as they lay in their files.

    \b
    archiver show 3f9a
    archiver show 3f9a --versions
    """
    from archiver.lake import Lake

    lake = Lake.open(context.archive)
    if article is None:
        _table(context, lake, limit)
        return
    rows = find(lake, article)
    chosen = list(versions_of(rows).values()) if versions else [r for r in rows if r["is_current"]]
    if context.json:
        print_json_lines(_with_changes(chosen) if versions else chosen)
        return
    from archiver.cli.context import console

    if versions:
        _versions(chosen, console())
        return
    for row in chosen:
        _article(row, console())


def versions_of(rows: list[Row]) -> dict[int, Row]:
    """A row for each version, by its number, with the version's times."""
    from archiver.duplicates.versions import by_version

    return by_version(rows)


def _with_changes(versions: list[Row]) -> Iterator[Row]:
    """The versions' rows with `lines_changed` and `title_changed`: since the version before, None for the first."""
    from archiver.explore.differences import difference

    for before, row in zip([None, *versions[:-1]], versions, strict=True):
        changed = difference(before, row) if before else None
        yield {
            **row,
            "lines_changed": len(changed.edits) if changed else None,
            "title_changed": bool(changed.title) if changed else None,
        }


def _versions(rows: list[Row], out: Console) -> None:
    """One line for each version. Captures whose furniture alone differs share a version. "says changed": when the
    article itself says that it was changed last, by its own clock."""
    from rich.table import Table
    from rich.text import Text

    out.print(Text(rows[-1]["title"] or "(no title stated)", "bold"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("version", "first fetched (UTC)", "says changed", "words", "lines changed", ""):
        number = name in ("version", "words", "lines changed")
        table.add_column(name, justify="right" if number else "left", no_wrap=True)
    for row in _with_changes(rows):
        changed = "" if row["lines_changed"] is None else f"{row['lines_changed']:,}"
        at = f"{row['fetched_at']:%Y-%m-%d %H:%M}" if row["fetched_at"] else "unknown"
        notes = ("headline" if row["title_changed"] else "", "current" if row["is_current"] else "")
        says = stated_time(row["modified"], row["modified_offset"], row["modified_precision"])
        table.add_row(str(row["version"]), at, says, f"{row['words']:,}", changed, ", ".join(filter(None, notes)))
    out.print(table)
    if len(rows) > 1:
        out.print(f"\n`archiver diff {rows[-1]['id'][:8]}` shows what changed", style="dim")


def stated_time(at: datetime | None, offset: int | None, precision: str | None) -> str:
    """A time that a page states, by the clock of its place and no more exact than it says; "" where there is none."""
    if at is None:
        return ""
    length = {"year": 4, "month": 7, "day": 10}.get(precision or "", 16)
    return f"{at.astimezone(UTC) + timedelta(minutes=offset or 0):%Y-%m-%d %H:%M}"[:length]


def find(lake: Any, article: str) -> list[Row]:
    """All rows of the one article that an id, the beginning of one, an address, an input's id or a file names."""
    rows = lake.show(article) or _by_name(lake, article) or _by_file(lake, article)
    ids = {r["id"] for r in rows}
    if not ids:
        raise ArchiveError(f"no article {article!r} in {lake.path}; `archiver show` lists what is there")
    if len(ids) > 1:
        titles = {row["id"]: _name(row) for row in rows}
        some = "".join(f"\n  {one[:12]}  {titles[one]}" for one in sorted(ids)[:5])
        raise ArchiveError(
            f"{article!r} names more than one article; give one's id, or more of its beginning:{some}"
        )
    return list(rows)


def _by_name(lake: Any, name: str) -> list[Row]:
    """By an address, in the spelling given or the canonical one, or by the id that the input gave; or by another
    address that leads to the same article: with a last slash, of its AMP page, as the feed had it."""
    from archiver.duplicates.identity import article_id
    from archiver.duplicates.urls import canonical_url

    same = article_id(url=name, site=None, page_text=b"") if "://" in name else None
    return list(lake.named(name, canonical_url(name))) or (list(lake.show(same)) if same else [])


def _by_file(lake: Any, name: str) -> list[Row]:
    """By the file that articles came in, as its path or the end of that. All paths are read: nothing else names it."""
    end = f"/{name}"
    wanted = {r["id"] for r in lake.scan(["id", "input_path"]) if f"/{r['input_path']}".endswith(end)}
    with lake.reading() as reader:
        return list(reader.rows(wanted)) if wanted else []


def _table(context: Context, lake: Any, limit: int | None) -> None:
    rows = [r for r in lake.scan(LIST_COLUMNS) if r["is_current"]]
    rows.sort(key=_by_input)
    rows.sort(key=lambda r: str(r["published"] or ""), reverse=True)
    shown = rows[: context.most(limit, 50)]
    if context.json:
        listed = ({k: v for k, v in r.items() if k not in ("text", "is_current")} for r in shown)
        print_json_lines(row | {"published_day": stated_day(row)} for row in listed)
        return
    from rich.table import Table

    from archiver.cli.context import NARROW, console

    out = console()
    columns = [column for column in COLUMNS if out.width >= NARROW or column[0] in IN_ANY_WIDTH]
    table = Table(box=None, pad_edge=False, header_style="bold", expand=out.is_terminal)
    for name, _, options in columns:
        table.add_column(name, **(options if out.is_terminal else {"no_wrap": True, "justify": options.get("justify")}))
    for row in shown:
        table.add_row(*(cell(row) for _, cell, _ in columns))
    print_table(out, table)
    more = f"; the {len(shown)} latest are shown (--limit)" if len(rows) > len(shown) else ""
    out.print(f"\n{counted(len(rows), 'article')} in {context.place}{more}", style="dim")


def _by_input(row: Row) -> tuple[str, str, int, str]:
    """The order of articles of which no date tells: that of the files which they came in, site by site."""
    return row["site"] or "", row["input_path"] or "", row["input_record"] or 0, row["id"]


def day(row: Row) -> str:
    """The day that the article states, as exact as it is known: 2024, 2024-05 or 2024-05-03. row: as stored, or as the
    views have it."""
    found = row["published_day"] if "published_day" in row else stated_day(row)
    if found is None:
        return ""
    length = {"year": 4, "month": 7}.get(row["published_precision"], 10)
    return found.isoformat()[:length]


def _name(row: Row) -> str:
    """The title; of an article without one, how it begins."""
    return row["title"] or f"“{' '.join(row['text'][:60].split())} …”"


COLUMNS: tuple[tuple[str, Callable[[Row], str], dict[str, Any]], ...] = (
    ("id", lambda row: row["id"][:8], {"style": "cyan", "no_wrap": True, "min_width": 8}),
    ("published", day, {"no_wrap": True, "min_width": 10}),
    (
        "source",
        lambda row: row["source"] or row["site"] or "",
        {"max_width": 24, "overflow": "ellipsis", "no_wrap": True},
    ),
    ("lang", lambda row: row["language"] or "", {"no_wrap": True, "min_width": 4}),
    ("words", lambda row: f"{row['words']:,}", {"justify": "right", "no_wrap": True, "min_width": 5}),
    ("title", _name, {"overflow": "ellipsis", "no_wrap": True, "ratio": 1}),
)
IN_ANY_WIDTH = ("id", "published", "title")


def _article(row: Row, out: Console) -> None:
    print_text(out, row["title"] or "(no title stated)", "bold")
    people = ", ".join(p["name"] for p in row["people"] or ())
    topics = ", ".join(t["label"] for t in row["topics"] or ())
    fields = (
        ("id", f"{row['id']}  version {row['version']}"),
        ("source", row["source"]),
        ("by", ", ".join(row["authors"])),
        ("published", day(row)),
        ("language", row["language"]),
        ("topics", topics),
        ("people", people),
        ("url", row["url"]),
        ("same as", f"{near[:8]}, {row['similarity']:.0%} alike" if (near := row["near_duplicate_of"]) else None),
        ("input", row["input_path"]),
    )
    print_fields(out, fields)
    out.print()
    for block in row["blocks"]:
        if block["kept"]:
            print_text(out, block["text"], "bold" if block["kind"] == "heading" else "")
            out.print()


COMMANDS = (show,)
