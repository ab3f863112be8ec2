"""Whether day or month comes first in a date of figures: 03/04/2024 is told by nothing but its language.

All languages that write the year last put the day first, but English, of which some countries do either (Unicode CLDR,
short formats of dates).
"""

from __future__ import annotations

import re

from archiver.common.expressions import expression

_DAY_FIRST = frozenset(
    "ar bg ca cs da de el es et eu fi fr ga gl hr hi id is it lv mk ms nb nl nn no pl pt ro ru sk sl sq sr sv tr uk ur "
    "vi".split()
)
_ENGLISH = frozenset("en-au en-gb en-ie en-in en-ke en-ng en-nz en-pk en-za".split())
_WORDS = expression(
    r"(?<!\w)(?:publiée?|modifiée?|mise?\sà\sjour|à|publicad[oa]|actualizad[oa]|a\slas|às|atualizad[oa]|pubblicat[oa]|"
    r"aggiornat[oa]|alle|ore|uhr|veröffentlicht|aktualisiert|gepubliceerd|geplaatst|bijgewerkt|uur|publisert|oppdatert|"
    r"publicera[dt]|uppdaterad|offentliggjort|opdateret|kl|opublikowano|godz|yayın\w*|güncelle\w*|saat|"
    r"опубликовано|обновлено|ngày|lúc)(?!\w)|\b\d\d?\s?h\s?\d\d\b",
    re.IGNORECASE,
)
_RIGHT_BEFORE = expression(r"(?<!\w)(?:le|el|em|il|op|den|du|del|vom|от)", re.IGNORECASE)
"""Words that say little elsewhere: "El Paso Times" writes English."""


def is_day_first(language: str | None) -> bool:
    """Whether a language, as a page declares it, puts the day first; False where nobody knows."""
    code = (language or "").casefold().replace("_", "-")
    return code.partition("-")[0] in _DAY_FIRST or code in _ENGLISH


def says_day_first(before: str, behind: str) -> bool:
    """Whether what stands round a date in its line is of a language that puts the day first."""
    last = before.split()[-1:]
    return bool(_WORDS.search(before) or _WORDS.search(behind) or (last and _RIGHT_BEFORE.fullmatch(last[0])))
