"""Persons as a larger model marks them: a spaCy pipeline that archiver.toml names for a language.

    [people.models]
    en = "en_core_web_trf"          # an installed package, or a pipeline's folder
    fr = "fr_core_news_sm"

Without one, nothing here is imported and spaCy need not be there. The pipeline only marks; which marks are one
person, their roles and aliases are found as ever (persons.py). Nothing is fetched: the weights lie in the package.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from archiver.common.data_files import files
from archiver.enrich.people.marks import Marks
from archiver.errors import SettingsError

_LABELS = frozenset({"PERSON", "PER", "persName"})  # spaCy's for English, WikiNER's, and NorNE's and NKJP's
_UNUSED = ("parser", "tagger", "morphologizer", "lemmatizer", "attribute_ruler", "senter")
_PIECE = 100_000
"""Characters read at once: a transformer's memory grows with them."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """An installed pipeline. name: as archiver.toml has it; folder: its data's; version: "en_core_web_trf-3.8.0"."""

    name: str
    folder: Path
    version: str

    def marks(self, text: str) -> Marks:
        """The persons of a text. Raises SettingsError where the pipeline does not load or has no persons."""
        return _marker(self.folder)(text)


Pipelines = Mapping[str, Pipeline]
"""By language (BCP 47, the primary subtag)."""


def find(name: str) -> Pipeline:
    """The pipeline of an installed package, or of a folder. Raises SettingsError; loads nothing yet."""
    folder = _folder(name)
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        version = f"{meta['lang']}_{meta['name']}-{meta['version']}"
    except (OSError, ValueError, KeyError) as error:
        raise SettingsError(f"{name}: no spaCy pipeline lies in {folder} ({error})") from error
    return Pipeline(name, folder, version.replace(" ", "_"))


def _folder(name: str) -> Path:
    if "/" in name:
        return _data_folder(Path(name).expanduser())
    stand_ins = [known.package for known in _known().values() if known.stands_for == name]
    for package in (name, *stand_ins):  # the official one, where it is there
        folder = _package_folder(package)
        if folder is not None:
            return _data_folder(folder)
    to_install = (*stand_ins, name)[0]
    raise SettingsError(f"people are to be found with {name}, which is not installed: pip install {to_install}")


def _package_folder(package: str) -> Path | None:
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return None
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None


def _data_folder(folder: Path) -> Path:
    """A package keeps its pipeline in a folder of its own, "en_core_web_sm-3.8.0"."""
    inner = sorted(path.parent for path in folder.glob("*/config.cfg"))
    return inner[-1] if inner and not (folder / "config.cfg").exists() else folder


@functools.cache
def _marker(folder: Path) -> Callable[[str], Marks]:
    _check(folder)
    try:
        import spacy
    except ImportError as error:
        raise SettingsError("archiver.toml names a model for people; spaCy reads it: pip install spacy") from error
    try:
        pipeline = spacy.load(folder, exclude=_UNUSED)
    except Exception as error:  # whatever a package's own code raises while it is built
        raise SettingsError(f"{folder.name} does not load: {error}") from error
    if not any(label in _LABELS for labels in pipeline.pipe_labels.values() for label in labels):
        raise SettingsError(f"{folder.name} has no label for persons")

    def marks(text: str) -> Marks:
        found: list[tuple[int, int]] = []
        for offset, piece in _pieces(text):
            entities = pipeline(piece).ents
            found += [(offset + e.start_char, offset + e.end_char) for e in entities if e.label_ in _LABELS]
        return found

    return marks


def _pieces(text: str) -> list[tuple[int, str]]:
    """Whole blocks (lines), together at most _PIECE characters, each with its offset; a longer block is cut."""
    pieces, start = [], 0
    while start < len(text):
        end = len(text) if len(text) - start <= _PIECE else text.rfind("\n", start, start + _PIECE) + 1
        end = end if end > start else start + _PIECE
        pieces.append((start, text[start:end]))
        start = end
    return pieces


def _check(folder: Path) -> None:
    """Pipelines that others than their makers brought to the package index are the very files that were looked at."""
    known = _known().get(folder.name)
    if known is not None and digest(folder) != known.sha256:
        raise SettingsError(f"{folder}: these are not the files of {folder.name} that archiver knows; install it anew")


def digest(folder: Path) -> str:
    """SHA-256, hex, over the names and the SHA-256 of all files of a pipeline's folder."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        whole.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


@dataclass(frozen=True, slots=True)
class _Known:
    """A pipeline that was looked at. stands_for: the official package in whose place it may be taken; "": none."""

    sha256: str
    package: str
    stands_for: str


@functools.cache
def _known() -> dict[str, _Known]:
    lines = (files(__package__) / "data" / "pipelines.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    return {folder: _Known(sha256, package, stands_for) for folder, sha256, package, stands_for in rows}
