"""The JSON API held against its own description."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)

from archiver.web.interface import ROUTES
from archiver.web.openapi import document

schema = schemathesis.openapi.from_dict(document())
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
"""No answer of the server's own fault, none that the description does not tell of."""
BY_MEANING = {"/api/v1/sql", "/api/v1/articles"}
"""What no schema can say is refused there too: wrong SQL, a first day after the last."""


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
def test_the_api_is_as_described(case: schemathesis.Case, address: str) -> None:
    checks = [*CHECKS, *([] if case.path in BY_MEANING else [positive_data_acceptance])]
    if case.path != "/api/v1/sql":  # where too much is 414, which the check does not take for a refusal
        checks.append(negative_data_rejection)
    case.call_and_validate(base_url=address.rstrip("/"), checks=checks, timeout=30)


def test_every_route_is_described(site: httpx.Client) -> None:
    told = {re.sub(r"\{(\w+)\}", r"{\1}", path) for path in site.get("/api/v1/openapi.json").json()["paths"]}
    assert told == {re.sub(r":\w+\}", "}", r.path) for r in ROUTES} - {"/api/v1/openapi.json"}


def test_lists_are_paged_without_gap_or_overlap(site: httpx.Client) -> None:
    def ids(offset: int, limit: int) -> list[str]:
        found = site.get("/api/v1/articles", params={"offset": offset, "limit": limit}).json()
        return [a["id"] for a in found["articles"]]

    whole = ids(0, 200)
    assert len(set(whole)) == len(whole) > 20
    assert [i for offset in range(0, len(whole), 7) for i in ids(offset, 7)] == whole


def test_an_article_is_its_whole_record(site: httpx.Client) -> None:
    listed = site.get("/api/v1/articles?language=en").json()["articles"][0]
    found = site.get(f"/api/v1/articles/{listed['id']}").json()
    assert found["article"]["text"] == "\n".join(b["text"] for b in found["article"]["blocks"] if b["kept"])
    assert [v["is_current"] for v in found["versions"]].count(True) == 1


def test_sql_gives_rows_and_says_what_is_wrong(site: httpx.Client) -> None:
    found = site.get("/api/v1/sql", params={"query": "SELECT count(*) AS n FROM articles"}).json()
    assert found == {"columns": ["n"], "rows": [[site.get("/api/v1/articles").json()["total"]]], "more": False}
    wrong = site.get("/api/v1/sql", params={"query": "SELECT nothing FROM articles"})
    assert wrong.status_code == 400
    assert wrong.headers["content-type"] == "application/problem+json"
    assert "nothing" in wrong.json()["detail"]


@pytest.mark.parametrize("facet", ["source", "topic", "person", "language"])
def test_a_facets_number_is_what_it_leads_to(site: httpx.Client, facet: str) -> None:
    for value in site.get("/api/v1/articles").json()["facets"][facet]:
        found = site.get("/api/v1/articles", params={facet: value["value"]}).json()
        assert found["total"] == value["articles"]
