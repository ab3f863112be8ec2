"""Which charset bytes are in, where nothing says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.sources.charset import clean, decode

TEXTS = (
    (
        "cs",
        ("cp1250",),
        "Starosta v pondělí oznámil, že most přes řeku zůstane uzavřený až do konce léta, protože "
        "povodeň poškodila dva pilíře. Obyvatelé si stěžují na cenu přívozu a ptají se, kdy začne "
        "oprava.",
    ),
    (
        "hu",
        ("cp1250",),
        "A polgármester hétfőn közölte, hogy a folyó fölötti híd a nyár végéig zárva marad, mert "
        "az árvíz megrongált két pillért. A lakók a komp árára panaszkodnak, és azt kérdezik, "
        "mikor kezdődik a felújítás.",
    ),
    (
        "pl",
        ("cp1250",),
        "Burmistrz ogłosił w poniedziałek, że most na rzece pozostanie zamknięty do końca lata, "
        "ponieważ powódź uszkodziła dwa filary. Mieszkańcy skarżą się na cenę promu i pytają, "
        "kiedy zacznie się remont.",
    ),
    (
        "hr",
        ("cp1250",),
        "Gradonačelnik je u ponedjeljak objavio da će most preko rijeke ostati zatvoren do kraja "
        "ljeta jer je poplava oštetila dva stupa. Građani se žale na cijenu skele i pitaju kada "
        "počinje obnova mosta.",
    ),
    (
        "tr",
        ("cp1254",),
        "Belediye başkanı pazartesi günü köprünün yaz sonuna kadar kapalı kalacağını açıkladı, "
        "çünkü sel iki ayağına zarar verdi. Sakinler vapur ücretinin yüksek olduğundan şikâyet "
        "ediyor.",
    ),
    (
        "el",
        ("cp1253",),
        "Ο δήμαρχος ανακοίνωσε τη Δευτέρα ότι η γέφυρα θα μείνει κλειστή έως το τέλος του "
        "καλοκαιριού, επειδή η πλημμύρα προκάλεσε ζημιές στους δύο πυλώνες της.",
    ),
    (
        "he",
        ("cp1255",),
        "ראש העיר הודיע ביום שני כי הגשר מעל הנהר יישאר סגור עד סוף הקיץ, משום שהשיטפון גרם נזק "
        "לשני עמודים. התושבים מתלוננים על מחיר המעבורת.",
    ),
    (
        "fa",
        ("cp1256",),
        "شهردار روز دوشنبه گفت که پل تا پايان تابستان بسته خواهد ماند زيرا سيل به دو پايه آن آسيب "
        "رسانده است. مردم از بهاي قايق شکايت دارند.",
    ),
    (
        "ar",
        ("cp1256",),
        "أعلن رئيس البلدية يوم الاثنين أن الجسر سيبقى مغلقا حتى نهاية الصيف لأن الفيضان ألحق "
        "أضرارا بدعامتين. ويشكو السكان من ثمن العبارة.",
    ),
    (
        "ja",
        ("shift_jis", "euc_jp"),
        "市長は月曜日、洪水で橋脚二本が傷ついた古い橋を夏の終わりまで閉鎖すると発表した。住民は渡し"
        "船の運賃が高いと不満を述べている。",
    ),
    (
        "zh",
        ("gb18030",),
        "市长星期一宣布，由于洪水损坏了两个桥墩，河上的旧桥将关闭至夏末。居民抱怨渡船票价太高，并询"
        "问修复工程何时开始。",
    ),
    (
        "zh",
        ("big5",),
        "市長星期一宣布，由於洪水損壞了兩個橋墩，河上的舊橋將關閉至夏末。居民抱怨渡船票價太高，並詢"
        "問修復工程何時開始。",
    ),
    (
        "ko",
        ("euc_kr",),
        "시장은 월요일 홍수로 교각 두 개가 손상된 낡은 다리를 여름이 끝날 때까지 폐쇄한"
        "다고 발표했다. 주민들은 나룻배 요금이 비싸다고 불평한다.",
    ),
    (
        "ru",
        ("koi8-r", "cp1251"),
        "Мэр в понедельник сообщил, что мост через реку останется закрытым до конца лета, потому "
        "что паводок повредил две опоры.",
    ),
    (
        "fr",
        ("cp1252",),
        "Le maire a annoncé lundi que le pont resterait fermé jusqu'à la fin de l'été, après les "
        "dégâts causés à deux piles par la crue. Les habitants se plaignent du prix de la "
        "traversée.",
    ),
    (
        "pt",
        ("cp1252",),
        "O prefeito anunciou na segunda-feira que a ponte sobre o rio ficará fechada até o fim do "
        "verão, porque a inundação danificou dois pilares. Os moradores não estão satisfeitos com "
        "o preço da balsa.",
    ),
    (
        "is",
        ("cp1252",),
        "Bæjarstjórinn sagði á mánudag að brúin yfir ána yrði lokuð til loka sumars því að flóðið "
        "hefði skemmt tvo stöpla. Íbúar kvarta undan verði ferjunnar og spyrja hvenær viðgerð "
        "hefst.",
    ),
    (
        "sv",
        ("cp1252",),
        "Kommunalrådet sade på måndagen att bron över ån förblir stängd till slutet av sommaren, "
        "eftersom översvämningen har skadat två pelare.",
    ),
    (
        "fi",
        ("cp1252",),
        "Kaupunginjohtaja ilmoitti maanantaina, että joen ylittävä silta pysyy suljettuna kesän "
        "loppuun, koska tulva vaurioitti kahta pilaria. Asukkaat valittavat lautan hinnasta ja "
        "kysyvät, milloin korjaus alkaa.",
    ),
)


@pytest.mark.parametrize(
    ("language", "charset", "text"), [(language, c, text) for language, charsets, text in TEXTS for c in charsets]
)
def test_two_sentences_are_enough_to_find_the_charset(language: str, charset: str, text: str) -> None:
    found = decode(text.encode(charset))
    assert found is not None
    assert found.text == text
    assert [e.field for e in found.notes] == ["text"]


@pytest.mark.parametrize("text", [text for _, _, text in TEXTS])
def test_utf8_and_utf16_are_never_guessed(text: str) -> None:
    plain = decode(text.encode())
    assert plain is not None
    assert (plain.text, plain.charset, plain.notes) == (text, "utf-8", ())
    for charset in ("utf-16", "utf-8-sig", "utf-32"):
        found = decode(text.encode(charset))
        assert found is not None
        assert found.text == text


def test_a_declared_charset_counts_only_where_it_fits() -> None:
    text = "Мост закрыт до конца лета."
    found = decode(text.encode("cp1251"), "windows-1251")
    assert found is not None
    assert (found.text, found.notes[0].origin) == (text, "decoded as windows-1251, as declared")
    utf8 = decode(text.encode(), "windows-1251")
    assert utf8 is not None
    assert utf8.text == text
    assert decode(text.encode("cp1251"), "no-such-charset") is not None


@given(st.binary(max_size=600))
def test_whatever_comes_out_is_fit_to_travel(body: bytes) -> None:
    found = decode(body)
    if found is not None:
        assert "\0" not in found.text
        found.text.encode("utf-8")
        assert clean(found.text) is not None


@given(st.text(max_size=300))
def test_text_in_utf8_comes_back_as_it_was(text: str) -> None:
    import unicodedata

    if "\0" in text or text.startswith("\ufeff"):
        return
    found = decode(text.encode())
    assert found is not None
    assert found.text == unicodedata.normalize("NFC", text)


def test_files_of_two_charsets_joined_into_one_are_read_piece_by_piece() -> None:
    """`cat old/*.txt new/*.txt > all.txt`: as any one charset, half of the accents would be wrong."""
    first, second = "Le café « Chez Zoé » a fermé à midi.\n\n", "Le garçon, naïf, a gardé la clé de l’hôtel.\n"
    for body in (first.encode() + second.encode("cp1252"), second.encode("cp1252") + first.encode()):
        found = decode(body)
        assert found is not None
        assert sorted(found.text.split("\n")) == sorted((first + second).split("\n"))
        assert "utf-8" in found.notes[0].origin


def test_windows_1252_that_holds_a_sequence_of_utf8_by_chance_stays_what_it_is() -> None:
    text = "« Nous aimons la liberté\xa0», dit-il, « et l’égalité\xa0». Le maire a répété : « L’ÉTÉ\xa0! » à midi."
    found = decode(text.encode("cp1252"))
    assert found is not None
    assert (found.text, found.charset) == (text, "cp1252")


def test_japanese_in_escape_sequences_is_no_ascii() -> None:
    text = "市長は月曜日、川のほとりで新しい橋の開通を発表した。\nIt is open.\n"
    decoded = decode(text.encode("iso2022_jp"))
    assert decoded is not None
    assert (decoded.text, decoded.charset) == (text, "iso2022_jp")
    terminal = decode(b"\x1b$ is no sequence of it, \x1b[1mnor is this\x1b[0m.")
    assert terminal is not None
    assert terminal.charset == "utf-8"
