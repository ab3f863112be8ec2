"""A handler for each kind of page: reads the address, asks the archive, fills a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from archiver.duplicates.versions import by_version
from archiver.errors import QueryError
from archiver.explore.differences import difference
from archiver.explore.languages import language_name
from archiver.explore.statistics import Furniture
from archiver.web import subjects
from archiver.web.catalogue import Catalogue
from archiver.web.hits import MOST
from archiver.web.listing import PER_PAGE, listing, overview
from archiver.web.plots import lengths, over_time
from archiver.web.reading import counts, direction, passages, standfirst
from archiver.web.rendering import page
from archiver.web.selection import EXPORTED, PAGES, BadRequest, Selection, number
from archiver.web.stored import current_row, stored_rows

Row = dict[str, Any]

NEAR = 20
"""Articles of nearly the same text that an article's page names, the earliest."""


def catalogue_of(request: Request) -> Catalogue:
    catalogue: Catalogue = request.app.state.shelf.current()
    return catalogue


def parameters_of(request: Request) -> Mapping[str, str]:
    """The address's parameters. Raises BadRequest for one that is there twice: nobody could say which counts."""
    given = request.query_params.multi_items()
    if len(dict(given)) < len(given):
        names = [name for name, _ in given]
        raise BadRequest(f"{max(names, key=names.count)[:40]}: given more than once")
    return dict(given)


def home(request: Request) -> Response:
    catalogue = catalogue_of(request)
    everything = overview(catalogue, Selection())
    return page(
        request,
        "home.html",
        numbers=catalogue.numbers,
        latest=listing(catalogue, Selection(), limit=10),
        facets=everything.facets,
        plot=over_time(everything.times),
    )


def search(request: Request) -> Response:
    catalogue, selection = catalogue_of(request), Selection.of(parameters_of(request))
    at = number(parameters_of(request), "page", 1, 1, PAGES)
    found = listing(catalogue, selection, offset=(at - 1) * PER_PAGE)
    if at > found.pages:
        raise HTTPException(404, f"There are {found.pages:,} pages of results.")
    whole = overview(catalogue, selection)
    return page(
        request,
        "search.html",
        selection=selection,
        found=found,
        facets=whole.facets,
        plot=over_time(whole.times),
        labels=labels_of(catalogue, selection),
        MOST=MOST,
        EXPORTED=EXPORTED,
        archive_is_empty=not catalogue.numbers["articles"],
    )


def labels_of(catalogue: Catalogue, selection: Selection) -> dict[str, str]:
    """What each filter of a selection is called on the page."""
    names = {"since": "from", "until": "to"}
    labels = {name: f"{names.get(name, name)}: {value}" for name, value in selection.filters.items()}
    if selection.topic:
        known = subjects.topic(catalogue, selection.topic)
        labels["topic"] = f"topic: {known['label'] if known else selection.topic}"
    if selection.language:
        labels["language"] = f"language: {language_name(selection.language)}"
    return labels


# ── one article ───────────────────────────────────────────────────────────────────────────────


def article(request: Request) -> Response:
    catalogue = catalogue_of(request)
    rows = _rows(catalogue, request.path_params["id"])
    versions = _versions(rows)
    wanted = number(parameters_of(request), "version", 0, 0, 1_000_000)
    row = _chosen(rows, versions, wanted)
    row = row | {"people": subjects.named_in(catalogue, row)}
    removed = parameters_of(request).get("removed") == "1"
    kept_count, removed_count, share = counts(row["blocks"])
    return page(
        request,
        "article.html",
        row=row,
        versions=versions,
        passages=passages(row, removed=removed),
        removed=removed,
        kept_count=kept_count,
        removed_count=removed_count,
        share=share,
        direction=direction(row["language"]),
        standfirst=standfirst(row),
        near=_near(catalogue, row),
    )


def _rows(catalogue: Catalogue, article_id: str) -> list[Row]:
    rows = stored_rows(catalogue, article_id)
    if not rows:
        raise HTTPException(404, f"There is no article {article_id[:64]}.")
    return rows


def _versions(rows: list[Row]) -> dict[int, Row]:
    """A row for each version, by its number, with the version's times."""
    return by_version(rows)


def _chosen(rows: list[Row], versions: dict[int, Row], wanted: int) -> Row:
    if not wanted:
        return next((row for row in rows if row["is_current"]), rows[-1])
    if wanted not in versions:
        raise HTTPException(404, f"This article has no version {wanted}; there are {len(versions)}.")
    return versions[wanted]


def _near(catalogue: Catalogue, row: Row) -> list[Row]:
    """Articles of nearly the same text: the earliest one, and the others that name it."""
    number = catalogue.number(row["id"])
    others = [n for n in catalogue.articles.alike(number).tolist() if n != number]
    return catalogue.cards(others[: -NEAR - 1 : -1])


def changes(request: Request) -> Response:
    """What changed between two versions: `?from=1&to=2`; without, between the last two."""
    catalogue = catalogue_of(request)
    versions = dict(sorted(_versions(_rows(catalogue, request.path_params["id"])).items()))
    if len(versions) < 2:
        raise HTTPException(404, "There is one version of this article only.")
    before, after = list(versions)[-2:]
    before = number(parameters_of(request), "from", before, 1, 1_000_000)
    after = number(parameters_of(request), "to", after, 1, 1_000_000)
    if before not in versions or after not in versions:
        raise BadRequest(f"from={before}, to={after}: the versions are {', '.join(map(str, versions))}")
    old, new = versions[before], versions[after]
    return page(
        request,
        "changes.html",
        old=old,
        new=new,
        versions=versions,
        changed=difference(old, new),
        direction=direction(new["language"]),
    )


def source(request: Request) -> Response:
    """The bytes of an article as they came: to be kept, never to be shown by this site."""
    from archiver.lake.rows.captures import raw_location

    catalogue = catalogue_of(request)
    row = current_row(catalogue, request.path_params["id"])
    location = row and row["raw"] and raw_location(row)
    if not row or not location:
        raise HTTPException(404, "The bytes of this article are not kept in the archive.")
    name = f"{row['id']}.{'txt' if row['captures'] and row['captures'][0]['kind'] == 'text' else 'html'}"
    return Response(
        catalogue.lake.read_raw(location),
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


# ── people, topics, sites ─────────────────────────────────────────────────────────────────────


def people(request: Request) -> Response:
    return _names(request, "people.html", subjects.people)


def topics(request: Request) -> Response:
    return _names(request, "topics.html", subjects.topics)


def _names(request: Request, template: str, find: Any) -> Response:
    selection = Selection.of(parameters_of(request))
    at = number(parameters_of(request), "page", 1, 1, PAGES)
    total, rows = find(catalogue_of(request), selection.words, offset=(at - 1) * subjects.NAMES)
    last = max(1, -(-total // subjects.NAMES))
    if at > last:
        raise HTTPException(404, f"There are {last:,} pages of this list.")
    return page(request, template, part=selection.words, total=total, rows=rows, at=at, last=last)


def person(request: Request) -> Response:
    catalogue, name = catalogue_of(request), request.path_params["name"]
    known = subjects.profile(catalogue, name)
    if known is None:
        raise HTTPException(404, f"Nobody of the name “{name[:100]}” is named in an article.")
    return _subject(request, "person.html", Selection(person=name), person=known)


def topic(request: Request) -> Response:
    known = subjects.topic(catalogue_of(request), request.path_params["id"])
    if known is None:
        raise HTTPException(404, f"No article is about a topic {request.path_params['id'][:40]}.")
    return _subject(request, "topic.html", Selection(topic=known["id"]), topic=known)


def sites(request: Request) -> Response:
    return _names(request, "sites.html", subjects.sites_named)


def site(request: Request) -> Response:
    catalogue, name = catalogue_of(request), request.path_params["site"]
    known = next((row for row in subjects.sites(catalogue) if row["site"] == name), None)
    if known is None:
        raise HTTPException(404, f"The archive has no pages of a site {name[:100]}.")
    furniture = subjects.furniture(catalogue, name)
    return _subject(request, "site.html", Selection(site=name), site=known, furniture=furniture)


def _subject(request: Request, template: str, about: Selection, **values: Any) -> Response:
    catalogue = catalogue_of(request)
    whole = overview(catalogue, about)
    return page(
        request,
        template,
        about=about,
        found=listing(catalogue, about, limit=10),
        facets=whole.facets,
        plot=over_time(whole.times),
        **values,
    )


# ── the rest ──────────────────────────────────────────────────────────────────────────────────


def statistics(request: Request) -> Response:
    found = subjects.figures(catalogue_of(request))
    lists = {"source": found.sources, "topic": found.topics, "person": found.people, "language": found.languages}
    bars = {
        name: lengths(
            [
                (
                    language_name(row["label"]) if name == "language" else row["label"],
                    "/search" + Selection(**{name: row["value"]}).query(),
                    row["articles"],
                    f"{row['articles']:,}",
                )
                for row in rows
            ]
        )
        for name, rows in lists.items()
    }
    bars["furniture"] = lengths([_furniture(share) for share in found.furniture], whole=1)
    return page(request, "statistics.html", found=found, bars=bars, plot=over_time(found.months))


def _furniture(of: Furniture) -> tuple[str, str, float, str]:
    """A site's share as a bar. (A page of no site has no page of a site to lead to.)"""
    href = f"/sites/{quote(of.site)}" if of.site else "/sites"
    return of.site or "no site", href, of.share, f"{of.share:.0%}"


def sql(request: Request) -> Response:
    """One SELECT over the archive, shut in (explore/sql.py), with its first rows as a table."""
    from archiver.web.interface import answered

    text = parameters_of(request).get("query", "").strip()
    answer, error = None, ""
    try:
        answer = answered(request, text) if text else None
    except QueryError as wrong:
        error = str(wrong)
    return page(request, "sql.html", status=400 if error else 200, query=text, answer=answer, error=error)


def about(request: Request) -> Response:
    return page(request, "about.html", numbers=catalogue_of(request).numbers)
