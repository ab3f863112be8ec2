"""Boilerplate: which blocks of a page are its body, which are furniture, and why.

    observation = observe(document)                    # what one page teaches about its site
    statistics.add(observation)                        # commutative counts: order does not matter
    judged = judge(document, statistics.facts(keys_of(document)))

Everything here is pure: values in, values out; no disk, clock or network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archiver.boilerplate.alone import kept_alone
    from archiver.boilerplate.counts import KeyCounts, KeyFacts
    from archiver.boilerplate.explaining import ExplainedBlock, explain
    from archiver.boilerplate.fingerprint import Fingerprint, keys
    from archiver.boilerplate.framing import prints_of
    from archiver.boilerplate.judging import judge, removed_alone, ruleset
    from archiver.boilerplate.observation import Observation, keys_in, keys_of, observe
    from archiver.boilerplate.pins import NO_PINS, Pins, pin_key
    from archiver.boilerplate.sheet import as_said
    from archiver.boilerplate.statistics import SiteFacts, SiteStatistics, changed

_HOMES = {
    "alone": ("kept_alone",),
    "counts": ("KeyCounts", "KeyFacts"),
    "explaining": ("ExplainedBlock", "explain"),
    "fingerprint": ("Fingerprint", "keys"),
    "framing": ("prints_of",),
    "judging": ("judge", "removed_alone", "ruleset"),
    "observation": ("Observation", "keys_in", "keys_of", "observe"),
    "pins": ("NO_PINS", "Pins", "pin_key"),
    "sheet": ("as_said",),
    "statistics": ("SiteFacts", "SiteStatistics", "changed"),
}

__all__ = [
    "NO_PINS",
    "ExplainedBlock",
    "Fingerprint",
    "KeyCounts",
    "KeyFacts",
    "Observation",
    "Pins",
    "SiteFacts",
    "SiteStatistics",
    "as_said",
    "changed",
    "explain",
    "judge",
    "kept_alone",
    "keys",
    "keys_in",
    "keys_of",
    "observe",
    "pin_key",
    "prints_of",
    "removed_alone",
    "ruleset",
]


def __getattr__(name: str) -> Any:
    """Load a public name at its first use: the lexicon is not read to print a help text."""
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
