# cython: infer_types=True
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
from collections.abc import Mapping

from archiver.common.data_files import files
from archiver.enrich.people.contexts import of_contexts, of_slots
from archiver.enrich.people.spans import Span
from archiver.enrich.people.surroundings import Key, Surroundings


def features(key: Key, mentions: list[Span], around: Surroundings) -> dict[str, float]:
    """What speaks for and against a form of a name; every value is within 0-1, what is not there is left out."""
    found: dict[str, float] = {}
    _of_form(key, mentions[0], around, found)
    if len(key) > 1:
        _of_longer(key, around, found)
    else:
        _of_single(key[0], around, found)
    of_contexts(mentions, around, found)
    of_slots(key, mentions, around, found)
    return found


def kind(key: Key) -> str:
    """Forms of one word and longer ones are weighed apart."""
    return "one" if len(key) == 1 else "many"


def _of_form(key: Key, span: Span, around: Surroundings, found: dict[str, float]) -> None:
    _of_lists(key, around, found)
    _of_words(key, around, found)
    _of_letters(key, span, found)


def _of_lists(key: Key, around: Surroundings, found: dict[str, float]) -> None:
    """What is known of the first and of the last word."""
    known = around.names
    first, last, size = key[0], key[-1], len(key)
    in_given, in_family, in_words = first in known.given, last in known.family, last in known.words
    in_places = last in known.places
    strange = not (in_words or in_family or in_places or last in known.given)
    if in_given:
        found["given"] = 1.0
        if first not in known.words and first not in known.places:
            found["given-only"] = 1.0
        if in_family:
            found["full"] = 1.0
        if strange:
            found["given-strange"] = 1.0
    elif size > 1 and first in known.east:
        found["east"] = 1.0
    if in_family:
        found["family"] = 1.0
    elif in_words:
        found["nameless-last"] = 1.0
    if last in known.given:
        found["given-last"] = 1.0
    if first in known.family:
        found["family-first"] = 1.0
    if first in known.words and not in_given:
        found["nameless-first"] = 1.0
    if strange:
        found["strange"] = 1.0
        _of_ending("last", last, around, found)
    if (" ".join(key) if size > 1 else first) in known.places:
        found["place"] = 1.0
    if first in known.places:
        found["place-first"] = 1.0
    elif size > 1 and not (in_given or first in known.words or first in known.family):
        _of_ending("first", first, around, found)
    if in_places:
        found["place-last"] = 1.0


def _of_ending(which: str, word: str, around: Surroundings, found: dict[str, float]) -> None:
    """How the last letters of a word in no list speak for a name or for a place or a common word."""
    endings = around.names.endings
    for letters in (4, 3, 2):
        odds = endings.get(word[-letters:])
        if odds is not None:
            found[f"{which}-ends-name" if odds > 0 else f"{which}-ends-other"] = abs(odds)
            return


def _of_words(key: Key, around: Surroundings, found: dict[str, float]) -> None:
    """What is known of any of the words."""
    known, cue = around.names, around.cues
    ordinary = nameless = 0
    for word in key:
        if word in known.words and word.isalpha():
            ordinary += 1
            if word not in known.given and word not in known.family:
                nameless += 1
        if word in cue.org:
            found["org"] = 1.0
        if word in cue.role:
            found["roles"] = 1.0
        if word in cue.demonym:
            found["demonym"] = 1.0
        if len(word.rstrip(".")) == 1:
            found["initial"] = 1.0
        if "-" in word:
            found["hyphen"] = 1.0
    if ordinary:
        found["ordinary"] = ordinary / len(key)
    if nameless:
        found["nameless"] = nameless / len(key)
    if key[-1] in cue.org:
        found["org-last"] = 1.0
    if key[0] in cue.org:
        found["org-first"] = 1.0


_SIZES = {2: "two", 3: "three", 4: "four"}


def _of_letters(key: Key, span: Span, found: dict[str, float]) -> None:
    """How the form is written."""
    last, size = key[-1], len(key)
    found[_SIZES.get(size, "long") if size > 1 else "single"] = 1.0
    if len(last.rstrip(".")) == 1:
        found["initial-last"] = 1.0
    if last.count(".") > 1:
        found["stops"] = 1.0
    if len(last) < 4:
        found["short"] = 1.0
    upper = camel = 0
    for word in span.words:
        if word.isupper():
            upper += 1
            if len(word) > 1 and "." not in word:
                found["capitals"] = 1.0
        elif not word[1:].islower() and len(word) > 1:
            camel += 1
        if not word.isalpha() and any(sign.isdecimal() for sign in word):
            found["digit"] = 1.0
    if upper == len(span.words) and sum([len(word) for word in span.words]) + size > 4:
        found["all-capitals"] = 1.0
    if camel:
        found["camel"] = 1.0
    for word in span.words[1:-1]:
        if word[0].islower():
            found["particle"] = 1.0


def _of_longer(key: Key, around: Surroundings, found: dict[str, float]) -> None:
    """What the text knows of the words of a form of several."""
    first, last = key[0], key[-1]
    if last in around.alone:
        found["last-alone"] = 1.0
    if first in around.alone:
        found["first-alone"] = 1.0
    small = sum([word in around.small for word in key])
    if small:
        found["small"] = small / len(key)
    if last in around.small:
        found["small-last"] = 1.0
    if len(around.ends.get(last, ())) > 1:
        found["shares-last"] = 1.0
    if len(around.starts.get(first, ())) > 1:
        found["shares-first"] = 1.0


def _of_single(word: str, around: Surroundings, found: dict[str, float]) -> None:
    """What the text knows of a word that stands alone."""
    longer = around.ends.get(word)
    if longer:
        found["ends-longer"] = 1.0
        if any(key[0] in around.names.given for key in longer):
            found["ends-full"] = 1.0
    if word in around.starts:
        found["starts-longer"] = 1.0
    if word in around.small:
        found["small"] = 1.0


@functools.cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The learnt weights, in nats, by kind of form and the feature's name; "" is what each form has."""
    text = (files(__package__) / "data" / "model.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = json.loads(text)["weights"]
    return found


def probability(found: Mapping[str, float], known: Mapping[str, float]) -> float:
    """Of being a person's name, 0-1. known: the weights of this kind of form."""
    total = known[""]
    for name, value in found.items():
        total += known.get(name, 0.0) * value
    return 1 / (1 + math.exp(-total))
