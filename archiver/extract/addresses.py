"""Addresses as pages write them: anything may stand there, and nothing of it raises."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

_NONE = SplitResult("", "", "", "", "")


def parts_of(address: str | None) -> SplitResult:
    """An address taken apart; all parts empty where that cannot be done ("http://[harbour/")."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return _NONE


def host_of(address: str | None) -> str:
    """The host of an address, without "www."; "" where it has none."""
    return (parts_of(address).hostname or "").removeprefix("www.")
