"""The site of a page without a URL, where the folder that it lies in says so."""

from __future__ import annotations

import re
from functools import lru_cache

from archiver.common.suffixes import registrable

_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)

_PACKED = re.compile(r"(?:\.(?:zip|wacz|tar|tgz|tbz2?|txz|tzst|gz|bz2|xz|zstd?))*!$", re.IGNORECASE)


_WHEN = re.compile(r"[\d_.-]+")

_registrable = lru_cache(maxsize=4096)(registrable)


def site_of_folder(path: str) -> str | None:
    """ "mirror/www.example.org/2024/a.html" -> "example.org": crawlers name folders after hosts.

    The innermost folder that is a host name under a public suffix counts; None where there is none.
    An archive counts as a folder by its name without the suffix, for .zip is a public suffix too.
    """
    for folder in reversed(_folders(path)):
        if _HOST.fullmatch(folder) and (site := _registrable(folder.lower())):
            return site
    return None


def folder_of(path: str) -> str | None:
    """ "dumps/Hill Weekly/2024.zip!/03/a.txt" -> "Hill Weekly": the innermost folder with a name of its own.

    Folders that say when ("2024", "03") are parts of a site's, not sites. None where there is no other.
    """
    names = (folder.strip(". ") for folder in reversed(_folders(path)))
    return next((name for name in names if name and not _WHEN.fullmatch(name)), None)


def _folders(path: str) -> list[str]:
    """The folders that a path leads through, outermost first; archives without their suffixes."""
    return [_PACKED.sub("", f) if f.endswith("!") else f for f in path.split("/")[:-1]]
