"""How much of an article speaks for which topic: a log-linear vote of its words.

Each listed word gives its weight once and less each further time (1 + log2 of its count: Salton & Buckley
1988, sublinear term frequency); the title and the first block count more, for news says first what it is
about. The publisher's section and keywords vote as names of topics. A topic's share of all votes and the
number of votes become a confidence by a logistic curve, whose parameters were set by hand.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from archiver.enrich.topics.taxonomy import phrases_at, tree, votes_of, words
from archiver.records import Topic

_TITLE, _LEAD, _BODY = 3, 2, 1  # how often a word counts, by where it stands
_LIMIT = 12_000  # characters read; more only slowed it down
_STATED = 6.0  # votes of a section or keyword that names a topic
_STATED_WORD = 2.0  # ... and times the weight of a word in it that speaks for one
_SHARE, _VOTES, _BIAS = 9.0, 0.7, -4.6  # the curve
_SURE = 0.5
_MOST, _MOST_BELOW = 3, 2
_BELOW = 0.1  # share of a top-level topic's votes that a topic below it needs


@dataclass(slots=True)
class Votes:
    """weight: of each topic's own words. by: the words that led to it, and how much each gave."""

    weight: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    by: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, topic: str, weight: float, word: str) -> None:
        self.weight[topic] += weight
        self.by[topic][word] += weight  # type: ignore[assignment]  # Counter holds any number


def topics_of(text: str, title: str, stated: tuple[str, ...]) -> tuple[Topic, ...]:
    """See `find_topics`."""
    votes = count(text, title, stated)
    tops = at_top(votes.weight)
    ranked = sorted(((probability(w, tops), t) for t, w in tops.items()), key=lambda s: (-s[0], s[1]))
    found: list[Topic] = []
    for score, top in [s for s in ranked if s[0] >= _SURE][:_MOST]:
        found += _with_below(top, score, votes, tops[top])
    return tuple(found)


def count(text: str, title: str, stated: tuple[str, ...]) -> Votes:
    """All votes of an article."""
    lead, _, rest = text[:_LIMIT].partition("\n")
    seen: Counter[str] = Counter()
    votes_by: dict[str, tuple[tuple[str, float], ...]] = {}
    for part, times in ((title, _TITLE), (lead, _LEAD), (rest, _BODY)):
        _count_words(words(part), times, seen, votes_by)
    votes = Votes()
    for word, times in seen.items():
        for topic, weight in votes_by[word]:
            votes.add(topic, weight * (1 + math.log2(times)), word)
    for phrase in stated[:30]:
        _count_stated(phrase, votes)
    return votes


def _count_words(
    found: list[str], times: int, seen: Counter[str], votes_by: dict[str, tuple[tuple[str, float], ...]]
) -> None:
    for at, word in enumerate(found):
        if votes := votes_of(word):
            votes_by[word] = votes
            seen[word] += times
        for phrase, phrase_votes in phrases_at(found, at):
            votes_by[phrase] = phrase_votes
            seen[phrase] += times


def _count_stated(phrase: str, votes: Votes) -> None:
    found = words(phrase)
    if topic := tree().names.get(" ".join(found)):
        votes.add(topic, _STATED, f"publisher: {phrase}")
        return
    for word in dict.fromkeys(found):
        for topic, weight in votes_of(word):
            votes.add(topic, weight * _STATED_WORD / len(found), f"publisher: {phrase}")


def at_top(weight: Mapping[str, float]) -> dict[str, float]:
    """The votes of the top-level topics, those below them included."""
    tops: defaultdict[str, float] = defaultdict(float)
    for topic, votes in weight.items():
        tops[tree().top(topic)] += votes
    return dict(tops)


def probability(votes: float, tops: Mapping[str, float]) -> float:
    """That a top-level topic with these votes is right, 0-1."""
    share = votes / sum(tops.values())
    return 1 / (1 + math.exp(-(_SHARE * share + _VOTES * math.log2(1 + votes) + _BIAS)))


def _with_below(top: str, score: float, votes: Votes, all_votes: float) -> Iterable[Topic]:
    """A top-level topic, and the topics below it that gave it most."""
    known = tree()
    below = [(w, t) for t, w in votes.weight.items() if t != top and known.top(t) == top]
    evidence: Counter[str] = Counter()
    for _, topic in [(0.0, top), *below]:
        evidence.update(votes.by[topic])
    yield Topic(top, known.label[top], round(score, 2), _evidence(evidence))
    for weight, topic in sorted(below, key=lambda b: (-b[0], b[1]))[:_MOST_BELOW]:
        share = weight / all_votes
        if (share >= _BELOW and len(votes.by[topic]) > 1) or weight >= _STATED:
            yield Topic(
                topic, known.label[topic], round(score * min(1.0, 0.5 + share), 2), _evidence(votes.by[topic])
            )


def _evidence(by: Counter[str]) -> str:
    return ", ".join(word for word, _ in sorted(by.items(), key=lambda item: (-item[1], item[0]))[:5])
