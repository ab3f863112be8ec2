"""Which form the bytes have: asked of the bytes first, of the name second.

A name can lie (".txt" that is a PDF, ".html" that is gzip); a signature rarely does. Between forms
that are all text the name decides, and only where it says nothing the text is looked at.
"""

from __future__ import annotations

import re
from typing import Literal

from archiver.common.expressions import expression

Form = Literal[
    "gzip",
    "bzip2",
    "xz",
    "zstd",
    "zip",
    "tar",
    "warc",
    "arc",
    "html",
    "mhtml",
    "jsonl",
    "json",
    "csv",
    "columnar",
    "mbox",
    "mail",
    "feed",
    "xml",
    "text",
    "empty",
]
COMPRESSED: frozenset[Form] = frozenset({"gzip", "bzip2", "xz", "zstd"})

_SIGNATURES: tuple[tuple[bytes, Form], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x5d\x2a\x4d\x18", "zstd"),  # with its dictionary first
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"WARC/", "warc"),
    (b"filedesc://", "arc"),
    (b"PAR1", "columnar"),
    (b"ARROW1", "columnar"),
)
# Forms that people do put among news files and that hold no text we read; the name goes into the message.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, WAV)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a Windows program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"{\\rtf", "an RTF document"),
    (b"bplist0", "a Safari webarchive"),
    (b"OggS", "an audio file"),
    (b"ID3", "an audio file"),
)
_BY_SUFFIX: dict[str, Form] = {
    "txt": "text", "text": "text", "md": "text", "markdown": "text", "dump": "text",
    "html": "html", "htm": "html", "xhtml": "html", "shtml": "html",
    "mht": "mhtml", "mhtml": "mhtml", "eml": "mail", "mbox": "mbox", "mbx": "mbox",
    "jsonl": "jsonl", "ndjson": "jsonl", "jl": "jsonl", "json": "json",
    "csv": "csv", "tsv": "csv", "tab": "csv",
    "rss": "feed", "atom": "feed", "xml": "feed", "warc": "warc", "wet": "warc", "tar": "tar",
}  # fmt: skip
_PACKED_SUFFIXES = frozenset({"gz", "bz2", "xz", "zst", "zstd", "gzip"})
_SHORT = {"tgz": "tar", "tbz": "tar", "tbz2": "tar", "txz": "tar", "tzst": "tar"}

_HTML = expression(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|article|div|meta|title|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE_PAGE = expression(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = expression(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*+)*+<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.DOTALL
)
_XML = expression(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:(?>(?><!--.*?-->)|(?><!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)|(?><\?.*?\?>))\s*+)*+"
    rb"<(?!(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)\b)[A-Za-z_]",
    re.DOTALL | re.IGNORECASE,
)
_MIME = expression(
    rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
    rb"(?i:Content-Type:\s*multipart/related|Snapshot-Content-Location:)"
)
_MBOX = expression(rb"From \S[^\n]*\d\d:\d\d[^\n]*\n[A-Za-z-]+:")
_JSON_OBJECT = expression(rb'\s*\{\s*"')
_JSON_LIST = expression(rb"\s*\[\s*(?:\{|\])")
_HOLDS_LIST = expression(
    rb'\s*\{(?>\s*"[^"]*"\s*:\s*(?:"[^"\\]*"|[\w.+-]+|\{[^{}]*\})\s*,){0,9}'
    rb'\s*"(\w+)"\s*:\s*(?:\[\s*\{|\{(?>[^{}"]|"(?!\1")[^"]*"|\{[^{}]*\})*"\1"\s*:\s*\[)'
)
"""An object that may be none itself, but hold pages: {"total": 2, "articles": [{ or {"hits": {"hits": [."""
_TEXT_CONTROLS = b"\t\n\r\x0b\x0c\x1b\x85"
_CONTROLS = bytes(b for b in range(32) if b not in _TEXT_CONTROLS) + b"\x7f"


def form_of(name: str, head: bytes) -> Form:
    """The form of an input that begins with `head` (64 KiB or the whole, if shorter)."""
    if not head:
        return "empty"
    for signature, form in _SIGNATURES:
        if head.startswith(signature):
            return form
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"\xff\xff\xff\xff") and 0 < int.from_bytes(head[4:8], "little", signed=True) < 1 << 24:
        return "columnar"  # a stream of Arrow, as Hugging Face keeps data sets on disk: a mark, and its schema's length
    named = _BY_SUFFIX.get(_inner_suffix(name))
    if named == "text" and (seen := _seen_in(head, named)) in ("html", "jsonl"):
        # "page.txt" that holds a whole page; a dump that only begins with a tag stays a dump.
        return seen if seen == "jsonl" or _WHOLE_PAGE.match(head) else named
    if named == "mail" and b"Snapshot-Content-Location:" in head[:8192]:
        return "mhtml"  # what browsers save is laid out as mail is
    # A feed named .xml may be XHTML; .json may be one page a line; .html may be a feed's address saved.
    if named in (None, "feed", "json", "mhtml"):
        return _seen_in(head, named)
    return named


def _seen_in(head: bytes, named: Form | None) -> Form:
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _JSON_OBJECT.match(head):
        holds = named in (None, "json") and _HOLDS_LIST.match(head[:4096])
        return "json" if holds or _is_pretty(head) else "jsonl"
    if _FEED.match(head):
        return "feed"
    if _HTML.match(head):
        return "html"
    if _MBOX.match(head):
        return "mbox"
    if _MIME.match(head.replace(b"\r\n", b"\n")[:8192]):
        return "mhtml"
    if (named == "feed" or head.startswith(b"<?xml")) and _XML.match(head):
        return "xml"
    return "json" if _JSON_LIST.match(head) else named or "text"


def _is_pretty(head: bytes) -> bool:
    """Whether the first object spreads over lines: then the file is one JSON value, not one a line."""
    first = head.lstrip().split(b"\n", 1)
    return len(first) > 1 and not first[0].rstrip().endswith(b"}")


def _inner_suffix(name: str) -> str:
    """ "a/b.html.gz" -> "html": the suffix under the compression's own."""
    parts = name.rsplit("/", 1)[-1].lower().split(".")[1:]
    while parts and parts[-1] in _PACKED_SUFFIXES:
        parts.pop()
    return _SHORT.get(parts[-1], parts[-1]) if parts else ""


def foreign(head: bytes) -> str | None:
    """What the bytes are, if they are something that holds no text of ours: "a PDF"; else None."""
    for signature, what in _FOREIGN:
        if head.startswith(signature):
            return what
    if head[4:8] == b"ftyp":
        return "a video or audio file"
    return None


def is_binary(head: bytes) -> bool:
    """Whether bytes are no text in any charset without NULs: more than one in 50 is a control character.

    UTF-16 and UTF-32 are full of NULs; ask `charset.wide_charset` first.
    """
    return len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 50
