"""How fast an archive is indexed and searched (`make bench-search`).

Generated articles (bench/web/generated.py) of some 400 words, whose words, like the questions', follow Zipf's law.
Told: articles indexed in a second of CPU, and median and 95th percentile of a question's time with ten snippets.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

from generated import generate, word, zipf

from archiver.explore.search import Search


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument("--archive", type=Path, help="keep the archive here, and use it again; its index is built anew")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = options.archive or Path(folder) / "archive"
        if not (archive / "articles").is_dir():
            generate(archive, options.articles)
        shutil.rmtree(archive / "derived" / "search", ignore_errors=True)
        before = time.process_time()
        search = Search(archive)
        print(f"{options.articles / (time.process_time() - before):,.0f} articles indexed in a second of CPU")
        taken = sorted(asked(search, number) for number in range(options.questions))
    p95 = taken[int(len(taken) * 0.95)]
    print(f"{options.questions} questions: median {1000 * statistics.median(taken):.1f} ms, p95 {1000 * p95:.1f} ms")


def asked(search: Search, number: int) -> float:
    """Seconds that a question of one or two words takes."""
    chance = random.Random(number)
    words = " ".join(word(zipf(chance, 20_000)) for _ in range(1 + number % 2))
    start = time.perf_counter()
    search.find(words)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
