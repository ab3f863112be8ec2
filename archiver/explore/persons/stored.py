"""Who is who in an archive, computed when it is asked for and kept in derived/persons.parquet until then.

The file holds one row for each naming: person, article and what the article says of the person. It names
the table version and the people.toml that it was computed from, and is computed anew when either changed.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

import pyarrow as pa

from archiver.explore.persons.corrections import Corrections, load
from archiver.explore.persons.namings import Namings
from archiver.explore.persons.resolving import resolve
from archiver.lake.files.durable import is_bagged

VERSION = "persons/2"
"""Rises when the same namings are resolved otherwise, or have other fields."""

_NAMINGS = """
    SELECT a.id AS article, a.site, a.source, a.published, a.published_day, a.published_precision,
        p.name, p.aliases, p.mentions, p.roles
    FROM articles a, unnest(a.people) AS u(p)"""


def namings(archive: Path, connection: Any) -> pa.Table:
    """The namings of the archive's current articles, each with its `person`; for `connection`, see sql.connect.

    Raises SettingsError where people.toml is wrong, ArchiveError where there is no archive.
    """
    kept = Kept(archive)
    with contextlib.suppress(OSError, pa.ArrowException):
        if (table := kept.read()) is not None:
            return table
    table = kept.computed(connection)
    kept.write(table)
    return table


class Kept:
    """The answer as it is kept, for the table and the corrections as they are now."""

    def __init__(self, archive: Path) -> None:
        """Raises SettingsError where people.toml is wrong, ArchiveError where there is no archive."""
        from archiver.lake import Lake

        self._corrections = load(archive)
        self._state = f"{VERSION} table {Lake.open(archive).version} corrections {self._corrections.digest or 'none'}"
        self._path = archive / "derived" / "persons.parquet"

    def computed(self, connection: Any) -> pa.Table:
        """The answer, from the articles."""
        return _resolved(connection.sql(_NAMINGS).to_arrow_table(), self._corrections)

    def read(self) -> pa.Table | None:
        """The table that is kept; None where it is of another state. Raises OSError, ArrowException."""
        import pyarrow.parquet as pq

        if (pq.read_schema(self._path).metadata or {}).get(b"archiver.state") != self._state.encode():
            return None
        return pq.read_table(self._path, page_checksum_verification=True)

    def write(self, table: pa.Table) -> None:
        """Keep a table for the next time. An archive that may not be written is computed each time."""
        import pyarrow.parquet as pq

        if is_bagged(self._path):
            return
        partial = self._path.with_suffix(f".{os.getpid()}.partial")
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(exist_ok=True)
            metadata = {**(table.schema.metadata or {}), b"archiver.state": self._state.encode()}
            pq.write_table(table.replace_schema_metadata(metadata), partial, compression="zstd",
                           write_page_checksum=True)  # fmt: skip
            partial.replace(self._path)
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def _resolved(table: pa.Table, corrections: Corrections) -> pa.Table:
    columns = (table[name].to_pylist() for name in ("article", "site", "name", "aliases", "roles"))
    persons = pa.array(resolve(Namings(*columns), corrections), pa.string())
    table = table.append_column("person", persons)
    return table.filter(persons.is_valid())
