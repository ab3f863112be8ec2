"""The registrable part of a host ("bbc.co.uk" of "www.bbc.co.uk"), by the Public Suffix List.

The list is the one inside publicsuffixlist: no server is asked. A rule can only concern hosts under its own
top-level domain, and the library takes a tenth of a second to read all rules, so it is given those of one
top-level domain when that is first asked for.
"""

from __future__ import annotations

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

    rules = [_BEGIN, *_rules(_written(top)), _END]
    return PublicSuffixList("\n".join(rules), accept_unknown=False, only_icann=True)


def _written(top: str) -> str:
    """A top-level domain as the list has it: in letters of its script."""
    try:
        return top.encode().decode("idna") if top.startswith("xn--") else top
    except UnicodeError:
        return top


def _rules(top: str) -> list[str]:
    """The registries' rules under a top-level domain, as it is written."""
    listed, end = _list(), f"{top}\n"
    found, at = [], listed.find(end)
    while at >= 0:
        rule = listed[listed.rfind("\n", 0, at) + 1 : at + len(top)]
        if rule.rpartition(".")[2] == top and not rule.startswith("//"):
            found.append(rule)
        at = listed.find(end, at + 1)
    return found


@lru_cache(maxsize=1)
def _list() -> str:
    """The registries' part of the list: a rule a line, and remarks."""
    from publicsuffixlist import PSLFILE

    return Path(PSLFILE).read_bytes().decode().partition(_BEGIN)[2].partition(_END)[0]
