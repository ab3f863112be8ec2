"""Bytes of a text become a str: UTF-8 where they are UTF-8, else the likeliest charset, and said so.

The order is that of certainty: a byte order mark, NULs in the rhythm of UTF-16, valid UTF-8, UTF-8
with a few bad bytes, the charset that the transport declared, UTF-8 and windows-1252 joined in one file, and last
a guess by statistics (charset-normalizer). Whatever had to be guessed or mended becomes an `Evidence` for the field
"text", so that the record can say it.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from msgspec import Struct

from archiver.common.escapes import in_escapes
from archiver.common.expressions import expression
from archiver.records import Evidence
from archiver.words.normal_form import is_normal

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What UTF-8 looks like after somebody read it as windows-1252 and saved it again.
_MOJIBAKE = expression("â€[™œ\x9d“”¢¦]|Ã[\x80-\xbf¡-¿]|Â[\xa0«»°·]|Ø[§-¹]Ù|Ð[°-¿]Ñ")
_MAY_BE_GARBLED = "âÃÂØÐ"
_SURROGATE = expression("[\ud800-\udfff]")
_BEGINNING = 100_000  # characters that are looked at for that
_BAD_BYTES_IN_UTF8 = 200  # one bad byte in so many still is UTF-8 that something else was pasted into

# The legacy charsets of the WHATWG encoding standard that news was ever written in.
_LEGACY = [
    *(f"cp125{n}" for n in range(9)),
    *("koi8_r", "koi8_u", "iso8859_2", "iso8859_5", "iso8859_7", "cp866", "cp874"),
    *("shift_jis", "euc_jp", "iso2022_jp", "gb18030", "big5", "euc_kr"),
]
# What the languages written in windows-1252 add to the letters of ASCII.
_ALPHABETS = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        *("äöüß", "åäöé", "åæøéô", "àâçéèêëîïôùûüœæ", "áéíñóúü", "áâãàçéêíóôõúü", "àèéìîòù", "àçéèíïóòúü"),
        *("éëïóöüèê", "áéíóúýþæöð"),
    )
)
_TYPOGRAPHY = frozenset("“”„‘’‚«»‹›–—…•·€£§°©®™¿¡ºª²³½¼´\xa0\xad")
_IN_ONE_ALPHABET = 0.95  # of the letters beyond ASCII; the rest are names from abroad


class Decoded(Struct, frozen=True):
    """A text and how it was read. notes: what was guessed or mended; empty for clean UTF-8."""

    text: str
    charset: str
    notes: tuple[Evidence, ...] = ()


def decode(body: bytes, declared: str | None = None) -> Decoded | None:
    """Bytes as clean text (NFC, no NUL, no lone surrogate); None where no charset makes text of them."""
    charset, start, how = _charset(body, declared)
    if charset is None:
        return None
    text = body[start:].decode(charset, errors="archiver-mend" if charset == "utf-8" else "replace")
    notes = [how] if how else []
    return clean(text, charset, notes)


def clean(text: str, charset: str = "utf-8", notes: list[str] | None = None) -> Decoded | None:
    """A str made fit to travel: NFC, NULs and lone surrogates out; None where it is mostly controls."""
    if not notes and text.isascii() and "\0" not in text:
        return Decoded(text, charset, ())
    notes = list(notes or ())
    is_fit = is_normal(text)  # which is told in a fraction of the time, of most texts
    if nuls := 0 if is_fit else text.count("\0"):
        if nuls > len(text) // 50:
            return None
        text = text.replace("\0", "")
        notes.append(f"{nuls} NUL characters taken out")
    if not is_fit and not _is_encodable(text):
        text, lone = _SURROGATE.subn("\ufffd", text)
        notes.append(f"{lone} lone surrogates replaced")
    if not is_fit and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    beginning = text[:_BEGINNING]
    if any(map(beginning.__contains__, _MAY_BE_GARBLED)) and (garbled := len(_MOJIBAKE.findall(beginning))):
        notes.append(f"{garbled} places look like UTF-8 once read as windows-1252; kept as they came")
    return Decoded(text, charset, tuple(Evidence("text", note) for note in notes))


def _is_encodable(text: str) -> bool:
    """Whether a text has no lone surrogates, which encoding finds out in a fraction of a search's time."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def wide_charset(head: bytes) -> str | None:
    """ "utf-16-le" and its kin, by mark or by NULs at every other byte; None where it is none of them."""
    for mark, charset in _MARKS:
        if head.startswith(mark):
            return None if charset == "utf-8" else charset
    sample = head[:4096]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def _charset(body: bytes, declared: str | None) -> tuple[str | None, int, str]:
    """The charset, how many bytes of mark to leave out, and a note where it is not plain UTF-8."""
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return charset, len(mark), "" if charset == "utf-8" else f"decoded as {charset}, by its mark"
    if wide := wide_charset(body):
        return wide, 0, f"decoded as {wide}, by its NUL bytes"
    bad = _bad_utf8(body)
    if bad == 0 and in_escapes(body):
        return "iso2022_jp", 0, "decoded as iso2022_jp, by its escape sequences"
    if bad == 0:
        return "utf-8", 0, ""
    if 0 < bad * _BAD_BYTES_IN_UTF8 <= len(body) and any(b > 0x7F for b in body[:1]) | _has_utf8(body):
        return "utf-8", 0, f"decoded as utf-8; {bad} bytes that are not read as windows-1252"
    if declared and _fits(body, declared):
        return declared, 0, f"decoded as {declared}, as declared"
    guessed = _guess(body)
    return guessed, 0, f"decoded as {guessed}, guessed"


def _bad_utf8(body: bytes) -> int:
    """How many bytes are not UTF-8; -1 where nothing suggests that it was meant to be."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("utf-8", errors="replace").count("\ufffd") or -1
    return 0


def _has_utf8(body: bytes) -> bool:
    return re.search(rb"[\xc3-\xf4][\x80-\xbf]", body) is not None


def _fits(body: bytes, charset: str) -> bool:
    try:
        body.decode(charset)
    except (LookupError, ValueError):
        return False
    return True


def _guess(body: bytes) -> str | None:
    """The likeliest charset by statistics over at most 256 KiB; None where nothing fits."""
    if body.count(b"\xff") > len(body) // 10:
        return None  # erased flash or padding; no charset uses this byte so often
    if _looks_western(body):
        return "cp1252"
    if _has_utf8(body) and _is_western(body[: 1 << 18].decode("utf-8", errors="archiver-mend")):
        return "utf-8"  # files of both charsets joined into one: decoding mends the other's bytes
    from charset_normalizer import from_bytes

    sample = body[: 1 << 18]
    best = from_bytes(sample, cp_isolation=_LEGACY, threshold=0.35, enable_fallback=False).best()
    if best is None:
        return "cp1252" if _fits(body, "cp1252") and _mostly_letters(body) else None
    # Where the charsets of Europe agree, the commonest of them is meant.
    return "cp1252" if _same(body, best.encoding, "cp1252") else best.encoding


def _looks_western(body: bytes) -> bool:
    """Whether windows-1252 makes text of it that has the letters of one Western European language.

    Statistics cannot tell it from windows-1250 or 1257 by a handful of accents. Czech, Polish or
    Turkish read as windows-1252 shows letters too that no one language has together.
    """
    return _mostly_letters(body) and _is_western(body[: 1 << 18].decode("cp1252", errors="replace"))


def _is_western(text: str) -> bool:
    """Whether what a text has beyond ASCII are the letters of one Western European language, and typography."""
    beyond = [c for c in text if not c.isascii()]
    letters = [c for c in beyond if c.isalpha() and c not in _TYPOGRAPHY]
    if len(letters) + sum(c in _TYPOGRAPHY for c in beyond) < len(beyond):
        return False
    best = max(sum(c in alphabet for c in letters) for alphabet in _ALPHABETS)
    return best >= _IN_ONE_ALPHABET * len(letters)


def _same(body: bytes, charset: str, other: str) -> bool:
    return _fits(body, other) and body.decode(charset, "replace") == body.decode(other)


def _mostly_letters(body: bytes) -> bool:
    text = body[: 1 << 16].decode("cp1252", errors="replace")
    return sum(c.isalpha() or c.isspace() for c in text) > 0.7 * len(text)


def _mend(error: UnicodeError) -> tuple[str, int]:
    """Bad bytes inside UTF-8, read as the charset that pasted bytes most often come from."""
    assert isinstance(error, UnicodeDecodeError)
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", errors="replace"), error.end


codecs.register_error("archiver-mend", _mend)
