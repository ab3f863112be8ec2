"""Boilerplate: which blocks of a page are its body, which are furniture, and why.

    observation = observe(document)                    # what one page teaches about its site
    statistics.add(observation)                        # commutative counts: order does not matter
    judged = judge(document, statistics.facts(keys_of(document)))

Everything here is pure: values in, values out; no disk, clock or network. This is the way of a text, from its key to
its verdict, and each package imports only those above it in this list:

    text/         a text by itself: sentences, names, its form, what it says without marks
    keys/         64 bits of it, by which the same furniture is known again on another page
    site/         what a site's pages have in common: counts of keys, and the facts that a verdict sees of them
    lexicon/      phrases of furniture in sixteen languages, found in a text
    witnesses/    what each side of a text says for or against furniture, in bits
    units/        a page divided: blocks, and the sentences that hang at their ends
    verdict/      all witnesses on each unit, its neighbours considered: `judge`

    weights       the parameters of judging (weights.tsv); tables: data that rules are made of
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archiver.boilerplate.keys.fingerprint import Fingerprint
    from archiver.boilerplate.keys.framing import prints_of
    from archiver.boilerplate.site.counts import KeyCounts
    from archiver.boilerplate.site.facts import KeyFacts
    from archiver.boilerplate.site.observation import Observation, keys_in, keys_of, observe
    from archiver.boilerplate.site.statistics import SiteFacts, SiteStatistics, changed
    from archiver.boilerplate.text.said import as_said
    from archiver.boilerplate.verdict.alone import kept_alone
    from archiver.boilerplate.verdict.explaining import ExplainedBlock, explain
    from archiver.boilerplate.verdict.judging import judge, removed_alone, ruleset
    from archiver.boilerplate.verdict.pins import NO_PINS, Pins, pin_key

_HOMES = {
    "text.said": ("as_said",),
    "keys.fingerprint": ("Fingerprint",),
    "keys.framing": ("prints_of",),
    "site.counts": ("KeyCounts",),
    "site.facts": ("KeyFacts",),
    "site.observation": ("Observation", "keys_in", "keys_of", "observe"),
    "site.statistics": ("SiteFacts", "SiteStatistics", "changed"),
    "verdict.alone": ("kept_alone",),
    "verdict.explaining": ("ExplainedBlock", "explain"),
    "verdict.judging": ("judge", "removed_alone", "ruleset"),
    "verdict.pins": ("NO_PINS", "Pins", "pin_key"),
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
