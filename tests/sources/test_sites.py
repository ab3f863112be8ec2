"""Folders named after hosts."""

from __future__ import annotations

import pytest

from archiver.sources.sites import folder_of, site_of_folder


@pytest.mark.parametrize(
    ("path", "site"),
    [
        ("mirror/www.bbc.co.uk/2024/a.html", "bbc.co.uk"),
        ("www.example.org.zip!/a.txt", "example.org"),
        ("crawl.zip!/www.example.org/a.txt", "example.org"),
        ("scandinavia.zip!/danish/a.txt", None),  # .zip is a public suffix, and yet no host here
        ("example.org", None),  # the file itself is no folder
        ("v1.2/a.txt", None),
        ("news/a.txt", None),
        ("/data/10.0.0.1/a.txt", None),
    ],
)
def test_site_of_folder(path: str, site: str | None) -> None:
    assert site_of_folder(path) == site


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("dumps/Hill Weekly/a.txt", "Hill Weekly"),
        ("dumps/hill/2024/2024-03-01/a.txt", "hill"),  # folders that say when are parts of a site's
        ("dumps/hill.tar.gz!/a.txt", "hill"),
        ("./a.txt", None),
        ("a.txt", None),
        ("../2024/a.txt", None),
    ],
)
def test_folder_of(path: str, name: str | None) -> None:
    assert folder_of(path) == name
