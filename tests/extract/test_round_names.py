"""What stands round names is told as by the expressions that say the same."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from archiver.extract.stated import bylines, names, round_names

BY = "|".join(map(re.escape, round_names._BY))
LEAD = re.compile(rf"^(?:(?:{BY})(?:\s*[:：]\s*|\s+)|[:：–—-]\s*)+", re.IGNORECASE)
LABEL = re.compile(rf"(?:{BY})\s*[:：]?", re.IGNORECASE)
NAMED = re.compile(rf"(?:{BY})\s*[:：]?\s+([^\W\d_][^•·@]{{2,90}})", re.IGNORECASE)
DAY = "|".join(sorted(round_names._CALENDAR))
DATE = re.compile(
    rf"[\s,|–—-]+(?:on|at|am|le|el|updated|published|posted)?\s*(?:\b(?:{DAY})\b\.?,?\s*(?=\d|$|(?:{DAY})\b)|\d).*",
    re.IGNORECASE,
)
JOINING = re.compile(r"[\s,;]*(?:and|und|og|och|et|en|y|e|и|ve|و|&|,|;)[\s,;]*", re.IGNORECASE)
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?-i:[A-Za-z]{2,6})", re.IGNORECASE)
AGENCY = re.compile(
    r"\s+(?:with|mit|avec|con|med|und|and)\s+(?:agencies|agenturen|agences?|agenzie|agencias|byråer)$|"
    r"\s+(?:with|mit|avec|con|med)\s+(?-i:[A-Z]{2,4})$|\s+(?:for|für|pour|para)\s+\S+\.\w+$",
    re.IGNORECASE,
)
PLACE = re.compile(rf"/(?:{'|'.join(bylines._PLACES)})(?:[/?]|-[\w%-]+|$)|^#author", re.IGNORECASE)

PARTS = st.sampled_from(
    "By by BY von Text written авто автор Autor authors author tarafından TARAFINDAN 记者 : ： – — - , | • · @ Ann Lee "
    "Øst with mit and und AFP AP agencies für for island.example www.a.co x_y 2 2024 3 Monday, Mon May may. März "
    "updated on at onMay Updated; & / author- by- team ? % # _".split()
)
TEXTS = st.lists(PARTS | st.sampled_from([" ", " ", "  ", "\u00a0", ""]), max_size=9).map("".join)


@given(TEXTS)
def test_leads_and_labels(text: str) -> None:
    lead = LEAD.match(text)
    assert round_names.without_lead(text) == text[lead.end() if lead else 0 :]
    assert round_names.is_label(text) == (LABEL.fullmatch(text) is not None)
    named = NAMED.match(text)
    assert round_names.named_behind(text) == (named[1] if named else "")


@given(TEXTS)
def test_dates_behind_names(text: str) -> None:
    assert round_names.without_date(text) == DATE.sub("", text)


@given(TEXTS)
def test_what_joins_names_and_what_names_no_person(text: str) -> None:
    assert names.is_joining(text) == (JOINING.fullmatch(text) is not None)
    assert names.is_host(text) == (HOST.fullmatch(text) is not None)
    plain = " ".join(text.split())
    assert names._without_agency(plain) == AGENCY.sub("", plain)


@given(st.lists(PARTS | st.just("/"), max_size=8).map("".join))
def test_links_that_lead_to_who_wrote(address: str) -> None:
    assert bylines._is_place(address) == (PLACE.search(address) is not None)
