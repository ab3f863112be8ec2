"""Learns archiver/enrich/people/data/model.json by distillation. See docs/decisions/enrich.md.

    python bench/enrich/train_people.py PAGES.jsonl.gz MODEL_DIR [MODEL_DIR...] [--gold bench/enrich/people.tsv]

Teachers: spaCy pipelines of English (folders). A form of a name is an example where all teachers agree
by the majority of its mentions; where bench/enrich/people.tsv, read by hand, knows the page, it decides.
Evaluation is by grouped cross-validation, the site being the group.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from archiver.enrich.language import detect
from archiver.enrich.people.names import fold
from archiver.enrich.people.spans import Span, spans
from archiver.enrich.people.weigh import features, surroundings

MODEL = Path(__file__).parents[2] / "archiver/enrich/people/data/model.json"


def forms(text: str) -> tuple[dict[tuple[str, ...], list[Span]], Any]:
    by_key: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    for span in spans(text):
        by_key[span.key].append(span)
    return by_key, surroundings(by_key, frozenset(re.findall(r"\b[a-z]{2,}", text)))


def teacher_labels(texts: list[str], folders: list[str]) -> list[dict[tuple[str, ...], float | None]]:
    import spacy

    votes: list[list[dict[tuple[str, ...], float]]] = []
    for folder in folders:
        nlp = spacy.load(folder, exclude=["parser", "tagger", "lemmatizer", "attribute_ruler", "senter"])
        votes.append([_vote(text, doc) for text, doc in zip(texts, nlp.pipe(texts), strict=True)])
    labels = []
    for page in zip(*votes, strict=True):
        agreed: dict[tuple[str, ...], float | None] = {}
        for key in page[0]:
            shares = [v[key] for v in page]
            agreed[key] = 1.0 if min(shares) > 0.5 else 0.0 if max(shares) < 0.34 else None
        labels.append(agreed)
    return labels


def _vote(text: str, doc: Any) -> dict[tuple[str, ...], float]:
    people = [(e.start_char, e.end_char) for e in doc.ents if e.label_ in ("PERSON", "PER")]
    by_key, _ = forms(text)
    return {
        key: sum(any(s < m.end and m.start < e for s, e in people) for m in mentions) / len(mentions)
        for key, mentions in by_key.items()
    }


def read_gold(path: Path) -> dict[str, list[tuple[str, ...]]]:
    gold: dict[str, list[tuple[str, ...]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        page, _, people = line.partition("\t")
        if page and not page.startswith("#"):
            gold[page] = [tuple(map(fold, p.split())) for p in people.split("; ") if p]
    return gold


def is_gold(key: tuple[str, ...], people: list[tuple[str, ...]]) -> float:
    """A form is a person's where it is a part of a person's full name, in order."""
    return float(any(all(w in person for w in key) for person in people))


def fit(x: np.ndarray, y: np.ndarray, w: np.ndarray, l2: float = 0.5) -> np.ndarray:
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


def main() -> None:
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    with gzip.open(args[0], "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    gold_file = Path(__file__).parent / "people.tsv"
    gold = read_gold(gold_file) if gold_file.exists() else {}
    pages = [p for p in pages if (d := detect(p["text"])) and (d.code == "en" or p["id"] in gold)]
    texts = [(p.get("title") or "") + "\n" + p["text"] for p in pages]
    labels = teacher_labels(texts, args[1:])
    rows, y, w, groups, keys = [], [], [], [], []
    for page, text, agreed in zip(pages, texts, labels, strict=True):
        by_key, around = forms(text)
        for key, mentions in by_key.items():
            known = page["id"] in gold
            label = is_gold(key, gold[page["id"]]) if known else agreed[key]
            if label is None:
                continue
            rows.append(features(key, mentions, around))
            y.append(label)
            w.append(2.0 if known else 1.0)
            groups.append(page["site"] if page.get("site") else page["id"])
            keys.append((page["id"], key))
    index = {name: i for i, name in enumerate(sorted({n for r in rows for n in r}))}
    x = np.zeros((len(rows), len(index)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            x[i, index[name]] = value
    ya, wa = np.array(y), np.array(w)
    fold_of = np.array([sum(map(ord, str(g))) % 5 for g in groups])
    p = np.zeros(len(rows))
    for k in range(5):
        beta = fit(x[fold_of != k], ya[fold_of != k], wa[fold_of != k])
        p[fold_of == k] = 1 / (1 + np.exp(-x[fold_of == k] @ beta))
    read = np.array([page in gold for page, _ in keys])
    for kind, which in ((k, w) for w in (read, ~read) for k in ("one", "many")):
        mask = (x[:, index[kind]] > 0) & which
        tp, fp, fn = (
            ((p > 0.5) & (ya > 0.5) & mask).sum(),
            ((p > 0.5) & (ya < 0.5) & mask).sum(),
            ((p < 0.5) & (ya > 0.5) & mask).sum(),
        )
        print(
            f"{'by hand' if which is read else 'teachers'}, {kind}: {mask.sum()} forms, "
            f"precision {tp / (tp + fp):.3f} recall {tp / (tp + fn):.3f}"
        )
    if "--errors" in sys.argv:
        p = np.where(read, p, ya)
        worst = np.argsort(-np.abs(p - ya))[:150]
        print("\n".join(f"{ya[i]:.0f} {p[i]:.2f} {' '.join(keys[i][1])}" for i in worst))
    beta = fit(x, ya, wa)
    weights = {name: round(float(beta[i]), 3) for name, i in index.items()}
    MODEL.write_text(
        json.dumps({"examples": len(rows), "pages": len(pages), "weights": weights}, indent=0) + "\n"
    )


if __name__ == "__main__":
    main()
