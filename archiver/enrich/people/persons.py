"""Which names of a text are one person: forms are weighed, joined by their words, and counted.

Full forms come first. One is part of another where its words are in it, in order, and end it ("Atta Noor",
"Atta Mohammad Noor"; "J. Biden", "Joe Biden"). A surname alone belongs to the person of that surname whose
full form stands last before it, so that two who share a surname stay two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archiver.enrich.people.cases import DECLINED, first_cases
from archiver.enrich.people.cues import cues
from archiver.enrich.people.doubts import is_doubtful, is_unlisted, speaks_for_person
from archiver.enrich.people.forms import Key, is_part
from archiver.enrich.people.marks import Marks, share_marked, with_marks
from archiver.enrich.people.names import Names, fold, names
from archiver.enrich.people.spans import Span, spans
from archiver.enrich.people.surroundings import Surroundings, surroundings
from archiver.enrich.people.weigh import features, kind, probability, weights
from archiver.records import Person

_FULL, _SINGLE, _TITLED = 0.45, 0.6, 0.2  # probabilities from which a form is a name; measured, see the decisions
_SINGLE_IN_GERMAN = 0.75  # where every noun has a capital
_GENITIVE_S = frozenset({"de", "nb", "nn", "no", "da", "sv", "nl"})  # "Trumps" for "Trump’s"
_COURTESY = frozenset(
    "mr mrs ms miss mx m mm mme mmes mlle monsieur madame herr frau senor senora signor signora".split()
)
"""What everybody is called says nothing of what somebody is."""
_APPOSITION = re.compile(
    r",\s+(?:the\s+|an?\s+|der\s+|die\s+)?((?:[^\W\d_][\w-]*\s+){0,3}?[^\W\d_][\w-]*)(?=\s+of\b|\s+for\b|[,.;])"
)


@dataclass(slots=True)
class _Cluster:
    """A person in the making: the forms that are him or her, and the mentions of those."""

    keys: set[Key]
    mentions: list[Span] = field(default_factory=list)


def find_persons(
    text: str,
    title: str = "",
    language: str | None = None,
    known: Mapping[str, Mapping[str, float]] | None = None,
    marks: Marks | None = None,
) -> tuple[Person, ...]:
    """The persons of a text whose script has capital letters; see `find_people`.

    known: other weights. marks: where a larger model sees a person, in any script; it then has half a say.
    """
    by_key, around = gathered(text, title, language, marks)
    known = known or weights()
    odds = {k: probability(features(k, mentions, around), known[kind(k)]) for k, mentions in by_key.items()}
    if marks is not None:
        odds = {k: (odd + share_marked(by_key[k], marks)) / 2 for k, odd in odds.items()}
    else:
        odds = _with_doubts(odds, by_key, language, around.names)
    alone = {k[0] for k in by_key if len(k) == 1 and odds[k] > _SINGLE}
    clusters = _join(sorted(k for k in by_key if len(k) > 1 and _is_full(k, by_key[k], odds[k], alone)))
    for cluster in clusters:
        cluster.mentions = [m for k in cluster.keys for m in by_key[k]]
    _add_single_names(clusters, by_key, odds, around.names)
    people = (_person(c, text) for c in clusters if c.mentions)
    return tuple(sorted(people, key=lambda p: (p.offset, p.name)))


def _with_doubts(
    odds: Mapping[Key, float], by_key: Mapping[Key, list[Span]], language: str | None, known: Names
) -> dict[Key, float]:
    """The odds, less where doubts.py knows better: a word alone then needs a title or a full name that it ends."""
    alone = {k[0] for k in by_key if len(k) == 1}
    weighed: dict[Key, float] = {}
    for key, odd in odds.items():
        if len(key) == 1:
            weighed[key] = odd if odd > _least(by_key[key], language) else min(odd, _SINGLE)
        else:
            weighed[key] = 0.0 if odd > _TITLED and is_doubtful(key, by_key[key], language, known, alone) else odd
    return weighed


def _least(mentions: Sequence[Span], language: str | None) -> float:
    """The probability from which a word alone is a name; 1: never by itself."""
    if is_unlisted(language):
        return 1.0
    return _SINGLE_IN_GERMAN if language == "de" and not speaks_for_person(mentions) else _SINGLE


def gathered(
    text: str, title: str, language: str | None, marks: Marks | None = None
) -> tuple[dict[Key, list[Span]], Surroundings]:
    """The mentions of each form that may be a name, and what the text knows of its words."""
    by_key: defaultdict[Key, list[Span]] = defaultdict(list)
    found, small = spans(text, language)
    if marks is not None:
        found = with_marks(found, marks, text)
    genitives = language in _GENITIVE_S
    for span in found:
        by_key[_nominative(span.key, by_key) if genitives else span.key].append(span)
    if language in DECLINED:
        cases = first_cases(by_key)
        for key in [k for k in by_key if cases[k] != k]:
            by_key[cases[key]].extend(by_key.pop(key))
    in_title = {s.key for s in spans(title, language)[0]} if title else set()
    return dict(by_key), surroundings(set(by_key) | in_title, frozenset(small), by_key, language)


def _nominative(key: Key, seen: Mapping[Key, list[Span]]) -> Key:
    """The form without the genitive's s, where the form without it is known."""
    last = key[-1]
    if len(last) < 4 or last[-1] != "s" or last in names().family:
        return key
    bare = (*key[:-1], last[:-1])
    known = bare in seen or last[:-1] in names().family or any(k[-1] == last[:-1] for k in seen if len(k) > 1)
    return bare if known else key


def _is_full(key: Key, mentions: Sequence[Span], odds: float, alone: Collection[str]) -> bool:
    """alone: single words that are sure to be names; a longer form that ends with one needs less."""
    if odds > _FULL:
        return True
    return odds > _TITLED and (key[-1] in alone or any(m.honorific for m in mentions))


def _join(full: Iterable[Key]) -> list[_Cluster]:
    """Full forms put together, the longest first, so that a form finds the fullest one it is part of."""
    clusters: list[_Cluster] = []
    for key in sorted(full, key=lambda k: (-len(k), -len(" ".join(k)), k)):
        homes = [c for c in clusters if any(is_part(key, other) for other in c.keys)]
        if len(homes) == 1:
            homes[0].keys.add(key)
        else:
            clusters.append(_Cluster({key}))
    return clusters


def _add_single_names(
    clusters: list[_Cluster], by_key: Mapping[Key, list[Span]], odds: Mapping[Key, float], known: Names
) -> None:
    """Each mention of one word goes to the person it can be short for; else it may be a person itself."""
    for key in sorted(k for k in by_key if len(k) == 1):
        owners = [c for c in clusters if _can_be_short(key[0], c, odds[key], known)]
        if owners:
            for mention in by_key[key]:
                _nearest(owners, mention).mentions.append(mention)
        elif odds[key] > _SINGLE or (odds[key] > _TITLED and any(_addressed(m, known) for m in by_key[key])):
            clusters.append(_Cluster({key}, list(by_key[key])))


def _addressed(mention: Span, known: Names) -> bool:
    """ "Mr Ghani", "President Xi": a title before a name that is no ordinary word."""
    word = mention.key[0]
    ordinary = word in known.words or word in cues().org or word in known.places
    return bool(mention.role) and mention.role[0].isupper() and not ordinary


def _can_be_short(word: str, cluster: _Cluster, odds: float, known: Names) -> bool:
    for key in cluster.keys:
        if len(key) < 2:
            continue
        if word == key[-1] or (word in key[1:] and len(word) > 3 and word not in known.words):
            return True
        if word == key[0] and odds > _TITLED and word not in known.words:
            return True
    return False


def _nearest(owners: list[_Cluster], mention: Span) -> _Cluster:
    """The owner whose full form stands last before the mention; the first named, where none does."""

    def distance(cluster: _Cluster) -> tuple[int, int]:
        before = [m.start for m in cluster.mentions if len(m.words) > 1 and m.start < mention.start]
        first = min((m.start for m in cluster.mentions), default=0)
        return (-max(before), first) if before else (1, first)

    return min(owners, key=distance)


def _person(cluster: _Cluster, text: str) -> Person:
    mentions = sorted(cluster.mentions, key=lambda m: m.start)
    written = Counter(m.name for m in mentions)
    by_form: dict[Key, str] = {}
    for name, _ in written.most_common():  # the most usual spelling stands for its form
        by_form.setdefault(tuple(map(fold, name.split())), name)
    full = max(by_form.items(), key=lambda item: _fullness(item[0], item[1], written, cluster))[1]
    if len(cluster.keys) and full.split()[-1].endswith("s"):
        full = _without_genitive(full, cluster)
    aliases = sorted((n for n in by_form.values() if n != full), key=lambda n: (-written[n], n))
    roles = dict.fromkeys(r for m in mentions for r in _roles(m, text))
    return Person(full, tuple(aliases), len(mentions), tuple(roles), mentions[0].start)


def _fullness(key: Key, name: str, written: Counter[str], cluster: _Cluster) -> tuple[int, int, bool, int]:
    """The more words the fuller; of several cases of a name the one that stands for all."""
    whole_words = sum(len(w.rstrip(".")) > 1 for w in key)
    return whole_words, len(key), key in cluster.keys, written[name]


def _without_genitive(name: str, cluster: _Cluster) -> str:
    folded = tuple(map(fold, name.split()))
    bare = (*folded[:-1], folded[-1][:-1])
    return name[:-1] if folded not in cluster.keys and bare in cluster.keys else name


def _roles(mention: Span, text: str) -> list[str]:
    """The role before a name, and the one in apposition behind it: "Hanif Atmar, a former minister,"."""
    roles = [mention.shown] if mention.shown and fold(mention.shown.rstrip(".")) not in _COURTESY else []
    behind = _APPOSITION.match(text, mention.end)
    if behind and fold(behind[1].split()[-1]) in cues().role and behind[1][-1].isalpha():
        roles.append(behind[1])
    return roles
