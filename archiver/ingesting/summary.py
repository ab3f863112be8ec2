"""What a run did, in numbers that add up."""

from __future__ import annotations

from dataclasses import dataclass, field

from archiver.errors import InputError


@dataclass
class Summary:
    """What a run did. Every capture that was read is stored, updated, unchanged or quarantined.

    stored: page texts that were not there. updated: captures that added to a page that was there.
    unchanged: captures that were there already. recleaned: pages stored earlier whose record changed
    because more was learned of their site. alone: new captures that name no site, so that nothing is learned from them
    and each is cleaned by itself. errors: one for each that was quarantined. lacking: one for each page that is stored
    without what could not be found out about it; the quarantine names it too.
    """

    stored: int = 0
    updated: int = 0
    unchanged: int = 0
    recleaned: int = 0
    alone: int = 0
    errors: list[InputError] = field(default_factory=list)
    lacking: list[InputError] = field(default_factory=list)

    @property
    def quarantined(self) -> int:
        return len(self.errors)

    @property
    def read(self) -> int:
        return self.stored + self.updated + self.unchanged + self.quarantined

    def add(self, other: Summary) -> None:
        """Take in what another run did."""
        for name in ("stored", "updated", "unchanged", "recleaned", "alone"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.errors += other.errors
        self.lacking += other.lacking

    def counts(self) -> dict[str, int]:
        names = ("read", "stored", "updated", "unchanged", "quarantined", "recleaned")
        return {name: getattr(self, name) for name in names}
