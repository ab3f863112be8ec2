"""The site of a page without a URL, where the folder that it lies in says so."""

from __future__ import annotations

import re
from functools import lru_cache

from archiver.suffixes import registrable

_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)

_PACKED = re.compile(r"(?:\.(?:zip|wacz|tar|tgz|tbz2?|txz|tzst|gz|bz2|xz|zstd?))*!$", re.IGNORECASE)


_registrable = lru_cache(maxsize=4096)(registrable)


def site_of_folder(path: str) -> str | None:
    """ "mirror/www.example.org/2024/a.html" -> "example.org": crawlers name folders after hosts.

    The innermost folder that is a host name under a public suffix counts; None where there is none.
    An archive counts as a folder by its name without the suffix, for .zip is a public suffix too.
    """
    folders = path.split("/")[:-1]
    for folder in reversed([_PACKED.sub("", f) if f.endswith("!") else f for f in folders]):
        if _HOST.fullmatch(folder) and (site := _registrable(folder.lower())):
            return site
    return None
