"""The judge as Python runs it gives the verdicts of the compiled one, and teaches a site the same."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import archiver.boilerplate
from archiver.records import Block, Document, Metadata

# In the order in which they import each other.
NAMES = (
    "text.names", "text.sentences", "text.forms", "text.said", "keys.masking", "keys.fingerprint", "keys.framing",
    "site.places", "site.quantising", "site.observation", "site.facts", "site.counts", "site.statistics",
    "site.telling", "site.known", "site.facts_digest", "lexicon.words", "lexicon.book", "lexicon.choosing",
    "lexicon.frames", "lexicon.filling", "lexicon.way", "lexicon.matching", "witnesses.testimony",
    "witnesses.looks", "witnesses.phrases", "witnesses.extractor", "witnesses.concepts", "witnesses.appeals",
    "witnesses.vocabulary", "witnesses.stock", "witnesses.repetition", "witnesses.between", "units.sheet",
    "units.cutting", "units.tail", "units.twice", "units.on_page", "units.copies", "units.dividing",
    "verdict.chain", "verdict.opinion", "verdict.agreeing", "verdict.hearing", "verdict.judging",
)  # fmt: skip


def modules(names: tuple[str, ...]) -> dict[str, ModuleType]:
    return {name: importlib.import_module(f"archiver.boilerplate.{name}") for name in names}


def sources(compiled: dict[str, ModuleType]) -> dict[str, ModuleType]:
    """The modules as Python runs them, each with the others' sources."""
    found = {}
    try:
        for name in compiled:
            path = Path(archiver.boilerplate.__file__).parent / f"{name.replace('.', '/')}.py"
            spec = importlib.util.spec_from_file_location(f"archiver.boilerplate.{name}", path)
            assert spec is not None and spec.loader is not None
            found[name] = module = importlib.util.module_from_spec(spec)
            put(name, module)
            spec.loader.exec_module(module)
    finally:
        for name, module in compiled.items():
            put(name, module)
    return found


def put(name: str, module: ModuleType) -> None:
    sys.modules[f"archiver.boilerplate.{name}"] = module
    above, _, own = f"archiver.boilerplate.{name}".rpartition(".")
    setattr(sys.modules[above], own, module)


COMPILED = modules(NAMES)
SOURCES = sources(COMPILED)

LINES = st.sampled_from(
    [
        "The harbour board met on Tuesday to weigh the price of salt. Nobody in the crowded hall had asked for that, "
        "and the ferry was late again.",
        "Both sides agreed that the winter had been long, that the ice on the lake was thin and that nobody had "
        "counted the boats. It will be decided in May. Comments are closed.",
        "Comments are closed.", "Share on Facebook and WhatsApp", "Home > News > Harbour", "Harbour", "In verse,",
        "We are a small newsroom and you are our reader. Please give what you can each month.", "1,204 views",
        "Printed for Anna Berg at Our House", "Printed for Olav Dahl at Our House", "3. mai 2024: Del denne saken",
        "Account: NO93 8601 1117 947", "© 2024 The Harbour Post. All rights reserved.", "Støtt Havneposten i dag!",
    ]
)  # fmt: skip
PAGES = st.lists(st.lists(LINES, min_size=1, max_size=14), min_size=1, max_size=6)


def verdicts(of: dict[str, ModuleType], pages: list[list[str]], odds: float | None) -> tuple[Any, ...]:
    density = None if odds is None else 0.0
    documents = [
        Document(Metadata(), tuple(Block(text, body_odds=odds, link_density=density) for text in texts))
        for texts in pages
    ]
    statistics = of["site.statistics"].SiteStatistics()
    observed = [of["site.observation"].observe(document) for document in documents]
    places = [(one.standing, one.places) for one in observed]
    for document in documents:
        statistics.add(of["site.observation"].observe(document))
    facts = [statistics.facts(of["site.observation"].keys_of(document)) for document in documents]
    judging = of["verdict.judging"]
    judged = [judging.judge(document, known) for document, known in zip(documents, facts, strict=True)]
    alone = [(judging.judge(document), judging.removed_alone(document)) for document in documents]
    return places, {key: own.to_bytes() for key, own in statistics.counts.items()}, judged, alone


def test_the_sources_are_what_is_compared() -> None:
    assert all(str(module.__file__).endswith(".py") for module in SOURCES.values())
    assert SOURCES["verdict.judging"].judge is not COMPILED["verdict.judging"].judge


@settings(max_examples=60, deadline=None)
@given(PAGES, st.sampled_from([None, None, -7.0, -0.0, 0.0, 2.5]))
def test_the_judge(pages: list[list[str]], odds: float | None) -> None:
    assert verdicts(COMPILED, pages, odds) == verdicts(SOURCES, pages, odds)
