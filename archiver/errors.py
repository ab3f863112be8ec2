"""Every error that archiver raises on purpose.

    ArchiverError                 base: `str(e)` is a sentence for a person: what, where, what to do
    ├── InputError                something that came in cannot be read; names its Origin; quarantined
    │   └── LimitError            ... because it is larger, deeper or slower than allowed
    ├── ArchiveError              the archive folder is missing, damaged, locked or of another version
    │   ├── NoArchive             there is none
    │   └── ConflictError         another process is writing, for longer than we wait
    │       └── CommitRefused     another process committed first; what was decided no longer holds
    ├── SettingsError             archiver.toml or an option says something impossible
    ├── QueryError                the SQL or search expression of a person is wrong
    └── FetchError                an address may not be, or could not be, fetched

An input that cannot be read is a value in the report of a run, not the end of it. A bug is none of
these and is never caught by name.
"""

from __future__ import annotations

from archiver.records import Origin


class ArchiverError(Exception):
    """Base of all errors meant for a person to read."""


class InputError(ArchiverError):
    """An input, or one record of it, cannot be read. It goes to the quarantine with this message.

    origin: which file and record. reason: a short stable word for machines ("truncated-gzip").
    excerpt: the first bytes of what could not be read, where there are any.
    """

    def __init__(self, origin: Origin, reason: str, message: str, excerpt: bytes = b"") -> None:
        super().__init__(f"{origin}: {message}")
        self.origin = origin
        self.reason = reason
        self.message = message
        self.excerpt = excerpt[:1024]

    def __reduce__(self) -> tuple[type[InputError], tuple[Origin, str, str, bytes]]:
        """Exceptions pickle by their `args`, which are not ours; errors cross process borders here."""
        return type(self), (self.origin, self.reason, self.message, self.excerpt)


class LimitError(InputError):
    """An input is larger, deeper or slower than allowed."""


class ArchiveError(ArchiverError):
    """The archive folder is missing, damaged, locked, or written by another version."""


class NoArchive(ArchiveError):
    """There is no archive in this place."""


class ConflictError(ArchiveError):
    """Another process is writing, for longer than we wait. Nothing was written; try again."""


class CommitRefused(ConflictError):
    """Another process committed first. Nothing was written; what was decided must be decided again."""


class SettingsError(ArchiverError):
    """A setting or an option says something impossible."""


class QueryError(ArchiverError):
    """An SQL or search expression is wrong; the message says where, and what would work."""


class FetchError(ArchiverError):
    """An address may not be fetched, or could not be."""
