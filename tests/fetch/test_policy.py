"""What answers mean."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.robotstxt import ProtegoRobotParser

from archiver.sources.fetch.policy import MAX_WAIT, Outcome, Politeness, again, judge, retry_after

NOW = datetime(2024, 5, 3, 10, 0, tzinfo=UTC)


def outcome(status, attempt=1, wait=None):
    return judge(status, retry_after=wait, attempt=attempt, attempts=4)


def test_good_answers_are_kept_and_empty_ones_are_not():
    assert outcome(200).state == outcome(203).state == "fetched"
    assert outcome(304).state == "unchanged"
    assert outcome(204) == Outcome("failed", "http-204")


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 410, 451])
def test_final_answers_are_final(status):
    assert outcome(status) == Outcome("failed", f"http-{status}")


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_paused_as_a_whole(status):
    assert outcome(status, wait=90.0) == Outcome("again", f"http-{status}", 90.0, pause_host=True)
    assert outcome(status).wait == 2.0


@pytest.mark.parametrize("status", [408, 425, 500, 502, 504, 520])
def test_a_passing_failure_is_tried_again_less_and_less_often(status):
    waits = [outcome(status, attempt).wait for attempt in (1, 2, 3)]
    assert waits == [2.0, 8.0, 32.0]
    assert outcome(status, 4).state == "failed"
    assert not outcome(status).pause_host


@given(st.integers(100, 999), st.one_of(st.none(), st.floats(0, 1e12)), st.integers(1, 50))
def test_every_answer_has_an_outcome_and_no_wait_is_endless(status, wait, attempt):
    found = judge(status, retry_after=wait, attempt=attempt, attempts=4)
    assert 0 <= found.wait <= MAX_WAIT
    assert (found.state in ("fetched", "unchanged")) == (found.reason is None)
    assert attempt < 4 or found.state != "again"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None), ("", None), ("soon", None), ("-5", None), ("120", 120.0), (" 7 ", 7.0),
        ("99999999999999999999", MAX_WAIT), ("Fri, 03 May 2024 10:00:30 GMT", 30.0),
        ("Fri, 03 May 2024 09:00:00 GMT", 0.0), ("Sat, 03 May 2025 10:00:00 GMT", MAX_WAIT),
        ("Fri, 03 May 2024 10:00:30 -0000", 30.0), ("Fri, 31 Dec 9999 23:59:59 EST", MAX_WAIT),
        ("Fri, 03 May 2024 10:00:30 +99999999999999999999", None),
        ("Fri, 03 May 99999999999999999999 10:00:30 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_in_both_its_forms(header, seconds):
    assert retry_after(header, NOW) == seconds


@given(st.text(max_size=40))
def test_any_retry_after_is_read_or_ignored(header):
    found = retry_after(header, NOW)
    assert found is None or 0 <= found <= MAX_WAIT


def test_the_first_try_of_one_is_the_last():
    assert again("timeout", 1, 1).state == "failed"


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /p", False),  # a byte order mark
        (b"User-agent: *\rDisallow: /p\r", False),  # ends of line of 1999
        (b"USER-AGENT : *\r\nDISALLOW : /p", False),
        (b"User-agent: * # all\nDisallow: /p # not this", False),
        ("User-agent: *\n# d\xe9sol\xe9\nDisallow: /p".encode("latin-1"), False),
        (b"User-agent: *\nDisallow:\n\nUser-agent: archiver\nDisallow: /p", False),  # its own group counts
        (b"User-agent: *\nDisallow: /\n\nUser-agent: Archiver\nAllow: /", True),
        (b"User-agent: *\nDisallow: /*age$", False),
        (b"User-agent: *\nDisallow: /p\nAllow: /page", True),  # the longest match counts
        (b"<html><body>Welcome! User-agent: * Disallow: /p</body></html>", True),  # a page for all that is missing
    ],
)
def test_robots_txt_as_sites_write_it(robots, allowed):
    parser = ProtegoRobotParser.from_crawler(None, robots)
    assert parser.allowed("https://a.example/page", Politeness().user_agent) is allowed


def test_the_user_agent_says_whom_to_write_to():
    assert "news@example.org" in Politeness(contact="news@example.org").user_agent
    assert Politeness(**Politeness(delay=3).as_dict()) == Politeness(delay=3)
