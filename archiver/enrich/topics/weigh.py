# cython: infer_types=True, annotation_typing=False
"""How much of an article speaks for which topic: a log-linear vote of its words.

Each listed word gives its weight once and less each further time (1 + log2 of its count: Salton & Buckley
1988, sublinear term frequency); the title and the first block count more, for news says first what it is
about. The publisher's section and keywords vote as names of topics. A topic's share of all votes, those that
so long a text would give by chance included, and the number of its votes become a confidence by a logistic
curve, whose parameters were set by hand (docs/decisions/enrich.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from archiver.enrich.topics.lexicon import Lexicon, lexicon, phrases
from archiver.enrich.topics.taxonomy import tree
from archiver.enrich.topics.words import listed, words
from archiver.records import Topic

_TITLE, _LEAD, _BODY = 3, 2, 1  # how often a word counts, by where it stands
_LIMIT = 12_000  # characters read; more only slowed it down
_STATED = 6.0  # votes of a section or keyword that names a topic
_STATED_WORD = 2.0  # ... and times the weight of a word in it that speaks for one
_SHARE, _VOTES, _BIAS = 9.0, 0.7, -4.6  # the curve
_CHANCE = 0.02  # votes that a word gives by chance: what a long text holds of every topic
_SURE, _SURE_TOO = 0.3, 0.7  # score that the first topic needs, and the others
_WORDS_SHOWN = 5
_MOST_STATED = 30  # section and keywords that are read
_MOST, _MOST_BELOW = 3, 2
_BELOW = 0.1  # share of a top-level topic's votes that a topic below it needs, from two words or more
_BY_ONE_WORD = 2.5  # votes that do with one word: one in the title


class Votes:
    """weight: of each topic's own words. by: what led to it: how much each gave, and the word. words: read."""

    def __init__(self) -> None:
        self.weight: dict[str, float] = {}
        self.by: dict[str, list[tuple[float, str]]] = {}
        self.words = 0

    def add(self, topic: str, weight: float, word: str) -> None:
        before = self.weight.get(topic)
        if before is None:
            self.weight[topic] = weight
            self.by[topic] = [(weight, word)]
        else:
            self.weight[topic] = before + weight
            self.by[topic].append((weight, word))


def topics_of(text: str, title: str, stated: tuple[str, ...], language: str | None) -> tuple[Topic, ...]:
    """See `find_topics`."""
    votes = count(text, title, stated, lexicon(language))
    tops = at_top(votes.weight)
    chance = sum(tops.values()) + _CHANCE * votes.words
    ranked = sorted([(-probability(w, chance), t) for t, w in tops.items()])[:_MOST]
    found: list[Topic] = []
    for at, (rank, top) in enumerate(ranked):
        if -rank >= (_SURE_TOO if at else _SURE):
            _add_with_below(found, top, -rank, votes, tops[top])
    return tuple(found)


def count(text: str, title: str, stated: tuple[str, ...], known: Lexicon) -> Votes:
    """All votes of an article. Forms of one entry ("gene", "genes") count together."""
    lead, _, rest = text[:_LIMIT].partition("\n")
    votes = Votes()
    seen: dict[str, int] = {}
    form: dict[str, tuple[int, str]] = {}  # of each entry the form that is written most often
    for part, times in ((title, _TITLE), (lead, _LEAD), (rest, _BODY)):
        found = known.words_of(part)
        votes.words += len(found)
        named, leads = listed(found)
        for entry, word, here in named:
            seen[entry] = seen.get(entry, 0) + times * here
            if (here, word) > form.get(entry, (0, "")):
                form[entry] = here, word
        for phrase in phrases(found, leads):
            seen[phrase] = seen.get(phrase, 0) + times
    votes_of = known.votes
    for entry, times in seen.items():
        word = form[entry][1] if entry in form else entry.rstrip("*")
        often = 1 + math.log2(times)
        for topic, weight in votes_of[entry]:
            votes.add(topic, weight * often, word)
    for phrase in stated[:_MOST_STATED]:
        _count_stated(phrase, votes, known)
    return votes


def _count_stated(phrase: str, votes: Votes, known: Lexicon) -> None:
    if topic := tree().find(phrase):
        votes.add(topic, _STATED, f"publisher: {phrase}")
        return
    found = words(phrase)
    for entry in dict.fromkeys(filter(None, map(known.entry_of, found))):
        for topic, weight in known.votes[entry]:
            votes.add(topic, weight * _STATED_WORD / len(found), f"publisher: {phrase}")


def at_top(weight: Mapping[str, float]) -> dict[str, float]:
    """The votes of the top-level topics, those below them included."""
    found: dict[str, float] = {}
    tops = tree().tops
    for topic, votes in weight.items():
        top = tops[topic]
        found[top] = found.get(top, 0.0) + votes
    return found


def probability(votes: float, all_votes: float) -> float:
    """That a top-level topic with these votes is right, 0-1. all_votes: with those that chance would give."""
    share = votes / all_votes
    return 1 / (1 + math.exp(-(_SHARE * share + _VOTES * math.log2(1 + votes) + _BIAS)))


def _add_with_below(found: list[Topic], top: str, score: float, votes: Votes, all_votes: float) -> None:
    """Add a top-level topic, and the topics below it that gave it most."""
    known = tree()
    below = sorted([(-w, t) for t, w in votes.weight.items() if t != top and known.tops[t] == top])
    evidence = list(votes.by.get(top, ()))
    for topic in votes.weight:  # in the order of the text
        if topic != top and known.tops[topic] == top:
            evidence += votes.by[topic]
    found.append(Topic(top, known.label[top], round(score, 2), _evidence(evidence)))
    for rank, topic in below[:_MOST_BELOW]:
        weight, by = -rank, votes.by[topic]
        share = weight / all_votes
        if (share >= _BELOW and (len(by) > 1 or weight >= _BY_ONE_WORD)) or weight >= _STATED:
            found.append(Topic(topic, known.label[topic], round(score * min(1.0, 0.5 + share), 2), _evidence(by)))


def _evidence(by: Iterable[tuple[float, str]]) -> str:
    """The words that gave most."""
    given: dict[str, float] = {}
    for weight, word in by:
        given[word] = given.get(word, 0.0) + weight
    ranked = sorted([(-weight, word) for word, weight in given.items()])[:_WORDS_SHOWN]
    return ", ".join([word for _, word in ranked])
