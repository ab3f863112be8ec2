"""Trains the body model: `python bench/extract/train.py cv` prints figures by site-wise cross-validation,
`... fit` writes archiver/extract/model/data/.

Needs catboost (not among the project's requirements: pip install catboost). Pages are those of
../shared/bench/extraction/dev.jsonl.gz; no site is in training and test at once, and the odds that the
second forest learns from, and the vocabulary that both do, come from other sites than the page's own.
"""

from __future__ import annotations

import base64
import gzip
import importlib.util
import json
import math
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
from catboost import CatBoostClassifier, Pool

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
from archiver.boilerplate import kept_alone  # noqa: E402
from archiver.extract.blocks import blocks_of  # noqa: E402
from archiver.extract.html import stated_by  # noqa: E402
from archiver.extract.markup.charset import decode  # noqa: E402
from archiver.extract.model.body import BodyModel, Stated, features_beside_menus  # noqa: E402
from archiver.extract.model.columns import WIDTH, Features  # noqa: E402
from archiver.extract.model.context_features import BOTH, add_context_features  # noqa: E402
from archiver.extract.model.menus import log2_odds, menus  # noqa: E402
from archiver.extract.model.place_features import Vocabulary as Weights  # noqa: E402
from archiver.extract.model.trees import Forest, forest_of, to_bytes  # noqa: E402
from archiver.extract.page.pieces import Walked  # noqa: E402
from archiver.extract.page.scan import Element, scan  # noqa: E402
from archiver.extract.settling.settling import settled  # noqa: E402
from archiver.extract.stated.head import read_head  # noqa: E402
from archiver.extract.unshown import with_unshown  # noqa: E402
from archiver.records import Block  # noqa: E402

BENCH = ROOT.parent / "shared" / "bench" / "extraction"
DATA = ROOT / "archiver" / "extract" / "model" / "data"
FOLDS, INNER = 6, 4
TREES = {"first": 300, "second": 500}
SEEDS = (1,)
"""More seeds than one gave nothing: F1 within .002, for three times the trees."""
LEAST_SITES = 3
PRIOR = 0.3
UNKNOWN = 0.3
"""Share of the words of markup that a page is learned from a second time without: a forest that has seen its pages with
fewer names leans less on them, as it must on a site whose names are new."""


@dataclass
class Page:
    """whole: all of it; walked: without menus. kept: 1 for pieces that are in the gold text. tokens: words of
    each piece. in_menu: of each piece of `whole`. scripts: of the page. addresses: its own."""

    id: str
    site: str
    set: str
    gold: str
    whole: Walked
    in_menu: list[bool]
    walked: Walked
    stated: Stated
    scripts: Sequence[Element]
    addresses: tuple[str, ...]
    kept: np.ndarray
    tokens: np.ndarray

    @property
    def weights(self) -> np.ndarray:
        return 0.4 + np.log2(1 + self.tokens) / 4


def load() -> list[Page]:
    pages = []
    with gzip.open(BENCH / "dev.jsonl.gz", "rt") as lines:
        for row in map(json.loads, lines):
            page = scan(decode(base64.b64decode(row["html"])))
            head = read_head(page)
            whole = page.walked
            in_menu = menus(whole.pieces)
            walked = Walked(whole.places, [p for p, m in zip(whole.pieces, in_menu, strict=True) if not m])
            kept, tokens = label(row["text"], walked)
            pages.append(Page(row["id"], row["site"], row["set"], row["text"], whole, in_menu, walked,
                              stated_by(head), head.scripts, (row["url"], head.canonical, head.meta("og:url")),
                              kept, tokens))  # fmt: skip
    return pages


def label(gold: str, walked: Walked) -> tuple[np.ndarray, np.ndarray]:
    """A piece is body where three fifths of its words are aligned with the gold text."""
    words, owner = [], []
    for i, piece in enumerate(walked.pieces):
        own = SCORE.TOKEN.findall(piece.text)
        words += own
        owner += [i] * len(own)
    hit = np.zeros(len(walked.pieces))
    matcher = SequenceMatcher(None, words, SCORE.TOKEN.findall(gold or ""), autojunk=False)
    for start, _, size in matcher.get_matching_blocks():
        for k in range(start, start + size):
            hit[owner[k]] += 1
    tokens = np.bincount(owner, minlength=len(walked.pieces)).astype(np.float32) if owner else hit
    return (hit / np.maximum(tokens, 1) >= 0.6).astype(int), tokens


def score_module() -> Any:
    spec = importlib.util.spec_from_file_location("score", BENCH / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    source = (BENCH / "score.py").read_text().split("PEERS =")[0]
    exec(compile(source, "score.py", "exec"), module.__dict__)
    return module


SCORE = score_module()


def body(page: Page, chosen: np.ndarray) -> str:
    return "\n".join(p.text for p, yes in zip(page.walked.pieces, chosen, strict=True) if yes)


# ── the vocabulary of markup ──────────────────────────────────────────────────────────────────


class Vocabulary:
    """Share of body under each word of markup, by site; so that any site can be left out."""

    def __init__(self, pages: Iterable[Page]) -> None:
        counts: dict[str, dict[str, list[float]]] = defaultdict(dict)
        for page in pages:
            places = page.walked.places
            for piece, kept, tokens in zip(page.walked.pieces, page.kept, page.tokens, strict=True):
                words: set[str] = set()
                place = piece.place
                for _ in range(6):
                    if place < 0:
                        break
                    words.update(places[place].words)
                    place = places[place].parent
                weight = math.log2(2 + tokens)
                for word in words:
                    cell = counts[word].setdefault(page.site, [0.0, 0.0])
                    cell[0] += kept * weight
                    cell[1] += weight
        shared = sorted(word for word, by in counts.items() if len(by) >= LEAST_SITES)  # sets give them in any order
        self.shares = {w: {s: a / b for s, (a, b) in counts[w].items()} for w in shared}

    def without(self, sites: set[str]) -> dict[str, float]:
        out = {}
        for word, by in self.shares.items():
            seen = [share for site, share in by.items() if site not in sites]
            if len(seen) >= LEAST_SITES:
                chance = (sum(seen) + 2 * PRIOR) / (len(seen) + 2)
                out[word] = round(math.log(chance / (1 - chance)) - math.log(PRIOR / (1 - PRIOR)), 2)
        return out


# ── forests ───────────────────────────────────────────────────────────────────────────────────


def fit(rows: np.ndarray, kept: np.ndarray, weights: np.ndarray, trees: int) -> Forest:
    """One forest of several, grown from other samples of the same pages, each with its share of the say."""
    return together([_grown(rows, kept, weights, trees, seed) for seed in SEEDS])


def _grown(rows: np.ndarray, kept: np.ndarray, weights: np.ndarray, trees: int, seed: int) -> Forest:
    model = CatBoostClassifier(iterations=trees, depth=6, learning_rate=0.06, l2_leaf_reg=6, rsm=0.4,
                               random_seed=seed, thread_count=1, verbose=False, bootstrap_type="Bernoulli",
                               subsample=0.8, allow_writing_files=False, boosting_type="Plain")  # fmt: skip
    model.fit(Pool(rows, kept, weight=weights))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forest.json"
        model.save_model(str(path), format="json")
        return as_saved(json.loads(path.read_text()))


def together(forests: Sequence[Forest]) -> Forest:
    """One forest of several: each has its share of the say."""
    each = len(forests)
    return forest_of(
        forests[0].levels,
        [f.columns[n] for f in forests for n in f.which],
        [f.borders[n] for f in forests for n in f.which],
        [value / each for f in forests for value in f.leaves],
        mean(f.bias for f in forests),
    )


def as_saved(saved: dict[str, Any]) -> Forest:
    """A forest as CatBoost saves it; trees that are not full ask a question with one answer."""
    levels = 6
    questions: list[int] = []
    borders: list[float] = []
    leaves: list[float] = []
    scale, (bias,) = saved["scale_and_bias"]
    for tree in saved["oblivious_trees"]:
        splits = tree["splits"] or []
        empty = levels - len(splits)
        questions += [s["float_feature_index"] for s in splits] + [0] * empty
        borders += [s["border"] for s in splits] + [math.inf] * empty
        values = tree["leaf_values"]
        leaves += [value * scale for value in values] + [0.0] * (2**levels - len(values))
    return forest_of(levels, questions, borders, leaves, float(bias))


def rows_of(features: Features) -> np.ndarray:
    return np.array(features.values, np.float32).reshape(features.width, features.room).T[: features.count]


@dataclass
class Sight:
    """A page as one vocabulary has it."""

    page: Page
    features: Features


class Trainer:
    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.usable = [p for p in pages if SCORE.prf(p.gold, body(p, p.kept))[2] > 0.8]
        self.vocabulary = Vocabulary(self.usable)

    def look(self, page: Page, vocabulary: dict[str, float]) -> Features:
        """Features of the pieces beside menus: a page's `walked` holds no others after `load`."""
        return features_beside_menus(page.whole, Weights(vocabulary), page.stated, page.in_menu)[1]

    def train(self, pages: Sequence[Page], held: set[str]) -> tuple[Forest, Forest]:
        """Both forests from pages, none of whose sites is in `held`."""
        sites = sorted({p.site for p in pages})
        inner = {site: i % INNER for i, site in enumerate(sites)}
        sights = self.sights(pages, held)
        for k in range(INNER):
            forest = fit(*stacked([s for s in sights if inner[s.page.site] != k], WIDTH), TREES["first"])
            for sight in sights:
                if inner[sight.page.site] == k:
                    add_context_features(sight.page.walked, sight.features, forest.log_odds(*flat(sight.features)))
        return fit(*stacked(sights, WIDTH), TREES["first"]), fit(*stacked(sights, BOTH), TREES["second"])

    def sights(self, pages: Sequence[Page], held: set[str]) -> list[Sight]:
        """Each page with all that the other sites' vocabulary knows, and with what is left of it at random."""
        dice, found = np.random.default_rng(SEEDS[0]), []
        own = {site: self.vocabulary.without(held | {site}) for site in sorted({p.site for p in pages})}
        for page in pages:
            known = own[page.site]
            fewer = {word: odds for word, odds in known.items() if dice.random() > UNKNOWN}
            found += [Sight(page, self.look(page, known)), Sight(page, self.look(page, fewer))]
        return found

    def odds(self, page: Page, vocabulary: dict[str, float], forests: tuple[Forest, Forest]) -> np.ndarray:
        if not page.walked.pieces:
            return np.zeros(0)
        model = BodyModel(Weights(vocabulary), *forests)
        return np.array(model.second_look(page.walked, self.look(page, vocabulary)))


def flat(features: Features) -> tuple[Any, int, int]:
    return features.values, features.count, features.room


def stacked(sights: Sequence[Sight], width: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first `width` columns of all rows, what is body, and weights."""
    return (np.concatenate([rows_of(s.features)[:, :width] for s in sights]),
            np.concatenate([s.page.kept for s in sights]),
            np.concatenate([s.page.weights for s in sights]))  # fmt: skip


# ── commands ──────────────────────────────────────────────────────────────────────────────────


def folds(pages: Sequence[Page], seed: int = 0, count: int = FOLDS) -> dict[str, int]:
    sites = sorted({p.site for p in pages})
    order = np.random.default_rng(seed).permutation(len(sites))
    return {sites[j]: i % count for i, j in enumerate(order)}


def cross_validate(trainer: Trainer) -> dict[str, np.ndarray]:
    """Log odds of every page, from a model that has seen no page of its site."""
    fold, found, begun = folds(trainer.pages), {}, time.time()
    for k in range(FOLDS):
        learn = [p for p in trainer.usable if fold[p.site] != k]
        held = {site for site, f in fold.items() if f == k}
        forests, vocabulary = trainer.train(learn, held), trainer.vocabulary.without(held)
        for page in trainer.pages:
            if fold[page.site] == k:
                found[page.id] = trainer.odds(page, vocabulary, forests)
        print(f"fold {k + 1} of {FOLDS}, {time.time() - begun:.0f} s", file=sys.stderr, flush=True)
    return found


def blocks_by(page: Page, log_odds: np.ndarray) -> tuple[Block, ...]:
    """The page's blocks as `archiver extract` would have them, had its model given these natural log odds."""
    odds = log2_odds(page.in_menu, np.asarray(log_odds, np.float64))
    blocks = blocks_of(page.whole, settled(page.whole, odds, page.addresses))
    return with_unshown(blocks, page.scripts, page.stated.article_body)


def whole_route(page: Page, log_odds: np.ndarray) -> str:
    """The clean text of these blocks, each page judged alone."""
    blocks = blocks_by(page, log_odds)
    return "\n".join(b.text for b, kept in zip(blocks, kept_alone(blocks), strict=True) if kept)


def report(pages: Sequence[Page], found: dict[str, np.ndarray], cut: float | None = None) -> None:
    """cut: the model alone, with that border; None: the whole route."""
    for name in ("fundus", "zyte"):
        texts = {p.id: whole_route(p, found[p.id]) if cut is None else body(p, found[p.id] > cut) for p in pages}
        marks = [SCORE.prf(p.gold, texts[p.id]) for p in pages if p.set == name]
        precision, recall = mean(m[0] for m in marks), mean(m[1] for m in marks)
        f1 = 2 * precision * recall / (precision + recall)
        perfect = mean(m[3] for m in marks)
        how = "the whole route" if cut is None else f"the model alone, cut {cut:+.1f}"
        print(f"{name:8} P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  perfect {perfect:.1%}  {how}")


def write(trainer: Trainer) -> None:
    DATA.mkdir(exist_ok=True)
    first, second = trainer.train(trainer.usable, set())
    vocabulary = trainer.vocabulary.without(set())
    text = json.dumps(dict(sorted(vocabulary.items())), ensure_ascii=False, indent=0)
    (DATA / "vocabulary.json").write_text(text + "\n", encoding="utf-8")
    for name, forest in (("first", first), ("second", second)):
        (DATA / f"{name}.forest").write_bytes(to_bytes(forest))


def main() -> None:
    trainer = Trainer(load())
    print(f"{len(trainer.pages)} pages, {len(trainer.usable)} of which carry their gold text", file=sys.stderr)
    if sys.argv[1:] == ["fit"]:
        write(trainer)
        return
    found = cross_validate(trainer)
    if len(sys.argv) > 2:  # where to keep the odds of each page, to try what follows the model on unseen sites
        np.savez(sys.argv[2], **{k.replace("/", "|"): v for k, v in found.items()})
    for cut in (-0.4, 0.0, 0.4, None):
        report(trainer.pages, found, cut)


if __name__ == "__main__":
    main()
