"""The registrable part of a host ("bbc.co.uk" of "www.bbc.co.uk"), by the Public Suffix List.

The list is the one inside publicsuffixlist: no server is asked. A rule can only concern hosts under its own
top-level domain, and the library takes a tenth of a second to read all rules. So the rules of one top-level domain are
looked up in the list's text when that is first asked for, and the library itself is not imported.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_BEGIN, _END = b"// ===BEGIN ICANN DOMAINS===", b"// ===END ICANN DOMAINS==="


def registrable(host: str) -> str | None:
    """One label more than the host's public suffix; None where it has none, or is one.

    In lower case. Suffixes of registries only, not those of companies (github.io); no guesses.
    """
    labels = host.lower().removesuffix(".").split(".")
    if "" in labels:
        return None
    public = _public([_written(label) for label in labels])
    return ".".join(labels[-public - 1 :]) if 0 < public < len(labels) else None


def _public(labels: list[str]) -> int:
    """How many of a host's labels, as the list has them, are its public suffix; 0 where no rule says it."""
    rules = _rules(labels[-1])
    for n in range(len(labels)):
        name, count = ".".join(labels[n:]), len(labels) - n
        if f"!{name}" in rules:
            return count - 1
        if f"*.{name}" in rules:  # what a wildcard stands under is public too
            return min(count + 1, len(labels))
        if name in rules:
            return count
    return 0


def _written(label: str) -> str:
    """A label as the list has it: in letters of its script."""
    try:
        return label.encode().decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


@lru_cache(maxsize=512)
def _rules(top: str) -> frozenset[str]:
    """The registries' rules under a top-level domain, as it is written."""
    listed, end = _list(), f"{top}\n".encode()
    found, at = [], listed.find(end)
    while at >= 0:
        rule = listed[listed.rfind(b"\n", 0, at) + 1 : at + len(end) - 1].decode()
        if rule.rpartition(".")[2] == top and not rule.startswith("//"):
            found.append(rule)
        at = listed.find(end, at + 1)
    return frozenset(found)


@lru_cache(maxsize=1)
def _list() -> bytes:
    """The registries' part of the list: a rule a line, and remarks."""
    spec = find_spec("publicsuffixlist")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("publicsuffixlist is not installed", name="publicsuffixlist")
    text = (Path(spec.origin).parent / "public_suffix_list.dat").read_bytes()
    return text.partition(_BEGIN)[2].partition(_END)[0]
