"""What stands round another line of its page, what hangs at paragraphs' ends, and lines above the text."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.boilerplate import judge, observe
from archiver.boilerplate.keys.fingerprint import fingerprint
from archiver.boilerplate.keys.framing import prints_of
from archiver.records import Block, Document, Metadata, page_text
from tests.boilerplate.made_pages import kept_of_site, paragraphs, words


def _blocks(*lines: str) -> tuple[Block, ...]:
    return tuple(map(Block, lines))


def _headline(number: int) -> str:
    return words(Random(1000 + number), 6)


@pytest.mark.parametrize("frame", ["Zorp „{}“ quimmel", "Grulbo: {}", "{} - Nobbit Vesk", "Plim {}? Ukk."])
def test_a_line_round_the_headline_is_the_same_on_all_pages(frame: str) -> None:
    bodies = [paragraphs(i) for i in range(8)]
    pages = [[_headline(i), *body, frame.format(_headline(i)), "Comments are closed."] for i, body in enumerate(bodies)]
    assert [page[-4:] for page in kept_of_site(pages)] == bodies


def test_its_key_is_that_of_the_rest_and_it_keeps_its_own() -> None:
    one = prints_of(_blocks("The ferry is late again", "Share “The ferry is late again” on Ukk"))[1]
    other = prints_of(_blocks("Nobody saw the moon.", "Share “Nobody saw the moon.” on Ukk"))[1]
    assert one.frame == other.frame != 0
    assert one.whole == fingerprint("Share “The ferry is late again” on Ukk").whole
    assert not other.sentences  # the headline's stop ends nothing


@pytest.mark.parametrize(
    "line",
    [
        "The ferry is late again",  # the line itself
        "The ferry is late again!",  # nothing but a sign round it
        "The ferry is late against the tide",  # part of a word
        "The ferry is late again, said the harbour master, who had waited for it since the early morning with us",
    ],
)
def test_a_sentence_that_begins_like_the_headline_is_no_frame(line: str) -> None:
    assert prints_of(_blocks("The ferry is late again", line))[1].frame == 0


@given(st.lists(st.text(alphabet="ab .“”:", max_size=60), max_size=12))
def test_every_page_is_observed_with_the_keys_that_judging_asks_for(lines: list[str]) -> None:
    document = Document(Metadata(), _blocks(*[line.strip() or "x" for line in lines]))
    asked = {key for own in prints_of(document.blocks) for key in own.keys}
    assert asked == observe(document).keys
    assert page_text(tuple(judge(document).blocks)) == page_text(document.blocks)


def _glued(glue: str, pages: int, every: int) -> tuple[list[list[str]], list[list[str]]]:
    """Bodies, and pages with a footer of one of two beginnings, where each n-th body has the glue at its end."""
    bodies = [paragraphs(i) for i in range(pages)]
    footers = [["Vask ummel", "Rem quist ogg"], ["Dorbel", "Rem quist ogg"]]
    made = [
        [*body[:-1], body[-1] + (f" {glue}" if i % every == 0 else ""), *footers[(i // every) % 2]]
        for i, body in enumerate(bodies)
    ]
    return bodies, made


def test_what_always_ends_the_last_paragraph_is_glued_to_it() -> None:
    bodies, pages = _glued("Brint ossa quell imp.", 80, 5)
    assert kept_of_site(pages) == bodies


def test_a_sentence_at_other_places_is_not() -> None:
    bodies, pages = _glued("Brint ossa quell imp.", 80, 5)
    for body, page in zip(bodies[1::10], pages[1::10], strict=True):
        body[0] = page[0] = f"Brint ossa quell imp. {body[0]}"
    assert all("Brint ossa quell imp." in kept[-1] for kept in kept_of_site(pages)[::5])


def test_a_sign_of_copyright_begins_what_is_glued() -> None:
    bodies = [paragraphs(i) for i in range(6)]
    pages = [[*body[:-1], f"{body[-1]}© 2024 Ukk Post", "© 2024 Ukk Post"] for body in bodies]
    assert kept_of_site(pages) == bodies


@pytest.mark.parametrize("pages", [5, 20])
def test_a_line_above_every_text_goes_and_a_heading_within_stays(pages: int) -> None:
    bodies = [paragraphs(i, 9) for i in range(pages)]
    made = [[_headline(i), "Zorp quimmel", *body[:2], "Vask ummel", *body[2:]] for i, body in enumerate(bodies)]
    for page in made[1::2]:
        page.remove("Vask ummel")
    kept = kept_of_site(made)
    assert not any("Zorp quimmel" in page for page in kept)
    assert all(("Vask ummel" in page) == (i % 2 == 0) for i, page in enumerate(kept))


@pytest.mark.parametrize("pages", [5, 20])
def test_what_ends_two_articles_stays(pages: int) -> None:
    background = "The works were opened in 1951 and had 900 workers. Today there are 140."
    bodies = [paragraphs(i) for i in range(pages)]
    for body in bodies[:2]:
        body.append(background)
    made = [[*body, "Vask ummel", "Rem quist ogg", "Comments are closed."] for body in bodies]
    assert kept_of_site(made) == bodies


def test_an_appeal_on_two_pages_goes_before_its_account() -> None:
    appeal = "Nobody owns us and no bank stands behind this desk, so who wants it here next winter puts in a little."
    bodies = [paragraphs(i) for i in range(5)]
    made = [
        [*body, *([appeal] if i < 2 else []), "Standing order: NO93 8601 1117 947", "Comments are closed."]
        for i, body in enumerate(bodies)
    ]
    assert kept_of_site(made) == bodies


@pytest.mark.parametrize("text", ["WE HAD PLANS AFTER RETIREMENT TODAY", "Donna Kelce Calls Taylor Swift Great"])
def test_a_headline_in_capitals_is_no_name(text: str) -> None:
    assert fingerprint(text).head != fingerprint("‘HOW WILL WE EVER PAY FOR THIS’").head
    assert fingerprint("By Anna Smith on Monday night").head == fingerprint("By Tom Aldridge on Monday night").head
