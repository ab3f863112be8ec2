"""Topics, language and key phrases, quality and speed in one run (`make bench-topics`, part of `make bench-enrich`)."""

from __future__ import annotations

import keyphrases
import languages
import topics


def main() -> None:
    topics.main()
    languages.main()
    keyphrases.main()


if __name__ == "__main__":
    main()
