"""Words are counted in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.extract.html import extract
from archiver.words.counts import word_count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The bridge — old, but sound — stays.", 8),  # as `split` counts
        ("Брестский мост останется", 3),
        ("시의회는 회전교를 사용하기로 의결했다.", 4),
        ("市议会周二投票决定，老旋转桥将继续开放十年。", 20),
        ("「答え」を 10 年、待った GDP", 9),
        ("สภาเทศบาล ลงมติ", 5),
        ("សភា, GDP-10 … 「ព្រះ」", 3),
        ("A桥B", 3),
    ],
)
def test_words(text: str, words: int) -> None:
    assert word_count(text) == words


@given(st.text(st.characters(max_codepoint=0x0DFF)))
def test_between_white_space_where_there_are_spaces(text: str) -> None:
    assert word_count(text) == len(text.split())


def test_a_page_without_spaces_is_an_article() -> None:
    paragraph = "市议会周二投票决定，老旋转桥将继续开放十年。工程师曾警告说，桥的轴承已经磨损，关闭会让渔船多花时间。"
    html = f"<html lang=zh><body><h1>旋转桥继续开放</h1>{f'<p>{paragraph}</p>' * 6}</body></html>"
    assert extract(html.encode(), url="https://www.gangkou.example/2024/5/3/qiao").page_type == "article"
