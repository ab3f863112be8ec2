"""Makes archiver/enrich/topics/data/taxonomy.tsv.gz from IPTC's table (id, parent, level, Wikidata id, names).

    python bench/enrich/build_taxonomy.py ../shared/data/iptc-media-topics.tsv

IPTC Media Topics, IPTC NewsCodes, CC BY 4.0. Written without a time stamp: the same table, the same bytes.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

TABLE = Path(__file__).parents[2] / "archiver/enrich/topics/data/taxonomy.tsv.gz"


def main() -> None:
    rows = [line.split("\t") for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()[1:]]
    lines = ("\t".join([topic, parent, *names]) for topic, parent, _, _, *names in rows)
    with TABLE.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
        out.write("\n".join(lines).encode())


if __name__ == "__main__":
    main()
