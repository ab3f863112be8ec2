"""Trains the words that speak for furniture: `python bench/dumps/train.py cv` prints how they do on the furniture of a
writer that they have not seen, `... fit` writes vocabulary.tsv and stock.tsv (the lines themselves) in
archiver/boilerplate/witnesses/.

Furniture and part of the articles are in wordings/ (writer, language, line; what a site fills in is in braces; two
writers, d and e, shared a template and count as one, as do a, b and c), all worded for this project by writers who
had not seen its rules. The other articles are the gold texts of ../shared/bench/extraction/dev.jsonl.gz.
Needs scipy.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
from archiver.boilerplate.text.fold import fold  # noqa: E402
from archiver.boilerplate.text.forms import is_sentence  # noqa: E402
from archiver.boilerplate.text.sentences import sentence_spans  # noqa: E402
from archiver.boilerplate.witnesses.stock import LONGEST as LONGEST_STOCK  # noqa: E402
from archiver.boilerplate.witnesses.stock import plain  # noqa: E402
from archiver.boilerplate.witnesses.vocabulary import own_words, pairs_of, parts_of  # noqa: E402
from archiver.words.memory import Memory  # noqa: E402

GOLD = ROOT.parent / "shared" / "bench" / "extraction" / "dev.jsonl.gz"
WITNESSES = ROOT / "archiver" / "boilerplate" / "witnesses"
STOCK, OUT = WITNESSES / "stock.tsv", WITNESSES / "vocabulary.tsv"
GROUPS = {"a": "abc", "b": "abc", "c": "abc", "d": "de", "e": "de"}
SLOT = re.compile(r"\{[^{}]*\}")
NUMBER_SLOT = re.compile(r"\{(?:n|year)\}")
LONGEST_OF_ONE = 60
"""What one writer alone has words alike with others' by chance if it is short (characters)."""
LONGEST = 120
"""Longer paragraphs are taken apart into sentences (characters)."""
LEAST_WRITERS = 2
PENALTY = 1.0
"""Of the squares of the coefficients. Tried: .3, with which weights of rare words double and nothing is told better."""
TRAPS = 5.0
"""How much a line of an article counts that reads like furniture: there are few of them, and they are what is hard."""
LEAST_TENTHS = 3
SIZES = 9
"""Steps of length, a doubling each."""


class Line(NamedTuple):
    """writer: of a group of writers, or a site of the gold texts. weight: in training."""

    writer: str
    furniture: bool
    text: str
    weight: float = 1.0


def lines() -> list[Line]:
    """All lines, each once a writer."""
    found: list[Line] = []
    for name, weight in (("furniture", 1.0), ("content", 1.0), ("traps", TRAPS)):
        for row in (Path(__file__).parent / "wordings" / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            writer, _, text = row.split("\t")
            found.append(Line(GROUPS.get(writer, writer), name == "furniture", text, weight))
    with gzip.open(GOLD, "rt", encoding="utf-8") as file:
        for page in map(json.loads, file):
            for text in filter(None, (" ".join(line.split()) for line in page["text"].splitlines())):
                parts = [text[a:b] for a, b in sentence_spans(text)] if len(text) > LONGEST else [text]
                found += [Line(f"gold {page['site'] or page['id']}", False, part) for part in parts]
    return list(dict.fromkeys(found))


_AS_WRITTEN = Memory(str)


def features(text: str) -> Counter[str]:
    """How often each word, stem and pair of words occurs of a text's own; none reaches over what a site fills in."""
    found: Counter[str] = Counter()
    for part in SLOT.split(own_words(text)):
        words = _AS_WRITTEN.words(fold(part).text)
        for word in words:
            found.update(parts_of(word))
        found.update(pairs_of(words))
    return found


def looks(text: str) -> tuple[int, int]:
    """Step of length and final stop: what other witnesses speak of."""
    filled = SLOT.sub("0000", text)
    return min(SIZES - 1, int(math.log2(len(filled) + 1))), SIZES + is_sentence(filled)


def vocabulary(rows: Sequence[Line], found: Sequence[Counter[str]]) -> dict[str, int]:
    """The words, stems and pairs that several writers have, numbered."""
    writers: defaultdict[str, set[str]] = defaultdict(set)
    for row, own in zip(rows, found, strict=True):
        for part in own:
            writers[part].add(row.writer)
    return {part: n for n, part in enumerate(sorted(p for p, w in writers.items() if len(w) >= LEAST_WRITERS))}


def matrix(rows: Sequence[Line], found: Sequence[Counter[str]], known: dict[str, int]) -> csr_matrix:
    """(lines, words and stems and looks): counts."""
    values, columns, ends = [], [], [0]
    for row, own in zip(rows, found, strict=True):
        for part, times in own.items():
            if part in known:
                values.append(float(times))
                columns.append(known[part])
        for look in looks(row.text):
            values.append(1.0)
            columns.append(len(known) + look)
        ends.append(len(values))
    return csr_matrix((values, columns, ends), shape=(len(rows), len(known) + SIZES + 2))


def fitted(counts: csr_matrix, furniture: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Coefficients in bits, both classes weighing the same, and together as much as there are lines."""
    share = (weight * furniture).sum() / weight.sum()
    weight = weight * np.where(furniture, 0.5 / share, 0.5 / (1 - share)) * (len(weight) / weight.sum())

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        z = counts @ b[:-1] + b[-1]
        off = weight * (1 / (1 + np.exp(-z)) - furniture)
        value = (weight * (np.logaddexp(0, z) - furniture * z)).sum() + PENALTY / 2 * (b[:-1] ** 2).sum()
        return value, np.append(counts.T @ off + PENALTY * b[:-1], off.sum())

    start = np.zeros(counts.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return found.x[:-1] / math.log(2)


def trained(rows: Sequence[Line], found: Sequence[Counter[str]]) -> dict[str, int]:
    """Weights in tenths of a bit, of words and stems that weigh anything."""
    known = vocabulary(rows, found)
    furniture, weight = np.array([row.furniture for row in rows]), np.array([row.weight for row in rows])
    bits = fitted(matrix(rows, found, known), furniture, weight)
    tenths = {part: round(float(bits[n]) * 10) for part, n in known.items()}
    return {part: own for part, own in tenths.items() if abs(own) >= LEAST_TENTHS}


def cross_validate(rows: list[Line], found: list[Counter[str]]) -> None:
    """Print the quartiles of what is said of each writer's lines by the others' words, for lines that are not short."""
    print("writer  furniture: 10 %, 25 %, 50 %, 75 % below   articles: 50 %, 90 %, 99 %, 99.9 % below   (bits)")
    for writer in sorted({row.writer for row in rows if row.furniture}):
        others = [n for n, row in enumerate(rows) if row.writer != writer]
        weights = trained([rows[n] for n in others], [found[n] for n in others])
        said: dict[bool, list[float]] = {True: [], False: []}
        for row, own in zip(rows, found, strict=True):
            if row.writer == writer and 40 <= len(row.text) < 200:
                said[row.furniture].append(sum(weights.get(part, 0) * n for part, n in own.items()) / 10)
        quantiles = np.quantile(said[True], (0.1, 0.25, 0.5, 0.75)).round(1)
        against = np.quantile(said[False], (0.5, 0.9, 0.99, 0.999)).round(1) if said[False] else "-"
        print(f"{writer:7} {quantiles} of {len(said[True])}   {against} of {len(said[False])}", flush=True)


def write(weights: dict[str, int]) -> None:
    """vocabulary.tsv: word, stem or pair, tenths of a bit."""
    what = "Words, stems (*) and pairs (^ and $: edges): how much each speaks for furniture, in tenths of a bit"
    head = f"# {what} (bench/dumps/train.py).\n"
    rows = [f"{part}\t{own}\n" for part, own in sorted(weights.items())]
    OUT.write_text(head + "".join(rows), encoding="utf-8")


def stock_lines(rows: Sequence[Line]) -> dict[str, int]:
    """Lines of furniture of which a site fills in numbers at most, and by how many writers, but for what is worded for
    articles too."""
    articles = {plain(row.text) for row in rows if not row.furniture}
    writers: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        text = NUMBER_SLOT.sub("0", row.text)
        if row.furniture and not SLOT.search(text) and len(text) <= LONGEST_STOCK:
            writers[plain(text)].add(row.writer)
    found = {line: len(own) for line, own in writers.items() if line not in articles and any(map(str.isalpha, line))}
    return {line: own for line, own in found.items() if own > 1 or len(line) <= LONGEST_OF_ONE}


def write_stock(found: dict[str, int]) -> None:
    """stock.tsv: line, writers."""
    head = "# Lines of furniture, folded, numbers as 0, and how many writers word them so (bench/dumps/train.py).\n"
    STOCK.write_text(head + "".join(f"{line}\t{own}\n" for line, own in sorted(found.items())), encoding="utf-8")


def main() -> None:
    """See the module's docstring."""
    rows = lines()
    found = [features(row.text) for row in rows]
    if sys.argv[1:] == ["fit"]:
        write(trained(rows, found))
        write_stock(stock_lines(rows))
    elif sys.argv[1:] == ["cv"]:
        cross_validate(rows, found)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
