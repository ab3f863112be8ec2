"""Language of sentences, of blocks, and of pages in two languages; texts of our own writing."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.enrich.language import detect, detect_blocks, primary

SENTENCES = Path(__file__).parents[2] / "bench" / "enrich" / "sentences.tsv"
FOOTER = "Support our newsroom. Every gift helps us to keep our reporters on the road."
PASHTO = [
    "ښاري شورا د سې‌شنبې په ورځ پرېکړه وکړه چې بېړۍ به په ژمي کې هم ځي.",
    "درې بزګرانو د يوې زړې کوټې لاندې د سکو خزانه وموندله.",
]


def sentences() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, text = line.split("\t")
            found[code].append(text)
    return found


def codes(texts: list[str], declared: str | None = None) -> list[str | None]:
    return [language.code if language else None for language in detect_blocks(texts, declared)]


PLAIN = {
    "en": "The council said on Tuesday that the ferry will not run at night until it has been repaired, and that those "
    "who need it can use the bridge. ",
    "tr": "Belediye, salı günü yaptığı açıklamada vapurun onarılıncaya kadar gece çalışmayacağını ve yolcuların "
    "köprüyü kullanabileceğini söyledi. ",
    "nb": "Kommunestyret vedtok tirsdag at fergen ikke lenger skal gå om natten, og at de som bor på øya må bruke "
    "broen i stedet; ordføreren sa at hun forstår at mange er sinte. ",
    "fr": "Le conseil a décidé mardi que le bac ne passera plus la nuit tant qu'il n'est pas réparé, et que ceux qui "
    "en ont besoin peuvent prendre le pont. ",
    "hu": "A tanács kedden azt közölte, hogy a komp éjjel nem közlekedik, amíg meg nem javítják, és hogy az "
    "utasok őszig a hídon kelhetnek át, erről később döntenek. ",
}  # fmt: skip


@pytest.mark.parametrize("code", PLAIN)
def test_a_plain_text_is_told_without_n_grams(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their model takes half a second to load, which a filter for a few pages should not pay."""
    monkeypatch.setitem(sys.modules, "py3langid", None)
    for text in (PLAIN[code] * 4, PLAIN[code])[: 1 if code in ("hu", "tr") else 2]:  # these by their letters, not words
        assert (found := detect(text)) is not None and found.code == code


NEAR = {
    "nn":
    "Kommunestyret vedtok tysdag at ferja ikkje lenger skal gå om natta, og at dei som bur på øya må bruke "
    "brua i staden. Ordføraren sa at ho forstår at mange er sinte, men at det ikkje finst pengar til noko "
    "anna. Rederiet har ikkje svart på kva som skjer med dei tilsette, og fagforeininga seier at dei fyrst "
    "fekk vite om saka då ho stod i avisa. Saka kjem opp att i haust, når fylket skal leggje fram eit nytt "
    "budsjett for hamna.",
    "ca":
    "El consell municipal va decidir dimarts que el transbordador ja no navegarà de nit i que els veïns de "
    "l'illa hauran de fer servir el pont. L'alcaldessa va dir que entén que molta gent estigui enfadada, però "
    "que no hi ha diners per a res més. L'empresa no ha respost què passarà amb els treballadors, i el "
    "sindicat diu que ho va saber pels diaris. La qüestió es tornarà a tractar a la tardor, quan es presenti "
    "el nou pressupost del port.",
    "gl":
    "O concello decidiu o martes que o transbordador xa non navegará pola noite e que os veciños da illa "
    "terán que usar a ponte. A alcaldesa dixo que entende que moita xente estea enfadada, pero que non hai "
    "cartos para nada máis. A empresa non respondeu que vai pasar cos traballadores, e o sindicato di que "
    "soubo da nova polos xornais. A cuestión volverase tratar no outono, cando se presente o novo orzamento "
    "do porto.",
    "af":
    "Die stadsraad het Dinsdag besluit dat die veerboot nie meer in die nag sal vaar nie en dat die mense van "
    "die eiland die brug moet gebruik. Die burgemeester het gesê sy verstaan dat baie mense kwaad is, maar "
    "dat daar nie geld vir iets anders is nie. Die maatskappy het nie geantwoord op die vraag wat met die "
    "werkers gaan gebeur nie, en die vakbond sê hulle het dit in die koerant gelees. Die saak kom in die "
    "herfs weer voor die raad.",
    "lb":
    "De Gemengerot huet en Dënschdeg decidéiert, datt d'Fähr an der Nuecht net méi fiert an datt d'Leit vun "
    "der Insel d'Bréck benotze mussen. D'Buergermeeschtesch sot, si géif verstoen, datt vill Leit rosen sinn, "
    "mee et wier kee Geld fir eppes anescht do. D'Firma huet net geäntwert, wat mat den Aarbechter geschitt, "
    "an d'Gewerkschaft seet, si hätt et eréischt aus der Zeitung gewuer ginn. Am Hierscht kënnt d'Saach nach "
    "eng Kéier virun de Rot.",
    "fo":
    "Býráðið samtykti týsdagin, at ferjan ikki longur skal sigla um náttina, og at fólkið í oynni skal brúka "
    "brúnna. Borgarstjórin segði, at hon skilti, at nógv vóru ill, men at eingin peningur var til nakað "
    "annað. Felagið hevur ikki svarað, hvat hendir við starvsfólkunum, og fakfelagið sigur, at tey frættu um "
    "málið í blaðnum. Málið verður tikið upp aftur í heyst, tá ið nýggja fíggjarætlanin verður løgd fram.",
    "oc":
    "Lo conselh municipal decidiguèt dimars que lo batèu navigarà pas mai de nuèch e que lo mond de l'illa "
    "deuràn emplegar lo pont. La cònsol diguèt que compren que fòrça mond sián colèrics, mas que i a pas "
    "d'argent per ren mai. L'entrepresa a pas respondut sus çò que se passarà amb los obrièrs, e lo sindicat "
    "ditz que o aprenguèt pels jornals. La question tornarà a l'auton, quand serà presentat lo novèl budgèt "
    "del pòrt.",
}  # fmt: skip
"""Each beside a larger language that shares many of its function words."""


@pytest.mark.parametrize("code", NEAR)
def test_a_language_beside_a_larger_one_is_not_taken_for_it(code: str) -> None:
    assert len(NEAR[code]) > 400
    for text in (NEAR[code], NEAR[code][:200]):
        assert (found := detect(text)) is not None and found.code == code


def test_sentences_of_many_languages() -> None:
    """Two of 134, headlines of five words, are not told: `make bench-enrich`."""
    every = [(code, text) for code, texts in sentences().items() for text in texts]
    wrong = [(code, text) for code, text in every if (found := detect(text)) is None or found.code != code]
    assert len(sentences()) >= 16
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize("code", ["ar", "fa", "ps", "ur"])
def test_languages_of_one_script_are_told_apart(code: str) -> None:
    texts = sentences()[code]
    assert [found.code for text in texts if (found := detect(text))] == [code] * len(texts)


def test_a_pashto_article_with_an_english_footer_is_pashto() -> None:
    assert codes([*PASHTO, FOOTER]) == ["ps", "ps", "en"]
    whole = detect("\n".join([*PASHTO, FOOTER]))
    assert whole is not None and whole.code == "ps"


def test_an_article_is_in_the_language_of_its_most_letters_wherever_they_stand() -> None:
    norwegian = " ".join(sentences()["nb"])
    for texts in ([FOOTER, *[norwegian] * 4], [*[norwegian] * 4, FOOTER]):
        found = detect("\n".join(texts))
        assert found is not None and found.code == "nb"


def test_a_short_block_has_its_pages_language_unless_its_script_is_another() -> None:
    german = sentences()["de"][0]
    assert codes([german, "Mehr dazu", "12. 5.", "Подробнее читайте здесь"])[:3] == ["de", "de", "de"]
    assert codes([german, "Подробнее читайте здесь"])[1] != "de"
    assert codes(["", "  "]) == [None, None]


def test_what_is_declared_decides_where_the_text_is_silent() -> None:
    assert detect("", "fr-CA") == detect("12", "fr")
    assert detect("") is None
    assert primary("no-NO") == "nb" and primary("x") is None


SHORT = [
    ("es", "Pelona marita"),  # n-grams alone: Malagasy
    ("es", "Goool de Messi!!!"),  # Catalan, with a confidence of .49
    ("en", "Zendaya, Tom Holland, Jacob Batalon"),  # Central Bikol
    ("de", "DAX 18.400 +0,4 %"),  # Somali
]


@pytest.mark.parametrize(("code", "text"), SHORT)
def test_what_is_declared_holds_against_weak_evidence(code: str, text: str) -> None:
    found = detect(text, code)
    assert found is not None and found.code == code and 0 < found.confidence <= 1


def test_a_rare_language_is_found_by_a_sentence_of_it_whatever_is_declared() -> None:
    for rare, text in (
        ("ext", "Los habitantis del puebru dízin que no ai agua, i que endi ayel nu ai lus enas casas."),
        ("mg", "Nilaza ny minisitra fa tsy hisy fiakaran'ny vidin'ny vary amin'ity volana ity."),
        ("br", "Lavaret en deus ar maer ne vo ket serret ar skol a-benn miz Gwengolo."),
    ):
        for declared in (None, "fr", rare):
            found = detect(text, declared)
            assert found is not None and found.code == rare
    assert (mixed := detect("BJP Congress AAP TMC", "hi")) is None or mixed.code != "hi"  # not in that script


@given(st.text(max_size=200), st.sampled_from([None, "en", "ps", "zh-Hant"]))
def test_any_text_has_a_language_and_a_confidence_or_none(text: str, declared: str | None) -> None:
    found = detect(text, declared)
    assert found is None or (found.code and 0 < found.confidence <= 1)
    assert len(detect_blocks([text, "x", text], declared)) == 3


def test_names_alone_are_in_no_other_language() -> None:
    assert codes([" ".join(sentences()["sv"]), "Elsa Grönvall, Kerstin Öman, Norrskären, Astrid"]) == ["sv", "sv"]
    assert codes([" ".join(sentences()["sv"]), "Dela artikeln: Facebook | X | E-post"]) == ["sv", "sv"]
