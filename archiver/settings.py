"""archiver.toml: the settings of one archive. A missing file means: all defaults.

[pins."example.org"]          # what a person has decided of a site's blocks; it wins
content = ["The editors reply:"]
furniture = ["Read this story on paper"]

[people.models]               # spaCy pipelines that help to find people, by language; without, none is needed
en = "en_core_web_trf"

[limits]
page_seconds = 60             # CPU time for one page; more, and it is quarantined
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver.errors import SettingsError
from archiver.lake.files.durable import write_whole
from archiver.lake.storage.home import exclusive, home_of

if TYPE_CHECKING:
    from archiver.boilerplate import Pins
    from archiver.enrich.people.pipelines import Pipelines

FILE = "archiver.toml"


@dataclass(frozen=True)
class PinsBySite:
    """Texts that a person has pinned, by site: (content, furniture)."""

    by_site: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]

    def of(self, group: str | None) -> Pins:
        from archiver.boilerplate import Pins

        content, furniture = self.by_site.get(group or "", ((), ()))
        return Pins.of(content=content, furniture=furniture)


DEEPEST = 64
"""Parts that a dotted key may have: tomllib's memory grows with their square (200 KB of them take all there is)."""

_STRINGS = re.compile(
    r'"""(?s:.*?)(?:"""|\Z)|\'\'\'(?s:.*?)(?:\'\'\'|\Z)|"(?:[^"\\\n]|\\.)*+"?|\'[^\'\n]*+\'?|#[^\n]*+'
)
"""Strings and comments, also those without their end: each character is then looked at once."""

_DEEP = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{DEEPEST}}}")


def load(archive: Path) -> dict[str, Any]:
    """The settings as written. Raises SettingsError naming file and place."""
    path = archive / FILE
    try:
        text = path.read_text(encoding="utf-8")
        plain = _STRINGS.sub(lambda found: "" if found[0].startswith("#") else "x", text)
        if found := _DEEP.search(plain):
            line = plain.count("\n", 0, found.start()) + 1
            raise SettingsError(f"{path}: a key of more than {DEEPEST} parts, about line {line}")
        return tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{path}: {error}") from error
    except RecursionError:
        raise SettingsError(f"{path}: lists or tables are nested too deep") from None


def load_pins(archive: Path) -> PinsBySite:
    """The pins of archiver.toml. Raises SettingsError."""
    tables = load(archive).get("pins", {})
    if not isinstance(tables, dict):
        raise SettingsError(f'{archive / FILE}: pins must be tables by site: [pins."example.org"]')
    return PinsBySite({site: _pins(archive, site, table) for site, table in tables.items()})


def _pins(archive: Path, site: str, table: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lists = [table.get(name, []) if isinstance(table, dict) else None for name in ("content", "furniture")]
    if any(not isinstance(texts, list) or any(not isinstance(t, str) for t in texts) for texts in lists):
        form = 'content = ["..."] and furniture = ["..."]'
        raise SettingsError(f'{archive / FILE}: [pins."{site}"] takes {form}')
    content, furniture = lists
    return tuple(content or ()), tuple(furniture or ())


def load_pipelines(archive: Path) -> Pipelines:
    """The larger models for people, by language; none is loaded yet. Raises SettingsError where one is not there."""
    people = load(archive).get("people", {})
    models = people.get("models", {}) if isinstance(people, dict) else None
    if not isinstance(models, dict) or not all(isinstance(name, str) for name in models.values()):
        raise SettingsError(f'{archive / FILE}: [people.models] takes a model for a language: en = "en_core_web_trf"')
    if not models:
        return {}
    from archiver.enrich.people import pipelines

    try:
        return {language: pipelines.find(name) for language, name in models.items()}
    except SettingsError as error:
        raise SettingsError(f"{archive / FILE}: {error}") from error


def page_seconds(archive: Path, default: float) -> float:
    """CPU time for one page. Raises SettingsError."""
    limits = load(archive).get("limits", {})
    unknown = sorted(set(limits) - {"page_seconds"}) if isinstance(limits, dict) else ["limits"]
    if unknown:
        raise SettingsError(f"{archive / FILE}: [limits] has no setting {unknown[0]!r}; it takes page_seconds")
    seconds = limits.get("page_seconds", default)
    if not isinstance(seconds, int | float) or isinstance(seconds, bool) or not 0 < seconds < 1e6:
        raise SettingsError(f"{archive / FILE}: [limits] page_seconds = {seconds!r} is no time in seconds")
    return float(seconds)


def pin(archive: Path, site: str, text: str, kind: str) -> None:
    """Write a pin ("content" or "furniture") into archiver.toml, where it replaces those of the same block.

    Comments elsewhere in the file stay: only lines of this site's table are written anew.
    """
    with exclusive(archive):
        content, furniture = _without(archive, site, text)
        {"content": content, "furniture": furniture}[kind].append(text)
        _write_pins(archive, site, content, furniture)


def unpin(archive: Path, site: str, text: str) -> None:
    """Take the pins of a block out of archiver.toml."""
    with exclusive(archive):
        _write_pins(archive, site, *_without(archive, site, text))


def _without(archive: Path, site: str, text: str) -> tuple[list[str], list[str]]:
    """A site's pins but those of a block, which may be written with other numbers."""
    from archiver.boilerplate import pin_key

    own = pin_key(text)
    content, furniture = load_pins(archive).by_site.get(site, ((), ()))
    return [t for t in content if pin_key(t) != own], [t for t in furniture if pin_key(t) != own]


def _write_pins(archive: Path, site: str, content: list[str], furniture: list[str]) -> None:
    path = archive / FILE
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    write_whole(path, _replaced(old, site, content, furniture).encode())
    home_of(archive).keep(path)


def _replaced(old: str, site: str, content: list[str], furniture: list[str]) -> str:
    import json

    header = f"[pins.{json.dumps(site, ensure_ascii=False)}]"
    lines, inside, kept = old.splitlines(), False, []
    for line in lines:
        if line.strip().startswith("["):
            inside = line.strip() == header
        if not inside:
            kept.append(line)
    table = [header] * bool(content or furniture) + [
        f"{name} = [{', '.join(json.dumps(t, ensure_ascii=False) for t in texts)}]"
        for name, texts in (("content", content), ("furniture", furniture))
        if texts
    ]
    return "\n".join([*kept, "", *table]).strip() + "\n"
