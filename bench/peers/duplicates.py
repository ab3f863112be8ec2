"""Near-duplicates by a peer: `duplicates.py PEER SIMILARITY`, a JSON list of texts in, {pairs, seconds} out.

By the peers' own documentation, 128 permutations, over the same shingles (three words). datasketch and rensa answer as
texts come; text-dedup, a command over a data set, gives clusters, of which a pair is a text and its cluster's first.
Seconds are CPU time, shingling included, what is done once a process taken off. Runs in the peers' environment.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

Pairs = set[tuple[int, int]]


def shingled(text: str) -> set[str]:
    words = text.split()
    return {" ".join(words[i : i + 3]) for i in range(len(words) - 2)}


def datasketch(texts: list[str], similar: float) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    lsh, found = MinHashLSH(threshold=similar, num_perm=128), Pairs()
    for number, text in enumerate(texts):
        minhash = MinHash(num_perm=128)
        minhash.update_batch([s.encode() for s in shingled(text)])
        found |= {(min(number, other), max(number, other)) for other in lsh.query(minhash)}
        lsh.insert(number, minhash)
    return found


def rensa(texts: list[str], similar: float) -> Pairs:
    from rensa import RMinHash, RMinHashLSH

    lsh, found = RMinHashLSH(similar, 128, 16), Pairs()
    for number, text in enumerate(texts):
        minhash = RMinHash(128, 7)
        minhash.update(list(shingled(text)))
        found |= {(min(number, other), max(number, other)) for other in lsh.query(minhash) if other != number}
        lsh.insert(number, minhash)
    return found


def text_dedup(texts: list[str], similar: float) -> Pairs:
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder, "texts.jsonl"), Path(folder, "out")
        data.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
        options = {"path": "json", "data_files": data, "split": "train", "cache_dir": Path(folder, "cache"),
                   "output": out, "column": "text", "ngram": 3, "threshold": similar, "num_perm": 128,
                   "num_proc": 1}  # fmt: skip
        words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        command = [sys.executable, "-m", "text_dedup.minhash", *words, "--debug"]
        quiet = {**os.environ, "HF_HUB_OFFLINE": "1"}
        subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        clusters: dict[int, list[int]] = {}
        found = pickle.loads((out / "uf.pkl").read_bytes())
        for number in sorted(found.parent):
            clusters.setdefault(found.find(number), []).append(number)
        return {(texts[0], other) for texts in clusters.values() for other in texts[1:]}


PEERS = {"datasketch": datasketch, "rensa": rensa, "text-dedup": text_dedup}


def seconds() -> float:
    """CPU time of this process and of those that it has started and that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


if __name__ == "__main__":
    peer, similar = PEERS[sys.argv[1]], float(sys.argv[2])
    texts = json.load(sys.stdin)
    began = seconds()
    peer(texts[:10], similar)
    once = seconds() - began
    began = seconds()
    pairs = peer(texts, similar)
    again = once if peer is text_dedup else 0.0  # a command of its own starts anew each time
    print(json.dumps({"pairs": sorted(pairs), "seconds": seconds() - began - again}))
