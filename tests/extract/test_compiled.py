"""The compiled modules of the extractor give what their sources give (modules marked `# cython:`)."""

from __future__ import annotations

import html
import importlib.util
import json
import math
import sys
from array import array
from functools import cache
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from uncompiled import source

import archiver
import archiver.extract
from archiver.extract.markup import attributes, codes, delimiters, elements, references, start_tag, tags, utf8
from archiver.extract.model import body as model
from archiver.extract.model import columns, context_features, grams, trees
from archiver.extract.page import scan
from archiver.extract.stated import jsonld

COMPILED = {
    name.rpartition(".")[2]: import_module(f"archiver.extract.{name}")
    for name in (
        "markup.references markup.utf8 markup.attributes markup.delimiters markup.codes markup.whitespace "
        "markup.naming markup.start_tag markup.tags page.open_elements markup.authoring page.node page.outline "
        "page.pieces page.kinship page.gathered page.walk page.scan page.metas page.wording model.columns model.grams "
        "model.text_features model.place_features model.page_features model.role_features model.features "
        "model.context_features model.leaves model.trees model.menus settling.repeats settling.within "
        "settling.pointers settling.settling blocks"
    ).split()
}
"""By their last names, in the order in which they import each other; those that are not compiled are compared with
themselves."""


def sources() -> dict[str, ModuleType]:
    """The modules as Python runs them, each with the others' sources, whether or not they are compiled."""
    found = {}
    try:
        for name, compiled in COMPILED.items():
            path = Path(archiver.__file__).parent.joinpath(*compiled.__name__.split(".")[1:]).with_suffix(".py")
            spec = importlib.util.spec_from_file_location(compiled.__name__, path)
            assert spec is not None and spec.loader is not None
            found[name] = module = importlib.util.module_from_spec(spec)
            _put(module)
            spec.loader.exec_module(module)
    finally:
        for module in COMPILED.values():
            _put(module)
    return found


def _put(module: ModuleType) -> None:
    """Have a module found wherever it is imported from now on."""
    package, _, name = module.__name__.rpartition(".")
    sys.modules[module.__name__] = module
    setattr(sys.modules[package], name, module)


SOURCES = sources()
PLAIN_JSONLD = source(archiver.extract, "stated/jsonld")
FRAGMENTS = st.sampled_from(
    [
        "<div class='entry post_Body' id=Main>", "</div>", "<p>", "</p>", "<br>", "<ul><li>", "<li>", "</li></ul>",
        "<b>", "</b>", "<a href=/x>", "</a>", "<h2>", "</h2>", "<pre>", "</pre>", "<span hidden>", "</span>",
        "<dl><dt>", "<dd>", "<ruby>字<rt>じ</rt></ruby>", "<ruby>字<rp>(<rt>じ<rp>)</ruby>",
        "<table><tr><td>a<td>b<tr><td>c</table>", "<table><tr><td><div>", "</table>", "<td>", "<img src=x>",
        "<script>x</script>", "<script type='application/ld+json'>{}</script>", "<title>A &amp; B</title>",
        "<nav>", "</nav>", "<blockquote>", "</blockquote>", "<p style='display:none'>", "Two votes were cast. ",
        "soft\u00adly ", "<time datetime='2024-03-12'>", "</time>", "<meta name=author content=\"A > B\">",
        "<svg><path/></svg>", "12.03.2024, 10:30 ", "“No,” she said: ", " ", "<", "<!-- a > b -->",
        "<!doctype html>", "<body class=x>", "</body>", "<div data-x='a\"b>c'>", "<div a=b=c>", "<button>",
        "</button>", "Ünder Öland ", "漢字を読む。", "&nbsp;&lt;p&gt;",
        "<a href='//island.example/y'>Read more: new ferry in port",
    ]
)  # fmt: skip
PAGES = st.lists(FRAGMENTS, max_size=60).map("".join)


FIELDS = {
    "Scanned": "walked title language stating",
    "Walked": "places pieces page",
    "Place": "parent called words depth",
    "Called": "tag name values roles",
    "Piece": "text place kind level linked bold links after_break after_picture link_at",
    "Element": "tag attributes text",
}


def plain(value: Any) -> Any:
    """What a record holds, as tuples: each module has classes of its own."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if names := FIELDS.get(type(value).__name__):
        return tuple(plain(getattr(value, name)) for name in names.split())
    return value() if callable(value) else value


def test_sources_are_what_is_compared() -> None:
    assert all((module.__file__ or "").endswith(f"{name}.py") for name, module in SOURCES.items())


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_the_scan_is_the_same(page: str) -> None:
    assert plain(scan.scan(page)) == plain(SOURCES["scan"].scan(page))


BLANKS = [chr(c) for c in range(0x3100) if chr(c).isspace()]
"""All that is white space to Python; none is beyond."""


@given(
    st.lists(
        st.sampled_from([*BLANKS, "a", "Bc", "é", "ß", "字", "読", "한", "😀", "\u00ad", "\u200b", "\ufeff", "\u2060",
                         "\u200c", "\u2027", "\u2030", "\u2e7f", "\u205e", "\u1681", "\u0084", "\x7f", "\x1b"]),
        max_size=20,
    ).map("".join)
)  # fmt: skip
def test_white_space_is_what_python_takes_for_it(text: str) -> None:
    wide = any(c >= "\u2e80" for c in text) and "\n" in text  # the end of a line may be none
    shown = f"-{text}-".translate(dict.fromkeys(map(ord, "\u00ad\u200b\ufeff\u2060")))
    for modules in (COMPILED, SOURCES):
        (piece,) = modules["scan"].scan(f"<p>-<a>{text}</a>-").walked.pieces
        words = piece.text.split()
        assert piece.text == " ".join(words) and piece.linked == min(len(text.strip()), len(piece.text))
        assert words == shown.split() or (wide and "".join(words) == "".join(shown.split()))
        alone = modules["scan"].scan(f"<p>&#32;{text}").walked.pieces
        assert [p.text for p in alone] == list(filter(None, [piece.text[1:-1].strip()]))


@pytest.mark.parametrize(
    "raw", ["div", "/p", "a href=x", "x y=\"1\" Z = '2' y=3 w", "p/", "p =a", "p a='b", 'img alt=">"', "p ö=ü&amp;"]
)
def test_attributes_are_the_same(raw: str) -> None:
    coded = raw.encode()
    assert attributes.attributes(coded) == SOURCES["attributes"].attributes(coded)


ATTRIBUTES = st.lists(
    st.sampled_from(["class", "CLASS", "id", "role", "itemprop", "data-testid", "data-component", "href", "x", "=",
                     " ", "/", "\n", "\f", "\x0b", "\x1c", '"', "'", "='a  b&amp;c'", '="Entry-post"', "=ü", "=a/b",
                     "='\u00a0é x'", " class='sr-onl'", " = ", "='> '", '=" Two words "', '="' + "long" * 30 + '"']),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=500)
@given(ATTRIBUTES)
def test_a_start_tag_is_read_in_one_pass_as_in_several(said: str) -> None:
    page = f"<div {said}>Sea</div>'>\"></div>".encode()
    end = delimiters.tag_end(page, 4, len(page))
    stated = attributes.attributes(page[1:end]) if end > 0 else {}
    classes, *others = (stated.get(name.decode()) or "" for name in start_tag.ASKED[:6])
    values = tuple(value for value in [*classes.split()[:8], *filter(None, others)] if len(value) < 80)
    first = f"div.{classes.split()[0]}" if classes.split() else "div"
    for modules in (COMPILED, SOURCES):
        for place in modules["scan"].scan(page).walked.places[2:3]:
            assert (place.called.name, place.called.values) == (first, values)


@given(st.text(st.sampled_from("<!->?x"), max_size=12))
def test_a_comment_ends_where_the_standard_has_it(rest: str) -> None:
    page = f"<!{rest}".encode()
    if page.startswith(b"<!--") and not page.startswith((b"<!-->", b"<!--->")):
        end = page.find(b"-->", 4)
        expected = end + 3 if end >= 0 else len(page)
    else:
        end = page.find(b">")
        expected = end + 1 if end >= 0 else len(page)
    for modules in (COMPILED, SOURCES):
        assert modules["delimiters"].comment_end(page, 0, len(page)) == expected


@given(st.lists(st.sampled_from(["<svg>", "<svg/>", "<SVG>", "<svgs>", "</svg>", "</SVG >", "</svgx>", "<a>", "b"])))
def test_an_element_that_is_not_seen_ends_where_all_in_it_have(parts: list[str]) -> None:
    shown = [[p.text for p in modules["scan"].scan(" ".join(parts)).walked.pieces] for modules in (COMPILED, SOURCES)]
    assert shown[0] == shown[1]
    for modules in (COMPILED, SOURCES):
        found = modules["scan"].scan("<p>a<svg>b<svg >c</svg><svg/>d<svgs></svgx>e</svg>f</svg>g</p>").walked.pieces
        assert [p.text for p in found] == ["a g"]


@given(PAGES)
def test_the_outline_is_the_same(page: str) -> None:
    found = []
    for modules in (COMPILED, SOURCES):
        seen = modules["outline"].Outline(page.encode("utf-8", "replace"))
        nodes = [seen.node(index) for index in seen.said]
        found.append([(n.index, n.tag, n.attributes, n.text(), n.parent and n.parent.index) for n in nodes])
    assert found[0] == found[1]


@pytest.mark.parametrize("needle", [needle for group in SOURCES["authoring"]._GROUPS for needle in group])
@pytest.mark.parametrize("around", ["", "-", "class=teaser-box "])
def test_no_tag_that_may_say_who_wrote_is_passed_over(needle: bytes, around: str) -> None:
    page = f"<p {around}{needle.decode()}{around}>".encode()
    for modules in (COMPILED, SOURCES):
        assert modules["outline"].Outline(page).said
        assert not modules["outline"].Outline(f"<p {around}{around}>".encode()).said


@pytest.mark.parametrize("around", ["", " data-x=1", " class='teaser teaser--wide'"])
@pytest.mark.parametrize(
    "stated",
    ["hidden", "HIDDEN=''", "class=sr-only", "class='a Screen-Reader-Text'", "class=assistive-text",
     "style='color: red; display: none'", "STYLE=VISIBILITY:HIDDEN", "style='clip: rect(0 0 0 0)'"],
)  # fmt: skip
def test_no_tag_that_hides_is_passed_over(stated: str, around: str) -> None:
    for modules in (COMPILED, SOURCES):
        for tag in ("p", "b"):
            assert not modules["scan"].scan(f"<{tag} {stated}{around}>Out of sight</{tag}>").walked.pieces
            assert modules["scan"].scan(f"<{tag} aria-{stated[1:]}{around}>In sight</{tag}>").walked.pieces


@given(st.lists(st.tuples(st.sampled_from(["name", "NAME", "property", "itemprop", "content", "class"]),
                          st.sampled_from(["", "og:title", " Author ", "a  \u00adb", "x" * 100, "A &amp; B\tC"])),
                max_size=5), st.integers(1, 3))  # fmt: skip
def test_metas_are_the_same(stated: list[tuple[str, str]], times: int) -> None:
    page = ("<meta " + " ".join(f'{name}="{value}"' for name, value in stated) + ">") * times
    found = []
    for modules in (COMPILED, SOURCES):
        read = modules["metas"].Metas(modules["scan"].scan(page).stating)
        found.append({name: read.named(name) for name in (*read.names(), "nobody")})
    assert found[0] == found[1]
    if ("content", "A &amp; B\tC") in stated and not any(name == "content" for name, _ in stated[:-1]):
        assert found[0].pop("nobody") == []
        assert all(values == ["A & B C"] * times for values in found[0].values())


KEYS = st.sampled_from(["@type", "@id", "@value", "name", "headline", "articleBody"])
PROPERTIES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", " A\u00ad  &amp; <b>B</b>,C", "http://x.example/A"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(PROPERTIES)
def test_json_ld_is_the_same(value: Any) -> None:
    found = []
    for module in (jsonld, PLAIN_JSONLD):
        script = scan.Element("script", b"script type=application/ld+json", json.dumps(value).encode(), 0, 1 << 20)
        graph = module.read_graph([script])
        found.append((module.text(value), module.texts(value), graph.nodes, graph.of_type, graph.article,
                      module.article_body(graph)))  # fmt: skip
    assert found[0] == found[1]


NAMES = st.text(st.sampled_from("aBcXY-_3 éÉß.中"), max_size=12)


@given(st.lists(NAMES, max_size=5), NAMES)
def test_a_name_s_words_have_their_codes(words: list[str], name: str) -> None:
    said = dict.fromkeys(words, 1) | dict.fromkeys(codes.words_of(name), 2)
    for modules in (COMPILED, SOURCES):
        model = modules["place_features"].Vocabulary({word: float(bits) for word, bits in said.items() if bits == 2})
        known = [word for word in codes.words_of(name) if word in said]
        assert model.score(modules["naming"].Called("?", "?", (name,))) == min(6.0, 2.0 * len(set(known)))


def test_each_name_of_html_is_remembered_in_a_place_of_its_own() -> None:
    names = [name.encode() for name in elements.NAMES]
    assert len({tags.slot_of(name, 0, len(name)) for name in names}) == len(names)
    assert max(elements.NUMBERS.values()) < 160  # the room that open_elements.py has for counts


@cache
def forests_of(module: ModuleType) -> tuple[Any, Any]:
    """The model's two forests, as a module reads them."""
    body = model.body_model()
    return module.from_bytes(trees.to_bytes(body.first)), module.from_bytes(trees.to_bytes(body.second))


@settings(max_examples=60, deadline=None)
@given(PAGES, st.sampled_from(["", "Two votes were cast"]))
def test_the_odds_are_the_same(page: str, stated: str) -> None:
    body = model.body_model()
    told = {"title": stated, "summary": stated, "article_body": stated, "width": context_features.BOTH}
    rows = []
    for modules in (COMPILED, SOURCES):
        first, second = forests_of(modules["trees"])
        walked = modules["scan"].scan(page).walked
        vocabulary = modules["place_features"].Vocabulary(body.vocabulary.weights)
        seen = modules["features"].features_of(walked, vocabulary, **told)
        odds = first.log_odds(seen.values, seen.count, seen.room)
        modules["context_features"].add_context_features(walked, seen, odds)
        again = second.log_odds(seen.values, seen.count, seen.room)
        rows.append((list(seen.values), list(odds), list(again)))
    assert rows[0] == rows[1]


@given(st.integers(1, 9), st.integers(1, 7), st.integers(1, 70), st.integers(1, 4), st.data())
def test_a_forest_is_its_trees_sum(count: int, levels: int, pieces: int, width: int, data: st.DataObject) -> None:
    numbers = st.sampled_from([-2.0, -0.5, 0.0, 0.5, 1.5, 3.0])
    asked = data.draw(st.lists(st.integers(0, width - 1), min_size=count * levels, max_size=count * levels))
    borders = data.draw(st.lists(numbers | st.just(math.inf), min_size=len(asked), max_size=len(asked)))
    worth = data.draw(st.lists(st.floats(-9, 9, width=32), min_size=4, max_size=4))
    leaves = (worth * (count << levels))[: count << levels]
    rows = data.draw(st.lists(st.tuples(*[numbers] * width), min_size=pieces, max_size=pieces))
    room = columns.room_for(pieces)
    features = array("f", (0.0,)) * (width * room)
    for i, row in enumerate(rows):
        for column, number in enumerate(row):
            features[column * room + i] = number
    wanted = []
    for row in rows:
        total = 0.5
        for tree in range(count):
            nodes = range(tree * levels, (tree + 1) * levels)
            leaf = sum((row[asked[n]] > borders[n]) << level for level, n in enumerate(nodes))
            total += leaves[(tree << levels) + leaf]
        wanted.append(total)
    for modules in (COMPILED, SOURCES):
        forest = modules["trees"].forest_of(levels, asked, borders, leaves, 0.5)
        assert list(forest.log_odds(features, pieces, room)) == wanted


def test_a_column_has_no_more_borders_than_a_byte_can_rank() -> None:
    for module in (trees, SOURCES["trees"]):
        module.forest_of(1, [0] * 255, range(255), [0.0] * 510, 0.0)
        with pytest.raises(ValueError, match="255"):
            module.forest_of(1, [0] * 256, range(256), [0.0] * 512, 0.0)


@settings(max_examples=60, deadline=None)
@given(PAGES, st.lists(st.floats(-20, 20) | st.sampled_from([0.0005, -0.0015, 2.5, 1e12, -8.0]), min_size=1))
def test_the_blocks_are_the_same(page: str, values: list[float]) -> None:
    walked = scan.scan(page).walked
    odds = list(islice(cycle(values), len(walked.pieces)))
    found = [
        (
            modules["menus"].menus(walked.pieces),
            modules["blocks"].blocks_of(walked, modules["settling"].settled(walked, odds, ["http://island.example"])),
        )
        for modules in (COMPILED, SOURCES)
    ]
    assert found[0] == found[1]


@given(st.lists(st.tuples(st.integers(0, 40) | st.integers(0, 2**42), st.sampled_from([1, 2, 3])), max_size=30))
def test_grams_are_a_set_with_bits(pairs: list[tuple[int, int]]) -> None:
    known: dict[int, int] = {}
    for number, bits in pairs:
        known[number] = known.get(number, 0) | bits
    for module in (grams, SOURCES["grams"]):
        found = module.Grams(len(pairs))
        for number, bits in pairs:
            found.add(number, bits)
        assert found.count == len(known)
        assert all(found.of(number) == known.get(number, 0) for number in [*known, *range(50)])


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            ["&", "#", "x", "X", ";", "amp", "lt", "nbsp", "notit", "8217", "1F600", "0", "d800", "999999999", " ", "<",
             "\t", "é", "字", "a", "Z", "=", "&amp;", "&#39;", "&hellip", "A" * 30, "7" * 5000]
        ),
        max_size=12,
    ).map("".join)
)  # fmt: skip
def test_references_are_resolved_as_the_standard_library_does(text: str) -> None:
    try:
        expected = html.unescape(text)
    except ValueError:  # it does not read numbers of thousands of digits: no character has one
        assert "\ufffd" in references.resolved(text)
        return
    assert references.resolved(text) == SOURCES["references"].resolved(text) == expected


@settings(max_examples=500)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=20).map(lambda text: text.encode("utf-8", "surrogatepass")),
            st.binary(max_size=4),
            st.sampled_from([b"\xc0\x80", b"\xe0\x9f\xbf", b"\xed\xa0\x80", b"\xf0\x8f\xbf\xbf", b"\xf4\x90\x80\x80",
                             b"\xe2\x82", b"\xf4\x8f\xbf\xbf", b"a" * 40]),
        ),
        max_size=6,
    ).map(b"".join)
)  # fmt: skip
def test_bytes_are_utf8_where_they_can_be_decoded(body: bytes) -> None:
    try:
        body.decode()
    except UnicodeDecodeError:
        expected = False
    else:
        expected = True
    assert bool(utf8.is_utf8(body)) is bool(SOURCES["utf8"].is_utf8(body)) is expected
