"""Times as data carries them: mail's dates as the standard library reads them, and all written as they were stated."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from hypothesis import example, given
from hypothesis import strategies as st

from archiver.moments import Moment, moment

AT_THE_END_OF_TIME = ["Fri, ", 31, "Dec", 9999, "23:59", " EST"]
DAYS = st.sampled_from(["", "Wed, ", "wed, ", "Friday, ", "Wed,", "Mittwoch, "])
MONTHS = st.sampled_from("Jan Feb MAR apr May June Jul aug Sept Oct Nov dec Mai".split())
ZONES = st.sampled_from(["", " GMT", " UTC", " Z", " EST", " +0200", " -0330", " -0000", " +2400", " +9900", " (CET)"])
TIMES = st.builds("{:02}:{:02}{}".format, st.integers(0, 25), st.integers(0, 60), st.sampled_from(["", ":07", ":60"]))


@example(*AT_THE_END_OF_TIME)
@example(*AT_THE_END_OF_TIME[:-1], " +99999999999999999999")
@example(*AT_THE_END_OF_TIME[:-2], "00:99999999999999999999", " GMT")
@given(DAYS, st.integers(0, 32), MONTHS, st.integers(1000, 9999) | st.just(9999), TIMES, ZONES)
def test_dates_of_mail(name: str, day: int, month: str, year: int, time: str, zone: str) -> None:
    text = f"{name}{day} {month} {year:04} {time}{zone}"
    try:
        stated = parsedate_to_datetime(text)
        expected = stated.astimezone(UTC) if stated.tzinfo else stated.replace(tzinfo=UTC)
        offset = None if stated.tzinfo is None else int((stated.utcoffset() or timedelta()).total_seconds() // 60)
    except (ValueError, TypeError, OverflowError):
        assert moment(text) is None
        return
    assert moment(text) == Moment(expected, "second", offset)


@given(
    st.datetimes(datetime(1700, 1, 2), datetime(2999, 1, 1)).map(lambda at: at.replace(microsecond=0)),
    st.none() | st.integers(-1439, 1439),
    st.sampled_from(["minute", "second"]),
)
def test_a_time_is_written_as_it_was_stated(at: datetime, offset: int | None, precision: str) -> None:
    written = Moment(at.replace(tzinfo=UTC), precision, offset).isoformat()  # type: ignore[arg-type]
    zone = timezone(timedelta(minutes=offset or 0))
    expected = at.replace(tzinfo=UTC).astimezone(zone).isoformat(timespec=f"{precision}s")
    assert written == (expected if offset is not None else expected[:-6])
    assert Moment(at.replace(tzinfo=UTC), "day", offset).isoformat() == expected[:10]
    assert Moment(at.replace(tzinfo=UTC), "year", offset).isoformat() == expected[:4]
