"""Judging: what stays, what goes, and that nothing is lost; pages of our own writing."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.boilerplate import Pins, SiteStatistics, explain, judge, observe, removed_alone
from archiver.records import Block, Document, JudgedDocument, Metadata, page_text

BODY = (
    "The ferry to the outer islands will run through the winter, the harbour board decided on Tuesday evening, after "
    "a meeting that had been called for quite another reason.",
    "Two of the seven members voted against it, because the diesel alone costs more than all the tickets that are sold "
    "between November and March, and because nobody had asked the islanders.",
    "A solution with a smaller boat was turned down in the spring, when its owner sold it to a museum in the south, "
    "where it now stands on the lawn and is painted twice a year.",
)


def document(*lines: str) -> Document:
    return Document(Metadata(), tuple(map(Block, lines)))


def kept(judged: JudgedDocument) -> list[str]:
    return [b.block.text for b in judged.blocks if b.verdict.kept]


def removed(judged: JudgedDocument) -> list[str]:
    return [b.block.text for b in judged.blocks if not b.verdict.kept]


FURNITURE = [
    "Comments are closed.",
    "Share this: Facebook | Twitter | E-mail",
    "Support us with a donation: IBAN NO93 8601 1117 947",
    "Vipps: 557320",
    "© 2024 Island News. All rights reserved.",
    "Subscribe to our newsletter and never miss a story.",
    "Kommentare sind geschlossen.",
    "Del denne saken: Facebook | X | E-post",
    "Les commentaires sont fermés.",
    "دیدگاه‌ها بسته شده‌اند.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_a_line_of_furniture_at_the_end_of_an_unknown_site_goes(line: str) -> None:
    judged = judge(document(*BODY, line))
    assert removed(judged) == [line]


TRAPS = [
    "Visitors who tried to answer the minister found nothing but a grey box. A notice said only: “Comments are "
    "closed.”",
    "Support for the plan has fallen since the spring, according to a survey among two thousand voters.",
    "The money goes to account 1503 22 58441 at the savings bank, which waived its fees, and an auditor publishes "
    "every transfer on the village's notice board.",
    "He asked his readers to subscribe, and eleven thousand did, which is more than the village has inhabitants.",
    "Share prices fell again on Wednesday.",
]


@pytest.mark.parametrize("line", TRAPS)
@pytest.mark.parametrize("last", [True, False])
def test_an_article_about_such_things_stays_whole(line: str, last: bool) -> None:
    lines = [*BODY, line] if last else [BODY[0], line, *BODY[1:]]
    assert kept(judge(document(*lines))) == lines


def test_a_refrain_stays() -> None:
    song = ["And the river went on to the sea.", BODY[0], "And the river went on to the sea.", BODY[1]]
    assert kept(judge(document(*song))) == song


def test_furniture_glued_to_the_last_paragraph_is_cut_off_there_and_only_there() -> None:
    judged = judge(document(*BODY[:2], f"{BODY[2]} Comments are closed."))
    assert kept(judged) == list(BODY)
    assert removed(judged) == ["Comments are closed."]


def test_a_residue_at_the_top_goes() -> None:
    judged = judge(document("date 2022-03-23 Share:", *BODY))
    assert kept(judged) == list(BODY)


def learned(pages: list[Document]) -> SiteStatistics:
    statistics = SiteStatistics()
    for page in pages:
        statistics.add(observe(page))
    return statistics


def site(count: int, *foot: str) -> list[Document]:
    """Pages whose bodies share nothing, with the same foot."""
    words = "harbour school bridge market mill ferry council forest river station chapel orchard".split()
    bodies = [
        [
            f"About the {words[i % 12]} and the {words[(i * 5 + 1) % 12]} there was a quarrel that the {i + 3} oldest "
            f"people of {words[(i * 7 + 2) % 12]} town remember, and each of them tells it in another way.",
            f"Number {i} in the list is {words[(i * 11 + 5) % 12]}, where on day {i} nothing was to be seen but the "
            f"{words[(i * 3 + 4) % 12]}, a {words[(i + 6) % 12]} and a man who had lost his way {i} times.",
        ]
        for i in range(count)
    ]
    return [
        document(*body, *(line.format(n=i * 37, name=words[i % 12].title()) for line in foot))
        for i, body in enumerate(bodies)
    ]


def test_a_line_that_no_lexicon_knows_is_learned_from_the_sites_pages() -> None:
    strange = "Whoever walks with us walks longer."
    pages = site(12, strange, "The lamp is lit for {n} wanderers tonight.")
    statistics = learned(pages)
    for page in pages:
        facts = statistics.facts(observe(page).keys)
        assert removed(judge(page, facts)) == [b.text for b in page.blocks[-2:]]


NAMES = [
    f"{first} {last}" for first in ("Mara", "Élise", "Иван", "Per") for last in ("Lind", "Roux", "Петров", "Moe Dahl")
]


@pytest.mark.parametrize("line", ["Lit for {}", "{}, le 2024-03-1{}", "Zu lesen war es 1{}.03.2024 bei {}"])
def test_a_readers_name_may_vary_and_come_again(line: str) -> None:
    """On every page another name, each on several pages: the line is rare, what frames the name is not."""
    pages = [
        document(_named(line, NAMES[i % len(NAMES)], i), *_unlike(i), *_unlike(-i - 1), *_unlike(i + 99))
        for i in range(48)
    ]
    statistics = learned(pages)
    for page in pages:
        assert removed(judge(page, statistics.facts(observe(page).keys))) == [page.blocks[0].text]


def _named(line: str, name: str, number: int) -> str:
    values = (number % 9, name) if line.startswith("Zu") else (name, number % 9)
    return line.format(*values)


def test_sentences_of_one_paragraph_do_not_vouch_for_each_other() -> None:
    """A tenth of the stories ends with a paragraph that begins alike, in two parts, and goes on by itself."""
    start = "Hold i planen har falt siden våren؛ det viser en undersøkelse blant to tusen velgere i hele regionen."
    pages = [
        document(*_unlike(i), *([f"{start} {_own(i)}"] if i % 10 == 0 else []), "Whoever walks with us walks longer.")
        for i in range(40)
    ]
    statistics = learned(pages)
    for i in range(0, 40, 10):
        judged = judge(pages[i], statistics.facts(observe(pages[i]).keys))
        assert removed(judged) == [pages[i].blocks[-1].text]


def _unlike(number: int) -> list[str]:
    """Six paragraphs of made-up words, of which no other page has one."""
    random = Random(number)
    words = ["".join(random.choices("aeioubdgklmnprst", k=random.randint(3, 9))) for _ in range(150)]
    return [f"{' '.join(words[i : i + 25]).capitalize()}." for i in range(0, 150, 25)]


def _own(number: int) -> str:
    return f"I {('havna', 'byen', 'dalen', 'skogen')[number // 10]} sier {number + 3} av hundre nei til broen."


def test_a_background_paragraph_of_a_tenth_of_the_stories_stays() -> None:
    background = (
        "The dispute over the quay began in 1998, when the town sold the land to a shipping company that promised "
        "three hundred jobs and built a fence."
    )
    pages = site(40, "Whoever walks with us walks longer.")
    pages = [
        document(p.blocks[0].text, background, *(b.text for b in p.blocks[1:])) if i % 10 == 0 else p
        for i, p in enumerate(pages)
    ]
    statistics = learned(pages)
    for page in pages[::10]:
        assert background in kept(judge(page, statistics.facts(observe(page).keys)))


def test_pins_win() -> None:
    foot = "Whoever walks with us walks longer."
    page = document(*BODY, foot, "Comments are closed.")
    pins = Pins.of(content=["Comments are closed."], furniture=[foot])
    judged = judge(page, pins=pins)
    assert removed(judged) == [foot]
    assert {b.verdict.rule for b in judged.blocks[-2:]} == {"pinned/1"}


lines = st.lists(
    st.one_of(
        st.sampled_from([*BODY, *FURNITURE, *TRAPS]),
        st.text(min_size=1, max_size=80).map(lambda t: " ".join(t.split())),
    ),
    max_size=14,
).map(lambda several: [line for line in several if line])


@settings(max_examples=80, deadline=None)
@given(lines, st.lists(st.integers(0, 3), max_size=14))
def test_nothing_is_lost_and_judging_again_changes_nothing(texts: list[str], glue: list[int]) -> None:
    for i in glue:
        if i + 1 < len(texts):
            texts = [*texts[:i], f"{texts[i]} {texts[i + 1]}", *texts[i + 2 :]]
    page = document(*texts)
    first = judge(page)
    assert page_text(first.blocks) == page_text(page.blocks)
    assert judge(page) == first
    assert removed_alone(page) == [b.block.text for b in first.blocks if not b.verdict.kept]


@settings(max_examples=60, deadline=None)
@given(st.lists(lines, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_statistics_are_sums(pages: list[list[str]], random: object) -> None:
    documents = [document(*texts) for texts in pages]
    whole = learned(documents)
    shuffled = documents[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert learned(shuffled).counts == whole.counts
    extra = observe(document(*BODY, "Comments are closed."))
    whole.add(extra)
    whole.remove(extra)
    assert whole.counts == learned(documents).counts
    packed = {key: counts.to_bytes() for key, counts in whole.counts.items()}
    again = SiteStatistics(pages=whole.pages)
    again.load(packed)
    assert again.counts == whole.counts


@pytest.mark.parametrize("line", ["{n} lanterns are lit on this page", "Oil and wick"])
@pytest.mark.parametrize("count", [2, 5, 16])
def test_a_line_that_opens_every_page_goes_beside_ever_other_text(line: str, count: int) -> None:
    pages = [document(line.format(n=i * 37), *_unlike(i), *_unlike(100 + i), *_unlike(200 + i)) for i in range(count)]
    statistics = learned(pages)
    for page in pages:
        assert removed(judge(page, statistics.facts(observe(page).keys))) == [page.blocks[0].text]


def test_explain_says_how_often_where_and_beside_what() -> None:
    pages = site(12, "Whoever walks with us walks longer.", "Bank account: 1234 56 78903")
    statistics = learned(pages)
    page = pages[3]
    rows = explain(judge(page, statistics.facts(observe(page).keys)), statistics)
    (row,) = [row for row in rows if row.text.startswith("Whoever")]
    assert row.evidence == "in 12 of 12 pages of this site, always among the last 2 blocks, beside a bank account"


@pytest.mark.parametrize(("odds", "stays"), [(-1.5, False), (1.5, True)])
def test_what_two_pages_share_is_a_caption_or_a_quotation_as_the_extractor_has_seen(odds: float, stays: bool) -> None:
    shared = "The candidate of the island party greets her voters at the fish market on Saturday, before the rain."

    def page(number: int, *more: str) -> Document:
        lines = [f"{line} It was day {'x' * number} of it." for line in BODY for _ in range(2)]
        lines = [f"{line[: 20 + 3 * i]}{number}{line[20 + 3 * i :]}" for i, line in enumerate(lines)]
        own = [Block(line, body_odds=5.0, link_density=0.0) for line in lines]
        return Document(Metadata(), (*own[:3], *(Block(m, body_odds=odds, link_density=0.0) for m in more), *own[3:]))

    pages = [page(1, shared), page(2, shared), *(page(number) for number in range(3, 30))]
    statistics = learned(pages)
    judged = judge(pages[0], statistics.facts(observe(pages[0]).keys))
    assert (shared in kept(judged)) is stays
    unrepeated = judge(pages[0])
    assert (shared in kept(unrepeated)) is stays
