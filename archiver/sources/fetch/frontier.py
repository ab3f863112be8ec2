"""The frontier: every address ever asked for, and how far it has come, in one SQLite file.

    queued -> fetched -> stored      "fetched" means: safe in the WARC, not yet in the archive
           -> unchanged -> stored    the server says: the same as last time
           -> failed -> reported     given up; reported once, as an InputError

The crawl writes it, the session reads it, and each change is one transaction: whoever is killed, the next run
finds each address in one of these states and goes on. (What Scrapy's JOBDIR saves, it saves at an
orderly end only.)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

from archiver.common import database
from archiver.sources.fetch.addresses import host_of
from archiver.sources.fetch.asked import LISTINGS, Answer, Asked, Kind, Row, Waiting
from archiver.sources.fetch.warc_records import Original, Span

QUEUE = "fetch.sqlite"
"""Its name in an archive's folder."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS addresses (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, host TEXT NOT NULL, kind TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued', since TEXT, hint TEXT,
    not_before REAL NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,
    etag TEXT, last_modified TEXT, status INTEGER, reason TEXT, message TEXT,
    final_url TEXT, charset TEXT, mime TEXT, fetched_at REAL,
    file TEXT, offset INTEGER, length INTEGER, sha256 TEXT, via TEXT, moved_to TEXT, first_at REAL);
CREATE INDEX IF NOT EXISTS by_host ON addresses (host, id) WHERE state = 'queued';
CREATE INDEX IF NOT EXISTS by_state ON addresses (state, id)
    WHERE state IN ('fetched', 'unchanged', 'failed');
CREATE INDEX IF NOT EXISTS by_end ON addresses (final_url) WHERE final_url <> url;
CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, not_before REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS payloads (
    digest TEXT PRIMARY KEY, url TEXT NOT NULL, at REAL NOT NULL,
    file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_place ON payloads (file, offset);
CREATE TABLE IF NOT EXISTS warcs (file TEXT PRIMARY KEY, length INTEGER NOT NULL);
"""


def lock_of(path: Path) -> Path:
    """What the one process that crawls by a frontier's file holds locked."""
    return path.with_suffix(".lock")


class Frontier:
    """One frontier file, and of it the addresses of some kinds. Two processes may have it open: the crawl,
    and the session that started it."""

    def __init__(self, path: Path, kinds: Collection[Kind]) -> None:
        self._of_kinds = "kind IN ({})".format(", ".join(f"'{kind}'" for kind in sorted(kinds)))
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = database.opened(path, durable=True)
        self._db.executescript(_SCHEMA)
        self._add_column("via", "TEXT")
        self._add_column("moved_to", "TEXT")
        self._add_column("first_at", "REAL")

    def _add_column(self, name: str, type: str) -> None:
        """A column that files of earlier versions lack."""
        known = {row[1] for row in self._db.execute("PRAGMA table_info(addresses)")}
        if name not in known:
            self._db.execute(f"ALTER TABLE addresses ADD COLUMN {name} {type}")

    def close(self) -> None:
        """Closes the file; further calls fail."""
        self._db.close()

    def together(self) -> AbstractContextManager[None]:
        """All changes inside are stored at once or not at all; may be nested."""
        return database.transaction(self._db)

    def add(self, asked: Iterable[Asked], *, again: bool = False) -> int:
        """Queues new addresses, and known ones that have changed since, or are listings of which other entries are
        wanted than last time (or, with `again`, all that are not waiting to be stored). Returns how many were
        queued. Addresses must be `checked`.
        """
        with self.together():
            return sum(self._add(one, again) for one in asked)

    def _add(self, one: Asked, again: bool) -> int:
        host, listing = host_of(one.url), one.kind in LISTINGS
        self._db.execute("INSERT OR IGNORE INTO hosts (host) VALUES (?)", (host,))
        cursor = self._db.execute(
            "INSERT INTO addresses (url, host, kind, since, hint, via)"
            " VALUES (:url, :host, :kind, :since, :hint, :via)"
            " ON CONFLICT (url) DO UPDATE SET state = 'queued', attempts = 0, not_before = 0,"
            " etag = iif(kind = excluded.kind AND NOT :afresh, etag, NULL),"
            " last_modified = iif(kind = excluded.kind AND NOT :afresh, last_modified, NULL),"
            " kind = excluded.kind, since = excluded.since, hint = coalesce(excluded.hint, hint)"
            " WHERE state IN ('stored', 'reported') AND (:again OR :changed > coalesce(fetched_at, 0)"
            " OR (:listing AND since IS NOT excluded.since))",
            {"url": one.url, "host": host, "kind": one.kind, "since": one.since, "hint": one.hint, "via": one.via,
             "again": again, "changed": one.changed, "listing": listing, "afresh": one.afresh or listing},
        )  # fmt: skip
        return cursor.rowcount

    def revisit(self, now: float, window: float) -> int:
        """Queues the pages of entries that first came within the last `window` seconds, each when as much time has gone
        by since it was asked for as between that and its first coming, and an hour at least: after 1, 2, 4 ... hours.
        Returns how many were queued."""
        first = "coalesce(first_at, fetched_at)"
        cursor = self._db.execute(
            "UPDATE addresses SET state = 'queued', attempts = 0, not_before = 0"
            f" WHERE kind = 'entry' AND state = 'stored' AND {first} >= :now - :window"
            f" AND :now - fetched_at >= max(3600, fetched_at - {first})",
            {"now": now, "window": window},
        )
        return cursor.rowcount

    def due(self, now: float, busy: Collection[str], limit: int) -> list[Row]:
        """At most one queued address of each host that is neither busy nor paused, `limit` in all."""
        ready = self._db.execute("SELECT host FROM hosts WHERE not_before <= ?", (now,))
        first = f"host = ? AND state = 'queued' AND {self._of_kinds} AND not_before <= ? ORDER BY id LIMIT 1"
        found: list[Row] = []
        for (host,) in ready.fetchall():
            if len(found) < limit and host not in busy:
                found += self._rows(first, (host, now))
        return found

    def next_due(self) -> float | None:
        """When the next queued address may be asked for; None when nothing is queued."""
        (at,) = self._db.execute(
            "SELECT min(max(a.not_before, h.not_before)) FROM addresses a JOIN hosts h USING (host)"
            f" WHERE a.state = 'queued' AND {self._of_kinds}"
        ).fetchone()
        return None if at is None else float(at)

    def queued(self) -> int:
        """How many addresses are still to be asked for."""
        (count,) = self._db.execute(
            f"SELECT count(*) FROM addresses WHERE state = 'queued' AND {self._of_kinds}"
        ).fetchone()
        return int(count)

    def waiting(self) -> list[Waiting]:
        """The addresses that were asked for without success and will be again, the first due before the others."""
        found = self._db.execute(
            "SELECT a.url, a.reason, max(a.not_before, h.not_before) AS at FROM addresses a JOIN hosts h USING (host)"
            f" WHERE a.state = 'queued' AND a.reason IS NOT NULL AND a.attempts > 0 AND {self._of_kinds}"
            " ORDER BY at, a.id"
        )
        return [Waiting(*row) for row in found]

    def led_alike(self, row: Row) -> int:
        """How many entries with other headlines were led to the very page that this entry was led to."""
        (count,) = self._db.execute(
            "SELECT count(*) FROM addresses WHERE final_url = :end AND final_url <> url AND id <> :id"
            " AND kind = 'entry' AND json_extract(hint, '$.title') <> json_extract(:hint, '$.title')",
            {"end": row.final_url, "id": row.id, "hint": row.hint},
        ).fetchone()
        return int(count) if row.final_url != row.url else 0

    def find(self, url: str) -> Row | None:
        """The row of a checked address; None where it was never asked for."""
        return next(self._rows("url = ?", (url,)), None)

    def awaiting(self, limit: int) -> list[Row]:
        """Rows that are fetched, unchanged or failed and not acknowledged, at most `limit`."""
        where = f"state IN ('fetched', 'unchanged', 'failed') AND {self._of_kinds} ORDER BY id LIMIT ?"
        return list(self._rows(where, (limit,)))

    def _rows(self, where: str, values: Sequence[object]) -> Iterator[Row]:
        columns = ", ".join(Row.__dataclass_fields__)
        for row in self._db.execute(f"SELECT {columns} FROM addresses WHERE {where}", values):
            yield Row(*row)

    def fetched(self, id: int, answer: Answer) -> None:
        """The answer to this address is safe on disk."""
        names = tuple(Answer.__dataclass_fields__)
        self._db.execute(
            "UPDATE addresses SET state = 'fetched', reason = NULL, message = NULL,"
            f" first_at = coalesce(first_at, fetched_at, {answer.fetched_at:f}),"
            f" {', '.join(f'{n} = ?' for n in names)} WHERE id = ?",
            (*(getattr(answer, n) for n in names), id),
        )

    def unchanged(self, id: int, at: float) -> None:
        """The server says that nothing has changed since the last time."""
        self._db.execute(
            "UPDATE addresses SET state = 'unchanged', status = 304, reason = NULL, fetched_at = ?"
            " WHERE id = ?",
            (at, id),
        )

    def failed(self, id: int, reason: str, message: str, status: int | None = None) -> None:
        """Given up; waits to be reported."""
        self._db.execute(
            "UPDATE addresses SET state = 'failed', reason = ?, message = ?, status = ? WHERE id = ?",
            (reason, message, status, id),
        )

    def drop_queued(self) -> None:
        """Whoever asked for what is still queued has gone: it is not asked for any more."""
        self._db.execute(f"UPDATE addresses SET state = 'reported' WHERE state = 'queued' AND {self._of_kinds}")

    def depth(self, url: str, most: int) -> int:
        """By how many sitemaps above it a sitemap was named, one by the other; `most` at most."""
        (depth,) = self._db.execute(
            "WITH RECURSIVE above(via, n) AS (SELECT via, 0 FROM addresses WHERE url = ? UNION ALL"
            " SELECT a.via, n + 1 FROM above JOIN addresses a ON a.url = above.via WHERE a.kind = 'sitemap' AND n < ?)"
            " SELECT max(n) FROM above",
            (url, most),
        ).fetchone()
        return int(depth or 0)

    def refuse(self, url: str, message: str) -> None:
        """Books an address of a listing that may not be asked for; each is reported once."""
        self._db.execute(
            "INSERT OR IGNORE INTO addresses (url, host, kind, state, reason, message)"
            " VALUES (?, '', 'page', 'failed', 'refused-address', ?)",
            (url, message),
        )

    def postpone(self, id: int, until: float, reason: str, *, host: str | None = None) -> None:
        """One more attempt, not before `until`; with `host`, nothing of that host before then."""
        with self.together():
            self._db.execute(
                "UPDATE addresses SET attempts = attempts + 1, not_before = ?, reason = ? WHERE id = ?",
                (until, reason, id),
            )
            if host is not None:
                self._db.execute(
                    "UPDATE hosts SET not_before = max(not_before, ?) WHERE host = ?", (until, host)
                )

    def acknowledge(self, ids: Iterable[int]) -> None:
        """These rows are in the archive (or in its quarantine); they will not be handed over again."""
        with self.together():
            self._db.executemany(
                "UPDATE addresses SET state = CASE state WHEN 'failed' THEN 'reported' ELSE 'stored' END"
                " WHERE id = ? AND state IN ('fetched', 'unchanged', 'failed')",
                ((id,) for id in ids),
            )

    def counts(self) -> dict[str, int]:
        """How many addresses are in each state."""
        counted = f"SELECT state, count(*) FROM addresses WHERE {self._of_kinds} GROUP BY state"
        return dict(self._db.execute(counted))

    def payload(self, digest: str) -> Original | None:
        """The response in the WARC files that has a payload of this digest; None where none has."""
        found = self._db.execute(
            f"SELECT {_ORIGINAL} FROM payloads WHERE digest = ?", (digest,)
        ).fetchone()
        return _original(found)

    def original(self, row: Row) -> Original | None:
        """The response that this address was last answered with in full."""
        found = self._db.execute(
            f"SELECT {_ORIGINAL} FROM payloads WHERE file = ? AND offset = ?", (row.file, row.offset)
        ).fetchone()
        return _original(found)

    def keep_payload(self, original: Original) -> None:
        """A response with a payload is safe on disk."""
        span = original.span
        self._db.execute(
            "INSERT OR IGNORE INTO payloads VALUES (?, ?, ?, ?, ?, ?)",
            (original.digest, original.url, original.at.timestamp(), span.file, span.offset, span.length),
        )

    def safe_length(self, file: str, length: int) -> None:
        """All of `file` up to `length` bytes is complete records."""
        self._db.execute("INSERT OR REPLACE INTO warcs VALUES (?, ?)", (file, length))

    def safe_lengths(self) -> dict[str, int]:
        """The safe length of each WARC file that is not known to be closed."""
        return dict(self._db.execute("SELECT file, length FROM warcs"))

    def forget_lengths(self) -> None:
        """All files are whole; nothing need be cut at the next start."""
        self._db.execute("DELETE FROM warcs")


_ORIGINAL = "digest, url, at, file, offset, length"


def _original(found: tuple[str, str, float, str, int, int] | None) -> Original | None:
    if found is None:
        return None
    digest, url, at, file, offset, length = found
    return Original(digest, url, datetime.fromtimestamp(at, UTC), Span(file, offset, length))
