"""Blocks made from what a page holds. What is compiled takes making.pxd's version."""

from __future__ import annotations

from archiver.records import Block, Kind


def block_of(text: str, kind: Kind, level: int | None, path: str, body_odds: float, link_density: float) -> Block:
    """A Block on a line of its own."""
    return Block(text, kind, "\n", level, path, body_odds, link_density)
