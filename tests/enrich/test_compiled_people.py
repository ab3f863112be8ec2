"""The compiled modules of people give what their source gives, and the tokens what the regular expression says."""

from __future__ import annotations

import re
from functools import partial
from types import ModuleType

from hypothesis import given, settings
from hypothesis import strategies as st
from uncompiled import source

import archiver.enrich.people
from archiver.enrich.people import names, spans, surroundings, tokens, weigh

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?=\s|[^\w]|$)|(?:al|el|ul|ud|as|an|ash)-[^\W\d_][\w'’-]*"
    r"|[^\W\d_]\w*(?:[-‐‑'’][^\W\d_]\w*)*[’']?|\d[\d.,]*\d|\d|[^\w\s]"
)
PIECES = st.sampled_from(
    "Anna| Kovač| said| that|.|,| (|)| 12|th| 1.5| the| former| President| Mr| St| Louis| al-Assad| U.S.| J.| J.D|’s|'"
    "| van| der| Sar|-| Vice-Premier|\n|\t| DUTCH| Dutch| Finland| beat| “|”| ½| _| Ferenc| El| Hassan| I’ll| Li| Peng"
    "| who| 43|é".split("|")
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def linked(name: str, *sources: ModuleType) -> ModuleType:
    """A module's source that uses these sources where it would use the compiled modules."""
    module = source(archiver.enrich.people, name)
    for used in sources:
        for what in set(vars(used)) & set(vars(module)) - {"__annotations__"}:
            if not what.startswith("__") and getattr(vars(used)[what], "__module__", None) == used.__name__:
                setattr(module, what, vars(used)[what])
    return module


TOKENS, NAMES, READING = map(partial(source, archiver.enrich.people), ("tokens", "names", "reading"))
BEGINNING = linked("beginning", NAMES, READING)
SPANS = linked("spans", TOKENS, NAMES, READING, BEGINNING)
SURROUNDINGS, CONTEXTS = map(partial(source, archiver.enrich.people), ("surroundings", "contexts"))
WEIGH = linked("weigh", CONTEXTS, SURROUNDINGS)
FIELDS = spans.Span.__dataclass_fields__


def test_the_source_uses_the_source() -> None:
    assert SPANS.Line is TOKENS.Line
    assert SPANS.skip_titles is BEGINNING.skip_titles
    assert WEIGH.of_contexts is CONTEXTS.of_contexts


@given(st.one_of(TEXTS, st.text(max_size=60)))
@settings(max_examples=300, deadline=None)
def test_tokens_are_what_the_expression_says(text: str) -> None:
    expected = [m.span() for m in TOKEN.finditer(text)]
    for module in (tokens, TOKENS):
        starts, ends = module.places(text)
        assert list(zip(starts, ends, strict=True)) == expected


@given(TEXTS, st.sampled_from(["en", "de", None]))
@settings(max_examples=200, deadline=None)
def test_spans_and_features_are_the_same_compiled_or_not(text: str, language: str | None) -> None:
    found, small = spans.spans(text, language)
    same, same_small = SPANS.spans(text, language)
    assert [[getattr(s, f) for f in FIELDS] for s in found] == [[getattr(s, f) for f in FIELDS] for s in same]
    assert small == same_small
    by_key: dict[tuple[str, ...], list[spans.Span]] = {}
    for span in found:
        by_key.setdefault(span.key, []).append(span)
    around, other = (m.surroundings(set(by_key), frozenset(small), by_key) for m in (surroundings, SURROUNDINGS))
    for key, mentions in by_key.items():
        features = weigh.features(key, mentions, around)
        assert features == WEIGH.features(key, mentions, other)
        assert all(0 <= value <= 1 for value in features.values())
        assert all(text[m.start : m.end].split() for m in mentions)


@given(st.text(max_size=20))
def test_folding_is_the_same_compiled_or_not(text: str) -> None:
    assert names.fold(text) == NAMES.fold(text)
