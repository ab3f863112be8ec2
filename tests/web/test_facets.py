"""Facets counted in arrays are those that counting by hand gives."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archiver.web.facets import Facet


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # other work on the machine
@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=4), max_size=12), st.data(), st.integers(1, 7))
def test_counting(fields: list[list[str]], data: st.DataObject, limit: int) -> None:
    chosen = sorted(data.draw(st.sets(st.sampled_from(range(len(fields))))) if fields else [])
    values = sorted({value for field in fields for value in field})
    pairs = [(n, values.index(value)) for n, field in enumerate(fields) for value in field]
    named = {"value": pa.array(values, pa.string()), "label": pa.array([v.upper() for v in values], pa.string())}
    coded = {"n": pa.array([n for n, _ in pairs], pa.int32()), "code": pa.array([c for _, c in pairs], pa.int32())}
    coded["weight"] = pa.nulls(len(pairs), pa.int32())
    facet = Facet.of(pa.table(named), pa.table(coded), len(fields))
    counted = Counter(value for n in chosen for value in fields[n])
    numbers = np.array(chosen, np.int64)
    assert facet.in_order(numbers) == sorted(counted.items())
    expected = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    found = facet.most_frequent(numbers, limit)
    assert [(row["value"], row["articles"]) for row in found] == expected
    assert all(row["label"] == row["value"].upper() for row in found)
