"""Texts in ISO-2022-JP (RFC 1468), which is ASCII with escape sequences: as ASCII or UTF-8 they would be read without
an error, and be gibberish."""

from __future__ import annotations


def has_escape(body: bytes) -> bool:
    """Whether a switch of charsets stands in these bytes.

    For one byte a library of C looks, sixteen at a time; for two Python does, one by one.
    """
    return b"\x1b" in body and b"\x1b$" in body


def in_escapes(body: bytes) -> bool:
    """Whether bytes of ASCII are Japanese in ISO-2022-JP, which switches between charsets by escape sequences."""
    if not has_escape(body) or not body.isascii():
        return False
    try:
        body.decode("iso2022_jp")
    except ValueError:
        return False
    return True
