"""What happens during a crawl, one line of JSON an event, from its process to whoever started it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

What = Literal["asked", "fetched", "unchanged", "again", "failed"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an address.

    status: of the answer; None where there was none. size: bytes of its body, unpacked. seconds: how long it took;
    of "again": until the next try. reason: a stable word where it is no success. left: how many addresses wait,
    now and then.
    """

    what: What
    url: str
    status: int | None = None
    size: int | None = None
    seconds: float | None = None
    reason: str | None = None
    left: int | None = None

    def line(self) -> str:
        """As one line of JSON."""
        return json.dumps({name: value for name, value in asdict(self).items() if value is not None})


def of_line(line: bytes | str) -> Event | None:
    """The event in a line; None where it holds none (the line of a killed crawl may be cut)."""
    try:
        return Event(**json.loads(line))
    except (ValueError, TypeError):
        return None
