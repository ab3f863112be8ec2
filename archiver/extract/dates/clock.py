"""The time of day behind a date, as people write it, in figures: "kl. 10.02", "10:25 p. m.", "午後5時30分"."""

from __future__ import annotations

import re
from typing import Literal

from archiver.common.expressions import expression

_ZONES = {
    "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "МСК": 3, "JST": 9, "KST": 9,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "SAST": 2, "EAT": 3, "PKT": 5, "HKT": 8, "WIB": 7,
}  # fmt: skip
"""Hours east of UTC of zones whose names mean one thing: RFC 5322 section 4.3 (C is America's central time), and
those of Europe, Japan, Korea, Australia and a few others. IST and BST mean several and are not read."""
_BEFORE_NOON = r"am|صباح[\w\u064b-\u0652]*|صبح|ص|قبل\s?از\s?ظهر|ق\.?\s?ظ|غ\.?\s?م"
_AFTER_NOON = r"pm|مساء[\w\u064b-\u0652]*|م|بعد\s?از\s?ظهر|ب\.?\s?ظ|غ\.?\s?و"
_HALVES = "上午|午前|오전|下午|午後|오후"
"""Halves of the day that stand before the hour."""
CLOCK = expression(
    r"[T,،.\s]*(?:م\s[-–|،,\s]*)?(?:at|kl\.?|um|à|às|(?:a\s)?las|om|alle(?:\sore)?|ore|"
    r"saat|o\sgodz\.|godz\.|lúc|pukul|в|–|-|\||klo|ساعت|الساعة)?"
    rf"\s*(?P<first_half>{_HALVES})?\s*(?P<hour>\d{{1,2}})\s?[:.h時时點点시]\s?(?P<minute>\d\d)[分분]?"
    r"(?::(?P<second>\d\d)(?:\.\d+)?)?"
    rf"\s*(?P<half>(?:[ap]\.?\s?m\b\.?|(?:{_BEFORE_NOON}|{_AFTER_NOON})(?!\w)))?\s*(?:uhr|uur|h)?\s*\(?"
    rf"(?P<zone>(?-i:Z)\b|[+-]\d\d:?\d\d|(?:UTC|GMT)\s?[+-]\d\d?(?::?\d\d)?|(?-i:{'|'.join(_ZONES)})\b)?",
    re.IGNORECASE,
)
_PM = expression(rf"p\.?\s?m\.?|{_AFTER_NOON}|下午|午後|오후", re.IGNORECASE)


def clock(parts: dict[str, str | None]) -> tuple[int, int, int]:
    """Hour, minute and second; midnight where no time was written."""
    hour = int(parts.get("hour") or 0)
    if half := parts.get("half") or parts.get("first_half"):
        hour = hour if hour > 12 else hour % 12 + (12 if _PM.fullmatch(half) else 0)
    return hour, int(parts.get("minute") or 0), int(parts.get("second") or 0)


def precision(parts: dict[str, str | None]) -> Literal["second", "minute", "day"]:
    """How exact it is written."""
    if parts.get("hour") is None:
        return "day"
    return "second" if parts["second"] else "minute"


def offset(zone: str | None) -> int | None:
    """Minutes east of UTC; None where no zone is written."""
    if not zone:
        return None
    sign = max(zone.find("+"), zone.find("-"))
    if sign < 0:
        return 60 * _ZONES.get(zone.upper(), 0)
    hours, _, minutes = zone[sign + 1 :].partition(":")
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    east = int(hours) * 60 + int(minutes or 0)
    return -east if zone[sign] == "-" else east
