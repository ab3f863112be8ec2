"""The registrable part of a host ("bbc.co.uk" of "www.bbc.co.uk"), by the Public Suffix List.

The list is the one inside publicsuffixlist: no server is asked. A rule can only concern hosts under its own
top-level domain, and the library takes a tenth of a second to read all rules, so it is given those of one
top-level domain when that is first asked for.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_BEGIN, _END = "// ===BEGIN ICANN DOMAINS===", "// ===END ICANN DOMAINS==="


def registrable(host: str) -> str | None:
    """One label more than the host's public suffix; None where it has none, or is one.

    host: in lower case. Suffixes of registries only, not those of companies (github.io); no guesses.
    """
    return _under(host.rstrip(".").rpartition(".")[2]).privatesuffix(host)


@lru_cache(maxsize=512)
def _under(top: str) -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    written = _in_idna().get(top, top) if top.startswith("xn--") else top
    rules = [_BEGIN, *_rules().get(written, ()), _END]
    return PublicSuffixList("\n".join(rules), accept_unknown=False, only_icann=True)


@lru_cache(maxsize=1)
def _rules() -> dict[str, list[str]]:
    """The registries' rules by top-level domain, as it is written."""
    from publicsuffixlist import PSLFILE

    listed = Path(PSLFILE).read_text(encoding="utf-8").partition(_BEGIN)[2].partition(_END)[0]
    by_top: defaultdict[str, list[str]] = defaultdict(list)
    for rule in listed.split("\n"):
        if rule and not rule.startswith("//"):
            by_top[rule.rpartition(".")[2]].append(rule)
    return by_top


@lru_cache(maxsize=1)
def _in_idna() -> dict[str, str]:
    """Top-level domains that are not ASCII, by how they are written in IDNA."""
    return {top.encode("idna").decode(): top for top in _rules() if not top.isascii()}
