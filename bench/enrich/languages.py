"""Language: sentences of our own writing in 31 languages, beside py3langid alone; and pages of two languages.

    right   sentences whose language is found, with nothing declared
    footer  pages of each language with another language's block behind them: page and block both right
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import py3langid
import texts

from archiver.enrich.language import detect, detect_blocks, primary

ARABIC_SCRIPT = ("ar", "fa", "ps", "ur")
FOOTERS = {"en": "Support our newsroom. Every gift helps us to keep our reporters on the road.", "de":
           "Unterstützen Sie unsere Redaktion. Jede Spende hilft uns, unabhängig zu bleiben."}  # fmt: skip


def main() -> None:
    by_language: defaultdict[str, list[str]] = defaultdict(list)
    for code, sentence in texts.table("sentences.tsv"):
        by_language[code].append(sentence)
    print("language             right   in Arabic script   ms for 400 words")
    for name, finder in (("archiver", _ours), ("py3langid", _theirs)):
        spent = texts.milliseconds(finder, texts.long_texts())
        all_, arabic = _right(finder, by_language), _right(finder, {c: by_language[c] for c in ARABIC_SCRIPT})
        print(f"{name:<18}{all_:8.3f}{arabic:12.3f}{spent:20.2f}")
    pages = list(_with_footers(by_language))
    right = sum(found == expected for found, expected in pages)
    print(f"{right} of {len(pages)} pages with a footer in another language: each block's language is right\n")


def _ours(text: str) -> str | None:
    found = detect(text)
    return found.code if found else None


def _theirs(text: str) -> str | None:
    return primary(py3langid.classify(text)[0])


def _right(finder: object, by_language: dict[str, list[str]]) -> float:
    assert callable(finder)
    found = [finder(sentence) == code for code, sentences in by_language.items() for sentence in sentences]
    return sum(found) / len(found)


def _with_footers(by_language: dict[str, list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    for code, sentences in by_language.items():
        footer = "de" if code == "en" else "en"
        blocks = [*sentences, FOOTERS[footer]]
        found = [language.code if language else "" for language in detect_blocks(blocks)]
        yield found, [code] * len(sentences) + [footer]
