"""An object store as obstore reaches it: opened at an address, something put there, and its errors in words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archiver.errors import ArchiveError

try:
    import obstore
    from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
    from obstore.store import from_url
except ImportError as error:
    raise ArchiveError("an archive at an address needs obstore: pip install 'archiver[s3]'") from error

__all__ = ["AlreadyExistsError", "BaseError", "PreconditionError", "obstore"]
"""obstore comes from here alone, so that who lacks it is told what to install."""


def opened(address: str) -> Any:
    with told(address):
        return from_url(address, client_options=_client_options())


@contextmanager
def told(address: str) -> Iterator[None]:
    """The store's errors in words."""
    try:
        yield
    except BaseError as error:
        raise ArchiveError(f"{address}: {_words(str(error))}") from error


def is_taken(address: str) -> bool:
    """Whether there is anything below an address. Raises ArchiveError."""
    store = opened(address)
    with told(address):
        return any(obstore.list(store, chunk_size=1))


def send(path: Path, address: str, *, last: str = "") -> None:
    """Put a file, or what is in a folder, at an address (s3://bucket/export.parquet). Raises ArchiveError.

    last: the name of the file by which others see that the folder is complete.
    """
    parent, _, name = address.rstrip("/").rpartition("/")
    if not parent.partition("://")[2]:
        raise ArchiveError(f"{address}: names a bucket and nothing in it")
    store = opened(parent)
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    with told(address), bucket_is_there(address):
        for file in sorted(files, key=lambda file: file.name == last):
            obstore.put(store, "/".join((name, *file.relative_to(path).parts)), file)


@contextmanager
def bucket_is_there(address: str) -> Iterator[None]:
    """While something is put into it: what is not found then can be nothing else. Raises ArchiveError."""
    try:
        yield
    except FileNotFoundError as error:
        if error.errno is not None:
            raise  # a file of ours
        raise ArchiveError(f"{address}: there is no such bucket; make it first") from error


def is_plain_http() -> bool:
    """Whether the user has named an endpoint that speaks no TLS, such as a server on the same machine."""
    names = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
    return any(os.environ.get(name, "").startswith("http://") for name in names)


def _client_options() -> Any:
    return {"allow_http": True} if is_plain_http() else {}


def _words(message: str) -> str:
    """What a store's answer means, and what to do."""
    known = {
        "NoSuchBucket": "there is no such bucket; make it first",
        "403 Forbidden": "the store refuses; are the credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) right?",
        "401 Unauthorized": "the store refuses; are the credentials (AWS_ACCESS_KEY_ID, ...) right?",
        "NotImplemented": "the store knows no conditional writes, without which two writers would harm each other",
        "error sending request": "the store does not answer; is AWS_ENDPOINT_URL right?",
        "metadata": "no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    }
    what = next((words for sign, words in known.items() if sign in message), None)
    first = message.partition("\n")[0].partition("<?xml")[0].rstrip(" :-")
    return f"{what} ({first})" if what else first
