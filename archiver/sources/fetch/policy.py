"""What an answer means for the address that was asked for. Pure: no clock, no network."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

MAX_WAIT = 24 * 3600.0  # a server that says "in a year" is asked again tomorrow


@dataclass(frozen=True, slots=True)
class Politeness:
    """How a crawl behaves.

    contact: address or mailbox of the person who answers for the crawl; part of the User-Agent.
    delay: seconds between two requests to one host, the least (robots.txt and slow answers raise it).
    timeout: seconds for one whole answer, so that a dripping server cannot hold us. max_bytes: of one
    body, packed and unpacked. attempts: tries of one address. hosts: asked at the same time.
    patience: a run ends rather than wait longer than this many seconds for the next address.
    """

    contact: str | None = None
    delay: float = 1.0
    timeout: float = 60.0
    max_bytes: int = 20 * 1024 * 1024
    attempts: int = 4
    hosts: int = 16
    patience: float = 30.0
    allow_private: bool = False
    obey_robots: bool = True

    @property
    def user_agent(self) -> str:
        """Honest: names the program and whom to write to."""
        return f"archiver/0.1 (news archive; {'+' + self.contact if self.contact else 'no contact given'})"

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for the way into the crawl's process."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of an address.

    state: "fetched" (there is a body to keep), "unchanged", "again" or "failed".
    reason: a short stable word where it is no success. wait: seconds until the next try.
    pause_host: whether the whole host is left in peace for so long.
    """

    state: Literal["fetched", "unchanged", "again", "failed"]
    reason: str | None = None
    wait: float = 0.0
    pause_host: bool = False


def judge(status: int, *, retry_after: float | None, attempt: int, attempts: int) -> Outcome:
    """The outcome of an answer with this HTTP status to the attempt-th try (from 1).

    429 and 503 pause the host (RFC 6585, RFC 9110 10.2.3); other 5xx, 408 and 425 only the address;
    every other 4xx is final. 304 is "unchanged", 2xx with a body "fetched".
    """
    if status == 304:
        return Outcome("unchanged")
    if 200 <= status < 300:
        return Outcome("failed", f"http-{status}") if status in (204, 205) else Outcome("fetched")
    if status in (429, 503):
        return again(f"http-{status}", attempt, attempts, at_least=retry_after or 0.0, pause_host=True)
    if status in (408, 425) or status >= 500:
        return again(f"http-{status}", attempt, attempts)
    return Outcome("failed", f"http-{status}")


def again(
    reason: str, attempt: int, attempts: int, *, at_least: float = 0.0, pause_host: bool = False
) -> Outcome:
    """Another try after 2, 8, 32 ... seconds (or what the server asked for), or failed after the last."""
    if attempt >= attempts:
        return Outcome("failed", reason)
    wait = min(max(2.0 * 4 ** (attempt - 1), at_least), MAX_WAIT)
    return Outcome("again", reason, wait, pause_host)


def sentence(reason: str | None, politeness: Politeness) -> str | None:
    """What a person is told of a failure of our own making; None where whoever raised it says it best."""
    most = f"{politeness.max_bytes / (1 << 20):.3g} MiB"
    return {
        "too-large": f"more than {most}, packed or unpacked, or headers without end; not read on",
        "too-many-redirects": "redirects in a circle, or more than ten times",
        "timeout": f"no whole answer within {politeness.timeout:.0f} s",
        "cut-short": "the answer ended before its end",
    }.get(reason or "")


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110 10.2.3: a number or a date); None if none."""
    if not header:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), MAX_WAIT)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # "GMT+99999999999"
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - now).total_seconds(), 0.0), MAX_WAIT)
