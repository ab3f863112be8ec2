"""What was checked, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from archiver.common.plurals import counted

Remedy = Literal["derived", "part", "log", "lines", "mark"]
"""What `--repair` does: make a derived file anew; make a part's records anew from what is left and from the raw
bytes; write the log anew from the parts; take damaged lines out; forget a mark."""

REMEDIES: dict[Remedy, str] = {
    "derived": "is rebuilt by --repair",
    "part": "its records are made anew by --repair, as far as their raw bytes are sound",
    "log": "is written anew by --repair from the parts that the index knows",
    "lines": "the damaged lines are put aside by --repair",
    "mark": "is set anew by --repair",
}


def unfinished(archive: Path) -> Path:
    """The file that is there for as long as a repair is about to make lost records anew; a later one goes on."""
    return archive / "damaged" / "unfinished"


@dataclass(frozen=True, slots=True)
class Damage:
    """A file, or a record in it, that is not as it was stored.

    what: the fault, as a sentence without its subject. remedy: None where nothing can be rebuilt: a copy is needed.
    address: of the file, where it is kept elsewhere and `path` was a copy.
    """

    path: Path
    what: str
    remedy: Remedy | None = None
    address: str | None = None

    def __str__(self) -> str:
        remedy = REMEDIES[self.remedy] if self.remedy else "take it from a copy"
        return f"{self.address or self.path}: {self.what} ({remedy})"


@dataclass
class Report:
    """files: all that were looked at. rows: records. raw_records: raw bytes that a record names."""

    files: int = 0
    rows: int = 0
    raw_records: int = 0
    damages: list[Damage] = field(default_factory=list)

    def add(self, path: Path, what: str, remedy: Remedy | None = None) -> None:
        self.damages.append(Damage(path, what, remedy))

    def include(self, other: Report) -> None:
        self.files += other.files
        self.rows += other.rows
        self.raw_records += other.raw_records
        self.damages += other.damages

    @property
    def problems(self) -> list[str]:
        """The damages, a sentence each."""
        return [str(damage) for damage in self.damages]

    @property
    def ok(self) -> bool:
        return not self.damages

    def __str__(self) -> str:
        checked = ", ".join(
            (counted(self.files, "file"), counted(self.rows, "record"), counted(self.raw_records, "raw record"))
        )
        if self.ok:
            return f"Sound: {checked} are as they were stored."
        problems = counted(len(self.damages), "problem")
        return "\n".join([*self.problems, f"{problems} in {checked}."])
