"""How likely a name that a text uses is a person's: a logistic model over what can be said in words.

One decision is made for each distinct form of a name in a text, from all its mentions together (what a
document says once holds for all of it: one sense per discourse, Gale, Church & Yarowsky 1992). The
weights are learnt by bench/enrich/train_people.py; their names are the features' names, so that
model.json can be read.
"""

from __future__ import annotations

import functools
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from archiver.enrich.people.cues import cues
from archiver.enrich.people.names import names
from archiver.enrich.people.spans import Span

_SHARES = ("the", "in", "say-after", "say-before", "acts", "comma", "of", "honorific", "role", "possessive", "and",
           "opens", "who", "age", "number")  # fmt: skip
_ENDINGS = ("ian", "ish", "ese", "ism", "ist", "ists", "ans", "ing", "ed", "tion", "ity", "ness", "ment", "land",
            "ov", "ova", "ev", "sky", "ski", "son", "sen", "ez", "ini", "elli", "dze", "yan", "shi", "ic", "man",
            "ullah", "zadeh", "zai", "burg", "heim", "stan", "ia")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole text knows: its forms of names, and its words that are written small.

    starts, ends: for a word, the forms of several words that begin or end with it. alone: forms of one
    word. small: words that occur in lower case.
    """

    starts: Mapping[str, frozenset[tuple[str, ...]]]
    ends: Mapping[str, frozenset[tuple[str, ...]]]
    alone: frozenset[str]
    small: frozenset[str]


def surroundings(keys: Iterable[tuple[str, ...]], small: frozenset[str]) -> Surroundings:
    """The forms of a text, seen from its words."""
    keys = set(keys)
    starts: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    ends: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for key in keys:
        if len(key) > 1:
            starts[key[0]].add(key)
            ends[key[-1]].add(key)
    alone = frozenset(key[0] for key in keys if len(key) == 1)
    return Surroundings(
        {w: frozenset(k) for w, k in starts.items()}, {w: frozenset(k) for w, k in ends.items()}, alone, small
    )


def features(key: tuple[str, ...], mentions: list[Span], around: Surroundings) -> dict[str, float]:
    """What speaks for and against a form of a name; every value is within 0-1."""
    kind = "one" if len(key) == 1 else "many"
    found = {f"{kind}": 1.0}
    for name, value in _of_form(key, mentions[0]) | _of_document(key, around) | _of_contexts(mentions):
        if value:
            found[f"{kind}:{name}"] = float(value)
    return found


def _of_form(key: tuple[str, ...], span: Span) -> set[tuple[str, float]]:
    known, cue = names(), cues()
    first, last = key[0], key[-1]
    inner = [w for w in key if w.isalpha()]
    ordinary = [w for w in inner if w in known.words]
    nameless = [w for w in ordinary if w not in known.given and w not in known.family]
    strange = not (last in known.words or last in known.family or last in known.given or last in known.places)
    return {
        ("given", first in known.given),
        ("given-only", first in known.given and first not in known.words and first not in known.places),
        ("family", last in known.family),
        ("given-last", last in known.given),
        ("full", first in known.given and last in known.family),
        ("given-strange", first in known.given and strange),
        ("family-first", first in known.family),
        ("ordinary", len(ordinary) / len(key)),
        ("nameless", len(nameless) / len(key)),
        ("nameless-last", last in known.words and last not in known.family),
        ("nameless-first", first in known.words and first not in known.given),
        ("strange", strange),
        ("place", " ".join(key) in known.places),
        ("place-first", first in known.places),
        ("place-last", last in known.places),
        ("org", any(w in cue.org for w in key)),
        ("org-last", last in cue.org),
        ("org-first", first in cue.org),
        ("roles", any(w in cue.role for w in key)),
        ("capitals", any(w.isupper() and len(w) > 1 and "." not in w for w in span.words)),
        ("all-capitals", all(w.isupper() for w in span.words) and len(span.name) > 3),
        ("initial", any(len(w.rstrip(".")) == 1 for w in key)),
        ("initial-last", len(last.rstrip(".")) == 1),
        ("stops", last.count(".") > 1),
        ("digit", any(c.isdigit() for c in span.name)),
        ("particle", any(w[0].islower() for w in span.words[1:-1])),
        ("two", len(key) == 2),
        ("three", len(key) == 3),
        ("four", len(key) == 4),
        ("long", len(key) > 4),
        ("short", len(last) < 4),
        ("hyphen", any("-" in w for w in key)),
        ("camel", any(c.isupper() for w in span.words for c in w[1:]) and not span.name.isupper()),
    } | {(f"-{e}", True) for e in _ENDINGS if last.endswith(e) and len(last) > len(e) + 1}


def _of_document(key: tuple[str, ...], around: Surroundings) -> set[tuple[str, float]]:
    known = names()
    if len(key) > 1:
        return {
            ("last-alone", key[-1] in around.alone),
            ("first-alone", key[0] in around.alone),
            ("small", sum(w in around.small for w in key) / len(key)),
            ("small-last", key[-1] in around.small),
            ("shares-last", len(around.ends.get(key[-1], ())) > 1),
            ("shares-first", len(around.starts.get(key[0], ())) > 1),
        }
    longer = around.ends.get(key[0], frozenset())
    return {
        ("ends-longer", bool(longer)),
        ("ends-full", any(k[0] in known.given for k in longer)),
        ("starts-longer", key[0] in around.starts),
        ("small", key[0] in around.small),
    }


def _of_contexts(mentions: list[Span]) -> set[tuple[str, float]]:
    counts: Counter[str] = Counter()
    for span in mentions:
        counts.update(_context(span))
    size = len(mentions)
    shares = {(name, counts[name] / size) for name in _SHARES}
    return shares | {(f"any-{name}", counts[name] > 0) for name in _SHARES} | {("often", min(size, 8) / 8)}


def _context(span: Span) -> set[str]:
    cue = cues()
    said = span.after in cue.say and span.after != "a"
    told = {
        "the": span.before in ("the", "a", "an"),
        "in": span.before in cue.place_before,
        "say-after": said,
        "say-before": span.before in cue.say,
        "acts": span.after in cue.acts
        or (span.after == "," and span.second_after in ("who", "whose", "whom")),
        "who": "who" in (span.after, span.second_after),
        "age": span.after in (",", "(") and span.second_after.isdigit() and len(span.second_after) == 2,
        "comma": span.after == ",",
        "of": span.before == "of",
        "and": "and" in (span.before, span.after) or "with" in (span.before, span.after),
        "honorific": span.honorific,
        "role": bool(span.role) and not span.honorific,
        "possessive": span.possessive,
        "opens": span.opens,
        "number": span.after.isdigit(),
    }
    return {name for name, holds in told.items() if holds}


@functools.cache
def weights() -> dict[str, float]:
    """The learnt weights, in nats, by the feature's name."""
    text = (files(__package__) / "data" / "model.json").read_text(encoding="utf-8")
    found: dict[str, float] = json.loads(text)["weights"]
    return found


def probability(found: Mapping[str, float], known: Mapping[str, float] | None = None) -> float:
    """Of being a person's name, 0-1. known: weights to try instead of the learnt ones."""
    known = weights() if known is None else known
    return 1 / (1 + math.exp(-sum(known.get(name, 0.0) * value for name, value in found.items())))
