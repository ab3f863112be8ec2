"""Folders named after hosts."""

from __future__ import annotations

import pytest

from archiver.sources.sites import site_of_folder


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
