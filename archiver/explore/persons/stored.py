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

VERSION = "persons/1"
"""Rises when the same namings are resolved otherwise."""

_NAMINGS = """
    SELECT a.id AS article, a.site, a.source, a.published, a.published_precision,
        p.name, p.aliases, p.mentions, p.roles
    FROM articles a, unnest(a.people) AS u(p)"""


def namings(archive: Path, connection: Any) -> pa.Table:
    """The namings of the archive's current articles, each with its `person`; for `connection`, see sql.connect.

    Raises SettingsError where people.toml is wrong, ArchiveError where there is no archive.
    """
    from archiver.lake import Lake

    corrections = load(archive)
    state = f"{VERSION} table {Lake.open(archive).version} corrections {corrections.digest or 'none'}"
    path = archive / "derived" / "persons.parquet"
    kept = _kept(path, state)
    if kept is not None:
        return kept
    table = _resolved(connection.sql(_NAMINGS).to_arrow_table(), corrections)
    _keep(path, table, state)
    return table


def _resolved(table: pa.Table, corrections: Corrections) -> pa.Table:
    columns = (table[name].to_pylist() for name in ("article", "site", "name", "aliases", "roles"))
    persons = pa.array(resolve(Namings(*columns), corrections), pa.string())
    table = table.append_column("person", persons)
    return table.filter(persons.is_valid())


def _kept(path: Path, state: str) -> pa.Table | None:
    """The kept table, where it is there, whole and of this state."""
    import pyarrow.parquet as pq

    try:
        if (pq.read_schema(path).metadata or {}).get(b"archiver.state") != state.encode():
            return None
        return pq.read_table(path)
    except (OSError, pa.ArrowException):
        return None


def _keep(path: Path, table: pa.Table, state: str) -> None:
    """Keep the table for the next time. An archive that may not be written is computed each time."""
    import pyarrow.parquet as pq

    partial = path.with_suffix(f".{os.getpid()}.partial")
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        metadata = {**(table.schema.metadata or {}), b"archiver.state": state.encode()}
        pq.write_table(table.replace_schema_metadata(metadata), partial, compression="zstd")
        partial.replace(path)
    with contextlib.suppress(OSError):
        partial.unlink(missing_ok=True)
