"""Boilerplate: which blocks of a page are its body, which are furniture, and why.

    observation = observe(document)                    # what one page teaches about its site
    statistics.add(observation)                        # commutative counts: order does not matter
    judged = judge(document, statistics.facts(keys_of(document)))

Everything here is pure: values in, values out; no disk, clock or network. The modules, in the order of that:

Keys, by which the same furniture is known again on another page:

    masking        a text as its key sees it: lower case, words only, numbers and dates as "0"
    names          names of people in a line, which vary where what frames them repeats
    sentences      where a text's sentences end
    digests        64 bits of what was read
    fingerprint    the keys of a block: of the whole, its outer sentences, its first and last words
    framing        the key of a line that holds another line of its page

What a site's pages have in common:

    places         a key's place on a page as one small number
    observation    what one page teaches: its keys, where each stands, and beside what
    shares         numbers of pages, coarse on purpose
    counts         what is counted of one key, and the facts that judging sees of it
    statistics     counts and facts of a whole site
    copies         what near-duplicates share is their article, and taken out of the facts
    standing       questions with yes or no for an answer, asked of facts
    telling        facts in words; varying: lines that vary in a part, as a person is shown them
    facts_digest   by which an ingest tells which stored pages must be judged anew

A page as it is judged:

    sheet          what is asked of its blocks time and again, read once
    forms          what a block is by its form alone
    cut            units: blocks, and the sentences that hang at their ends
    tail           where the article has ended
    dividing       the page as units, by both

Witnesses, each with weights of evidence in bits (weights.tsv):

    witnesses      form, place on the page, the extractor's odds; what a `Testimony` is
    lexicon/       phrases of furniture in sixteen languages
    concepts       what an appeal is about, by single words
    vocabulary     words that are oftener furniture than article
    stock          lines that several newsrooms word alike
    repetition     how often the site's pages have the text, where, beside what
    between        what stands between paragraphs: label or heading
    on_page        refrains, labels that come twice, titles below a label
    remembered     their answers, for what comes on every page

The verdict:

    opinion        what all witnesses say of a text in its place
    hearing        each unit of a page put to them
    chain          neighbours agree: Viterbi over two states
    agreeing       which units count as neighbours, and the page's end
    pins           what a person has decided
    judging        all of that: `judge`
    alone          the body of one page of HTML, without reasons and a site
    above          what stands above the text of a dump, for who looks for its title
    explaining     what a person sees of it
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
    from archiver.boilerplate.said import as_said
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
