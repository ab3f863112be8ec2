"""Lines that name who wrote, who took the pictures, from where and as what: the names alone come out."""

from __future__ import annotations

import pytest

from archiver.extract.dump.about import told
from archiver.extract.html import extract

BYLINES = {
    "By Dr. Amina Okafor-Reid and Tom van der Meer in Lusaka": ["Amina Okafor-Reid", "Tom van der Meer"],
    "J. B. McAllister & Siobhán Ní Dhuibhne, Health Correspondents": ["J. B. McAllister", "Siobhán Ní Dhuibhne"],
    "Story and photographs by Dana Q. Petrosyan": ["Dana Q. Petrosyan"],
    "By Ann Lee, photos by Bo Ek": ["Ann Lee"],
    "By Senior Political Correspondent Noor ul Ain Khan": ["Noor ul Ain Khan"],
    "By Yusuf al-Hakim and Ana d'Ormesson": ["Yusuf al-Hakim", "Ana d'Ormesson"],
    "Von unserem Korrespondenten Jürgen Fälk, Wien": ["Jürgen Fälk"],
    "Ein Gastbeitrag von Prof. Dr. Uta Kessel": ["Uta Kessel"],
    "Texte : Lou Carpentier et Ibrahima Sarr – Photos : Zoé Lambert": ["Lou Carpentier", "Ibrahima Sarr"],
    "Chiara Abate e Stefano de' Medici": ["Chiara Abate", "Stefano de' Medici"],
    "Door onze redacteur Sanne van 't Hek": ["Sanne van 't Hek"],
    "Tekst: Kari-Anne Moe / Foto: Jon Terje Hellgren": ["Kari-Anne Moe"],
    "Tekst og foto: Kari-Anne Moe": ["Kari-Anne Moe"],
    "Foto: Björn Ek Text: Åsa Lind": ["Åsa Lind"],
    "Texto de Inês Brandão": ["Inês Brandão"],
    "Por José Ortega y Gasset y Ana Ruiz": ["José Ortega y Gasset", "Ana Ruiz"],
    "Por Ana Ruiz y EFE": ["Ana Ruiz"],
    "Von Katharina von und zu Bodman und Bo Ek": ["Katharina von und zu Bodman", "Bo Ek"],
    "Eine Kritik von Ole Kirchgessner": ["Ole Kirchgessner"],
    "dal nostro inviato Mirko Dall'Aglio": ["Mirko Dall'Aglio"],
    "De notre correspondante Maëlle Trouvé, à Dakar": ["Maëlle Trouvé"],
    "گزارش: مینا رستگار": ["مینا رستگار"],
    "Haber: Ayşe Gül Demir": ["Ayşe Gül Demir"],
    "كتبت: منى الشريف وأحمد بن يوسف": ["منى الشريف", "أحمد بن يوسف"],
    "بقلم: خالد العمري وليد": ["خالد العمري وليد"],
    "本报记者：李娜 王强 报道": ["李娜", "王强"],
}
PAGE = """<html><head><title>The river rose again</title></head><body><main><article><h1>The river rose again</h1>
<div class="byline">{}</div><div class="body">
<p>The river rose by a metre on Monday night, and the lower streets of the old town were under water by the morning.</p>
<p>Nobody was hurt, but the school will stay closed until the end of the week, the council said in a statement.</p>
</div></article></main></body></html>"""


@pytest.mark.parametrize(("line", "names"), BYLINES.items())
def test_of_a_page(line: str, names: list[str]) -> None:
    assert list(extract(PAGE.format(line).encode()).metadata.authors) == names


LINES = [
    "Tekst: Kari-Anne Moe / Foto: Jon Terje Hellgren",
    "Texto de Inês Brandão",
    "Von unserem Korrespondenten Jürgen Fälk, Wien",
    "كتبت: منى الشريف وأحمد بن يوسف",
]


@pytest.mark.parametrize("line", LINES)
def test_of_a_dump(line: str) -> None:
    assert list(told(line).authors) == BYLINES[line]


def test_whoever_took_the_pictures_did_not_write() -> None:
    assert extract(PAGE.format("Foto: Björn Ek").encode()).metadata.authors == ()


def test_a_sentence_that_begins_like_a_credit_names_nobody() -> None:
    deck = PAGE.replace('class="byline"', 'class="deck"')
    assert extract(deck.format("A study by Ann Lee finds that rivers rise").encode()).metadata.authors == ()


def test_an_office_without_a_name_is_nobody() -> None:
    assert extract(PAGE.format("By Staff Reporter").encode()).metadata.authors == ()
