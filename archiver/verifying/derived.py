"""What is computed from the rest: whether a new one would be the same.

SQLite has no digests, and a digest would not say whether the contents are right. So a copy of each index catches up
with the table, as the next command would make it, and is compared with an index that is built from the table now,
entry by entry. One that is only behind is no fault. Others wait for the copying, and for a second look at what seems
damaged; all else goes on beside them.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from archiver.common import database
from archiver.errors import ArchiveError
from archiver.lake.files.durable import UNFINISHED, is_writable
from archiver.verifying.beside import sure, undisturbed
from archiver.verifying.report import Report
from archiver.verifying.searching import search_faults

if TYPE_CHECKING:
    import pyarrow as pa

    from archiver.lake import Lake

Faults = Callable[["Lake", Path], Iterable[str]]
"""What is wrong with a derived file of an archive whose table is sound, each as a sentence without its subject."""


def check_derived(lake: Lake, report: Report) -> None:
    """Every derived file that is there; what is not there is made when it is asked for.

    Goes to the newest version of the table.
    """
    if not report.ok:
        return  # what they would be compared with is not sound
    folder = lake.path / "derived"
    with _copied(lake) as copies:
        for name, copy in copies.items():
            report.files += 1
            for wrong in _guarded(DATABASES[name], lake, copy):
                report.add(folder / name, wrong, "derived")
    for name, faults in ANSWERS.items():
        if (folder / name).exists():
            report.files += 1
            for wrong in sure(lake.path, partial(_guarded_now, faults, lake, folder / name)):
                report.add(folder / name, wrong, "derived")
    _check_search(lake, report)


def _check_search(lake: Lake, report: Report) -> None:
    looked: list[Path] = []

    def damages() -> Iterator[tuple[Path, str]]:
        lake.refresh()
        looked.clear()
        for file, wrong in search_faults(lake):
            looked.append(file)
            if wrong:
                yield file, wrong

    for file, wrong in sure(lake.path, damages, ".lock", "derived/.search.lock"):
        report.add(file, wrong, "derived")
    report.files += len(looked)


def _guarded_now(faults: Faults, lake: Lake, path: Path) -> Iterator[str]:
    lake.refresh()
    yield from _guarded(faults, lake, path)


def _guarded(faults: Faults, lake: Lake, path: Path) -> Iterator[str]:
    try:
        yield from faults(lake, path)
    except (sqlite3.Error, OSError, ArchiveError, ValueError, TypeError, KeyError) as error:
        yield f"cannot be read: {error}"


# ── the two databases ─────────────────────────────────────────────────────────────────────────

Content = Callable[[str], Iterator[tuple[object, ...]]]


def _index_faults(lake: Lake, copy: Path) -> Iterator[str]:
    """Where things are, and what was learned of each site."""
    from archiver.lake.index.index import Index
    from archiver.lake.index.tables import CONTENTS

    if damage := database.fault(copy):
        yield damage
        return
    with closing(Index(copy)) as index, closing(Index(_fresh(copy))) as fresh:
        lake.build(index)
        lake.build(fresh)
        asked = [what for what in CONTENTS if lake.learns or what not in LEARNED]
        yield from _differences(index.content, fresh.content, asked)


LEARNED = {"keys", "postings", "statistics", "pages"}
"""What only a lake with a learner can make anew."""


def _sketch_faults(lake: Lake, copy: Path) -> Iterator[str]:
    """Near-duplicates: each text's sketch, its head, and what each article's row must say."""
    from archiver.lake.sketches.tables import CONTENTS
    from archiver.marking import follow, opened

    if damage := database.fault(copy):
        yield damage
        return
    files = set(lake.table.files())
    with closing(opened(copy)) as index, closing(opened(_fresh(copy))) as fresh:
        follow(index, lake.table, files)
        follow(fresh, lake.table, files)
        yield from _differences(index.content, fresh.content, CONTENTS)
        if index.wrong() != fresh.wrong():
            yield "what it says of the marks is not what the table's rows say"


DATABASES: Mapping[str, Faults] = {"index.sqlite": _index_faults, "duplicates.sqlite": _sketch_faults}
"""What is wrong with a copy of each."""


def _fresh(copy: Path) -> Path:
    return copy.with_name(f"fresh-{copy.name}")


@contextmanager
def _copied(lake: Lake) -> Iterator[dict[str, Path]]:
    """Copies of the databases that are there, all of the table's newest version, for as long as they are looked at.

    One that SQLite cannot copy is copied byte by byte: what is wrong with it can be told of the copy.
    """
    folder = lake.path / "derived"
    own = folder if is_writable(folder) else None  # /tmp may be full, or smaller than what is copied
    copies = {}
    with TemporaryDirectory(prefix=UNFINISHED, dir=own) as place:
        with undisturbed(lake.path):
            lake.refresh()
            for name in DATABASES:
                if (folder / name).exists():
                    copies[name] = Path(place) / name
                    try:
                        database.copy(folder / name, copies[name])
                    except sqlite3.DatabaseError:
                        copies[name].unlink(missing_ok=True)
                        shutil.copyfile(folder / name, copies[name])
        yield copies


def _differences(index: Content, fresh: Content, contents: Iterable[str]) -> Iterator[str]:
    for what in contents:
        if any(one != other for one, other in zip_longest(index(what), fresh(what))):
            yield f"its {what} are not those of the table"


# ── answers that are kept ─────────────────────────────────────────────────────────────────────


def _persons_faults(lake: Lake, path: Path) -> Iterator[str]:
    """Who is who: of another state of the articles or the corrections, it is not used any more."""
    from archiver.explore.persons.stored import Kept
    from archiver.explore.sql import connect

    kept = Kept(lake.path)
    there = kept.read()
    if there is not None and _sorted(there) != _sorted(kept.computed(connect(lake.path))):
        yield "the persons are not those of the articles"


def _sorted(namings: pa.Table) -> pa.Table:
    return namings.sort_by([("article", "ascending"), ("name", "ascending")])


def _furniture_faults(lake: Lake, path: Path) -> Iterator[str]:
    """How much of each file was furniture."""
    from archiver.explore.furniture import sums_of

    for name, sums in _sums(path).items():
        if (lake.table.path / name).exists() and sums_of(lake.table.path / name) != sums:
            yield f"its sums of {name} are not those of the file"


def _sums(path: Path) -> Mapping[str, object]:
    files = json.loads(path.read_text())["files"]
    return {name: {site: tuple(sums) for site, sums in found.items()} for name, found in files.items()}


ANSWERS: Mapping[str, Faults] = {"persons.parquet": _persons_faults, "furniture.json": _furniture_faults}
