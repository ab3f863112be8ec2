"""From what a person named (a path, a folder, a glob, "-") to inputs that can be opened, in order.

Folders are walked in sorted order, so that two runs on two machines read the same sequence. In a
folder, what belongs to a saved page or to the machine is passed over (style sheets, images, hidden
files, READMEs), and so is an archive of ours: `archiver ingest .` makes one there. So it is below what a pattern
leaves open ("**/*.jsonl"). A file named outright is always read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from msgspec import Struct

from archiver.common.expressions import expression
from archiver.errors import InputError
from archiver.records import Origin

STDIN = "-"

# What browsers and crawlers save beside a page. An image named outright is still reported.
_RESOURCE = expression(
    r"\.(?:css|m?js|map|png|jpe?g|gif|webp|avif|svg|ico|bmp|woff2?|[to]tf|eot|mp[34]|m4a|web[mp]|ogg|wav|avi|mov|swf"
    r"|cdxj?|idx|sha256|md5|crc)"
)
_ABOUT = ("readme", "license", "licence", "notice", "changelog")


class NamedInput(Struct, frozen=True):
    """A file to read. path: as the user would recognise it. error: why it cannot be, else None."""

    path: str
    error: InputError | None = None


def name_inputs(inputs: Iterable[str | Path]) -> Iterator[NamedInput]:
    """Every file that the inputs name, each once, in the order named; folders sorted."""
    seen: set[tuple[int, int]] = set()
    for given in inputs:
        for named in _expand(os.fspath(given)):
            if named.error is None and named.path != STDIN and _seen_before(named.path, seen):
                continue
            yield named


def is_resource(path: str) -> bool:
    """Whether a file met in a folder or an archive is passed over: not a page, or about the pages."""
    name = path.rsplit("/", 1)[-1].lower()
    stem, dot, suffix = name.rpartition(".")
    about = stem.split(".")[0] if dot else name
    return (
        name.startswith((".", "~$"))
        or _RESOURCE.fullmatch(dot + suffix) is not None
        or about in _ABOUT
        or "__MACOSX/" in path
    )


def _expand(path: str) -> Iterator[NamedInput]:
    if path == STDIN:
        yield NamedInput(STDIN)
    elif "\0" in path:
        yield _refused(path.replace("\0", "\\0"), "bad-path", "the path holds a NUL byte")
    elif _is(Path.is_dir, path):
        yield from _refused_archive(path) if _is_archive(path) else _walk(path)
    elif os.path.lexists(path) or not _is_glob(path):
        yield _checked(path)
    else:
        yield from _glob(path)


def _is(what: Callable[[Path], bool], path: str) -> bool:
    """Whether a path is a file or a folder; False where that cannot be known: `_checked` says why."""
    try:
        return what(Path(path))
    except OSError:  # in a folder that may not be entered, a name of 5,000 characters
        return False


def _is_glob(path: str) -> bool:
    return any(mark in path for mark in "*?[")


def _glob(pattern: str) -> Iterator[NamedInput]:
    from glob import iglob

    found = sorted(iglob(pattern, recursive=True))  # noqa: PTH207 - Path.glob refuses absolute patterns
    fixed = len(list(takewhile(lambda part: not _is_glob(part), pattern.split("/"))))
    passed = lru_cache(maxsize=None)(_is_passed_over)
    found = [path for path in found if not any(map(passed, _folders_below(path, fixed)))]
    if not found:
        yield _refused(pattern, "no-match", "no file matches this pattern")
    for path in found:
        if _is(Path.is_file, path) and not is_resource(path):
            yield _checked(path)
        elif _is(Path.is_dir, path) and "**" not in pattern and not _is_archive(path):
            yield from _walk(path)


def _folders_below(path: str, depth: int) -> Iterator[str]:
    """The folders that a path leads through, but for the first `depth` of its parts."""
    parts = path.split("/")
    return ("/".join(parts[:end]) for end in range(depth + 1, len(parts)))


def _is_passed_over(folder: str) -> bool:
    """Whether a walk would not enter a folder: a pattern does not either, but where it names one outright."""
    path = Path(folder)
    stem = path.name.rpartition("_")[0]
    beside = {f"{stem}{suffix}" for suffix in (".html", ".htm") if stem and path.with_name(f"{stem}{suffix}").is_file()}
    return _is_archive(folder) or _is_saved_with(path.name, beside)


def _walk(folder: str) -> Iterator[NamedInput]:
    """The files under a folder, sorted. Links to folders are not followed: they may lead in a circle."""
    errors: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=errors.append, followlinks=False):
        here = set(files)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not _is_saved_with(f, here))
        folders[:] = [f for f in folders if not _is_archive(os.path.join(place, f))]  # noqa: PTH118
        while errors:
            yield _os_error(errors.pop())
        for name in sorted(files):
            path = os.path.join(place, name)  # noqa: PTH118 - keeps "./" and what else the user wrote
            if not is_resource(path):
                yield _checked(path)
    while errors:
        yield _os_error(errors.pop())


def _is_archive(folder: str) -> bool:
    """Whether a folder is an archive of ours, be it one that is being made."""
    path = Path(folder)
    try:
        return (path / "articles" / "_delta_log").is_dir() or (path / "runs" / "runs.jsonl").is_file()
    except OSError:  # it may not be entered; walking it says so
        return False


def _refused_archive(path: str) -> Iterator[NamedInput]:
    yield _refused(path, "is-an-archive", "is an archive; to read its pages again, name its folder raw/")


def _is_saved_with(folder: str, files: set[str]) -> bool:
    """Whether a browser put this folder beside a page: "story.html" and "story_files/"."""
    stem, mark, rest = folder.rpartition("_")
    return bool(mark and not rest.startswith(".")) and bool({f"{stem}.html", f"{stem}.htm"} & files)


def _checked(path: str) -> NamedInput:
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except OSError as error:
        return _os_error(error, path)
    import stat

    # A named pipe is a fair input (process substitution); a device may never end.
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        return _refused(path, "not-a-file", "is a device or a socket, not a file")
    return NamedInput(path)


def _seen_before(path: str, seen: set[tuple[int, int]]) -> bool:
    try:
        info = Path(path).stat()
    except OSError:  # gone since it was named; reading it says so
        return False
    key = (info.st_dev, info.st_ino)
    known = key in seen
    seen.add(key)
    return known


_OS_REASONS: dict[type[OSError], tuple[str, str]] = {
    FileNotFoundError: ("not-found", "no such file or folder"),
    PermissionError: ("no-permission", "no permission to read it"),
    IsADirectoryError: ("is-a-folder", "is a folder"),
}


def is_the_machines(error: BaseException) -> bool:
    """Whether an error says nothing about the input: no more files can be opened, no memory, no room for what is
    unpacked. An input that met it is to be read when that has been mended, not quarantined."""
    import errno

    ours = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, OSError) and error.errno in ours


def explain_os_error(error: OSError, origin: Origin) -> InputError:
    """An error of the operating system as a sentence about the input. Raises it where it is about the machine."""
    import errno

    if is_the_machines(error):
        raise error
    if error.errno == errno.ELOOP:
        return InputError(origin, "link-loop", "symbolic links that lead in a circle")
    reason, message = _OS_REASONS.get(type(error), ("unreadable", error.strerror or str(error)))
    return InputError(origin, reason, message)


def _os_error(error: OSError, path: str | None = None) -> NamedInput:
    name = path if path is not None else str(error.filename)
    return NamedInput(name, explain_os_error(error, Origin(name)))


def _refused(path: str, reason: str, message: str) -> NamedInput:
    return NamedInput(path, InputError(Origin(path), reason, message))
