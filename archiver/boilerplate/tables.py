"""The tables of data that rules are made of."""

from __future__ import annotations


def data_digest(text: str) -> str:
    """Half of a SHA-256 (16 hex digits): on which data a verdict rests. Few runs ask; OpenSSL comes along with it."""
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()[:16]
