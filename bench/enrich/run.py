"""Enrichment beside its peers, quality and speed in one run (`make bench-enrich`). Each part is a module of its own."""

from __future__ import annotations

import people


def main() -> None:
    people.main()


if __name__ == "__main__":
    main()
