"""Dates as readers see them: which of two figures is the day, which half of the day it was, which date counts."""

from __future__ import annotations

import pytest

from archiver.extract.dates.written import date_in
from archiver.extract.html import extract

DATES = {
    "Publié le 09/04/2024 à 07h15": "2024-04-09T07:15",
    "06/10/2024 21h37": "2024-10-06T21:37",
    "Publicado el 03/04/2024": "2024-04-03",
    "El Paso Times 03/04/2024": None,
    "03/04/2024 10:25 PM": None,
    "5 de mayo de 2024, 10:25 p. m.": "2024-05-05T22:25",
    "الثلاثاء 7 نوفمبر 2023 - 10:25 مساءً": "2023-11-07T22:25",
    "7 نوفمبر 2023 م - 10:25 ص": "2023-11-07T10:25",
    "۱۲ مرداد ۱۴۰۳ ساعت ۱۰:۲۵ ب.ظ": "2024-08-02T22:25",
    "2024年5月3日 午後5時30分 JST": "2024-05-03T17:30+09:00",
    "2024年5月3日 下午2:05": "2024-05-03T14:05",
    "2024. 5. 3. 오후 3:05": "2024-05-03T15:05",
    "令和6年1月1日": "2024-01-01",
    "平成元年1月8日": "1989-01-08",
    "民國113年5月3日": "2024-05-03",
    "11 novembre 2024 alle ore 19:08": "2024-11-11T19:08",
    "10 Şubat 2023 saat 14:35": "2023-02-10T14:35",
    "15 сентября 2023, 13:30 МСК": "2023-09-15T13:30+03:00",
}


@pytest.mark.parametrize(("line", "told"), DATES.items())
def test_of_a_line(line: str, told: str | None) -> None:
    found = date_in(line)
    assert (found.isoformat() if found else None) == told


PAGE = """<html lang="{}"><head><title>The river rose</title></head><body><main><article><h1>The river rose</h1>
<div class="meta">{}</div><div class="body">
<p>The river rose by a metre on Monday night, and the lower streets of the old town were under water by the morning.</p>
<p>Nobody was hurt, but the school will stay closed until the end of the week, the council said in a statement.</p>
</div></article></main></body></html>"""


@pytest.mark.parametrize(
    ("language", "day"),
    [("fr", "2024-04-03"), ("en-GB", "2024-04-03"), ("pt_BR", "2024-04-03"), ("en-US", None), ("en", None)],
)
def test_the_language_of_a_page_tells_the_order(language: str, day: str | None) -> None:
    found = extract(PAGE.format(language, "03/04/2024").encode()).metadata.published
    assert (found.isoformat() if found else None) == day


def test_published_behind_updated() -> None:
    line = "Stand: 2. Dezember 2021 / Veröffentlicht am 1. Dez. 2021"
    found = extract(PAGE.format("de", line).encode()).metadata
    assert found.published is not None and found.published.isoformat() == "2021-12-01"
    assert found.modified is not None and found.modified.isoformat() == "2021-12-02"
