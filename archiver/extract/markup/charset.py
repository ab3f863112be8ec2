"""Bytes to text: which charset a page is in, by the WHATWG encoding standard.

Bounded whatever comes in: more than MOST_BYTES are not read.
"""

from __future__ import annotations

import codecs
import re

from archiver.common.escapes import has_escape, in_escapes
from archiver.common.expressions import expression
from archiver.extract.markup.utf8 import is_utf8

MOST_BYTES = 32 << 20
"""Bytes of a page that are read: news pages have 0.2 MB in the median; a thousand times that is no page."""

_META = expression(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_XML = expression(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_READ_AS = {
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    "iso-8859-9": "cp1254",
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("ks_c_5601-1987", "euc-kr"), "cp949"),
    **dict.fromkeys(("shift_jis", "x-sjis"), "cp932"),
    **dict.fromkeys(("iso-8859-11", "tis-620"), "cp874"),
}
"""Declared names that browsers read as a larger charset (WHATWG encoding standard)."""
_NEVER_DECLARED = ("utf-16", "utf16", "utf-32", "utf32", "ucs-2", "iso-10646", "utf-7")
"""Whoever can read such a declaration is not reading that charset: by their bytes they were known before."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MARKS = tuple(mark for mark, _ in _BOMS)


def decode(body: bytes, charset: str | None = None) -> str:
    """The page as text. Order of trust, as browsers have it: byte order mark, transport, the page itself.

    UTF-8 that decodes without an error is taken before any declaration but a mark: no other charset
    looks like it by chance. Where nothing fits, charset-normalizer guesses. Never raises.
    """
    body = body[:MOST_BYTES]
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if (wide := _wide(body)) is not None:
        return body.decode(wide, "replace")
    if in_escapes(body):
        return body.decode("iso2022_jp", "replace")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        if error.start > len(body) - 4:  # cut at MOST_BYTES, or by the sender
            return body.decode("utf-8", "replace")
    for declared in (charset, _declared(body)):
        if declared and (text := _decoded(body, declared)) is not None:
            return text
    return _guessed(body)


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of an HTML page's start is zero."""
    start = body[:200]
    if len(start) > 20 and start[1::2].count(0) > len(start) * 0.4:
        return "utf-16-le"
    if len(start) > 20 and start[::2].count(0) > len(start) * 0.4:
        return "utf-16-be"
    return None


def _declared(body: bytes) -> str | None:
    found = _META.search(body, 0, 8192) or _XML.search(body, 0, 200)
    return found[1].decode("ascii") if found else None


def _decoded(body: bytes, charset: str) -> str | None:
    """By a declared charset, under the names and readings of the WHATWG encoding standard."""
    name = charset.strip().lower()
    name = _READ_AS.get(name, name)
    if name.startswith(_NEVER_DECLARED):
        return None
    try:
        text = body.decode(name, "replace")
    except (LookupError, ValueError):
        return None
    wrong = text.count("\ufffd")
    allowed = len(text) // 50 if name.startswith("utf-8") else max(4, len(text) // 200)
    return text if wrong <= allowed else None


ENOUGH = 32
"""Bytes beyond ASCII from which on their charset can be guessed; of fewer, the web's default is likelier."""


def _guessed(body: bytes) -> str:
    if sum(byte > 127 for byte in body[:100_000]) < ENOUGH:
        return body.decode("cp1252", "replace")
    from charset_normalizer import from_bytes

    best = from_bytes(body[:100_000], threshold=0.4).best()
    return body.decode(best.encoding if best else "utf-8", "replace")


def in_utf8(body: bytes, charset: str | None = None) -> bytes:
    """The page in UTF-8: what `decode` makes of it; of most pages, the bytes as they came."""
    plain = len(body) <= MOST_BYTES and _wide(body) is None and not body.startswith(_MARKS) and not has_escape(body)
    if plain and is_utf8(body):
        return body
    return decode(body, charset).encode("utf-8", "replace")
