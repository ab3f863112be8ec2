"""A judged page for a person's eyes: what was kept, what was removed, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from archiver.cli.layout import broken_off, print_fields, wrapped
from archiver.common.plurals import counted
from archiver.records import JudgedBlock, JudgedDocument
from archiver.words.counts import word_count

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDTH_OF_MARGIN = 22


def as_json(judged: JudgedDocument) -> dict[str, Any]:
    """The page as one JSON object; blocks in page order."""
    from archiver.pipeline import block_languages

    return {
        "title": judged.document.metadata.title,
        "page_type": judged.document.page_type,
        "page_type_confidence": judged.document.page_type_confidence,
        "ruleset": judged.ruleset,
        "statistics": judged.statistics,
        "text": judged.text,
        "blocks": [
            {
                "number": number,
                "kept": b.verdict.kept,
                "kind": b.block.kind.value,
                "level": b.block.level,
                "language": language,
                "rule": b.verdict.rule,
                "evidence": b.verdict.evidence,
                "score": round(b.verdict.score, 2),
                "path": b.block.path,
                "separator": b.block.separator,
                "text": b.block.text,
            }
            for number, (b, language) in enumerate(zip(judged.blocks, block_languages(judged), strict=True), 1)
        ],
    }


def print_page(
    judged: JudgedDocument, out: Console, *, head: Mapping[str, str | None], full: bool = False
) -> None:
    """Print the page block by block. full: whole texts; else the beginning of each block.

    head: lines above the page, by label; those of which nothing is known are left out.
    """
    from rich.text import Text

    fields = (*head.items(), ("blocks", _counts(judged)), ("but", _other_languages(judged)))
    print_fields(out, fields, width=12, style="bold")
    out.print()
    for number, block in enumerate(judged.blocks, 1):
        for line in _block_lines(number, block, out, full):
            out.print(line)
    out.print()
    out.print(Text(_legend(judged), "dim"))


def _counts(judged: JudgedDocument) -> Text:
    from rich.text import Text

    kept = [b for b in judged.blocks if b.verdict.kept]
    removed = len(judged.blocks) - len(kept)
    words = sum(word_count(b.block.text) for b in judged.blocks)
    share = sum(word_count(b.block.text) for b in kept)
    return Text.assemble(
        (f"{len(kept)} kept", "green"),
        ", ",
        (f"{removed} removed", "red"),
        f"; {share:,} of {counted(words, 'word')} kept",
    )


def _other_languages(judged: JudgedDocument) -> str:
    """Which blocks are in another language than most of what is kept: "en: 12, 13"."""
    from archiver.pipeline import block_languages

    numbers: dict[str, list[str]] = {}
    letters: Counter[str] = Counter()
    for number, (block, language) in enumerate(zip(judged.blocks, block_languages(judged), strict=True), 1):
        if language:
            numbers.setdefault(language, []).append(str(number))
            letters[language] += len(block.block.text) if block.verdict.kept else 0
    main = max(letters, key=lambda language: letters[language], default="")
    return "; ".join(f"{language}: {', '.join(of)}" for language, of in sorted(numbers.items()) if language != main)


def _block_lines(number: int, judged: JudgedBlock, out: Console, full: bool) -> Iterator[Text]:
    from rich.text import Text

    verdict, block = judged.verdict, judged.block
    sign, word, colour = ("│", "kept", "green") if verdict.kept else ("✂", "removed", "red")
    kind = block.kind.value if block.kind.value != "list-item" else "list"
    margin = Text.assemble(
        (f"{number:>4} ", "dim"), (f"{sign} {word:<8}", colour), (f"{kind:<10}"[:10], "dim"), " "
    )
    style = "bold" if block.kind.value == "heading" and verdict.kept else "" if verdict.kept else "dim"
    room = max(30, out.width - WIDTH_OF_MARGIN - 4)
    lines = wrapped(block.text, room, out)
    if not full and len(lines) > 2:
        lines = [lines[0], broken_off(lines[1], room)]
    for i, line in enumerate(lines):
        yield Text.assemble(margin if i == 0 else " " * (WIDTH_OF_MARGIN + 4), (line, style))
    if not verdict.kept or full:
        why = f"{verdict.evidence}  [{verdict.rule}, {verdict.score:+.1f} bits]"
        for i, line in enumerate(wrapped(why, room - 2, out)):
            yield Text.assemble(
                " " * (WIDTH_OF_MARGIN + 4), ("↳ " if i == 0 else "  ", colour), (line, colour)
            )


def _legend(judged: JudgedDocument) -> str:
    facts = f"site statistics {judged.statistics}" if judged.statistics else "judged alone"
    return f"bits: log2 odds of being furniture (above 0: removed). Rules {judged.ruleset}; {facts}."
