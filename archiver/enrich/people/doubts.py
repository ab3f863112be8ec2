"""What speaks against a form of a name, whatever its odds: there silence is better.

The odds were learnt in English, and in other languages they know less than they say. So three things must be seen
outside of them: that a name stands anywhere but where places stand, that it does not begin with an article, and,
in a language of which no common words are listed, that its first word is a given name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from archiver.enrich.people.cases import nominatives
from archiver.enrich.people.cues import cues
from archiver.enrich.people.names import LISTED, Names
from archiver.enrich.people.spans import Span

Key = tuple[str, ...]

_BEFORE_PLACES = {
    "en": "in near outside inside across throughout into",
    "de": "in im nahe aus", "nl": "in te nabij buiten", "fr": "en dans", "es": "en", "pt": "em no na", "it": "in",
    "da": "i naer udenfor", "nb": "i naer utenfor", "nn": "i naer", "sv": "i nara utanfor", "id": "di ke", "pl": "w we",
    "cs": "v ve", "is": "i", "ro": "in la",
}  # fmt: skip
"""Words before places, folded, and hardly ever before a person: no "à" (to somebody), no "på", "bei", "von"."""
_FIRST_OF_PLACES = frozenset(
    "vester oster norre sonder nedre ovre vestre ostre nordre sondre vastra ostra norra sodra gamla bad neu alt ober "
    "unter nieder nieuw oud noord zuid".split()
)
_STREETS = (
    "gade",
    "gaden",
    "gata",
    "gatan",
    "vejen",
    "veien",
    "vegen",
    "vagen",
    "strasse",
    "straat",
    "plein",
    "torvet",
)
_NAMED_AFTER = frozenset(
    "via viale piazza corso lungomare plaza calle avenida avenue paseo parque praca rua travessa rue boulevard quai "
    "parc place gare lycee ecole college hopital stade stadion stadio estadio teatro theatre sala museo museu "
    "colegio instituto escuela escola liceo scuola ospedale aeropuerto aeroporto aeroport ponte puente pont rifugio "
    "refugio fundacion fondazione fundacao fondation stiftung gruppo grupo groupe gruppe concern konzern "
    "unternehmen firma baufirma empresa azienda societa compania companhia banco banca banque bedrijf selskapet "
    "foretaget virksomheden titolo marchio marca marque marke rederi rederiet улица улице площадь площади проспект "
    "компания компании театр театре".split()
)
"""What is named after people: streets, schools, firms. Not asked in English, where some of these words mean more."""
_ENDS_PLACES = frozenset(
    "gate gata gade plass plads torg torv vei vej bro sykehus sjukhus laan straat stadyumu caddesi bulvari meydani "
    "havalimani koprusu lisesi universitesi hastanesi parki sokagi mahallesi muzesi vakfi utca strasse "
    "allee platz".split()
)
"""The last word of such a name, or the one behind it: "Karl Johans gate", "Şükrü Saracoğlu Stadyumu"."""
_ALSO_PREPOSITIONS = frozenset({"a", "ha", "sa"})  # "he said" in French and Norwegian, and small words besides
_ARTICLES = frozenset("el la le lo".split())  # in a name of three words: "La Toya Jackson"
_SURE_ARTICLES = frozenset("les los las il gli".split())


def is_doubtful(key: Key, mentions: Sequence[Span], language: str | None, known: Names, alone: Collection[str]) -> bool:
    """Whether a form of two words or more is nobody, since something that a person's name has is not there.

    alone: the words that the text uses as forms of their own; a last word among them is a surname.
    """
    if language != "en" and all(m.before in _NAMED_AFTER or m.after in _ENDS_PLACES for m in mentions):
        return True
    if key[-1] in _ENDS_PLACES and len(key) > 2:
        return True
    if speaks_for_person(mentions):
        return False
    first = key[0]
    if first in _SURE_ARTICLES or (len(key) == 2 and first in _ARTICLES):
        return True  # "El Niño", "Le Figaro"; "Marine Le Pen" is three words, and "Le Pen" then one of her forms
    if language != "en" and len(first) == 1 and first.isalpha():
        return True  # "Z Fold": an initial has a stop, but in English
    if is_unlisted(language) and not _begins_as_names_do(key, language, known):
        return True
    may_be_place = first in _FIRST_OF_PLACES or first not in known.given  # "Vester" is a given name elsewhere
    return may_be_place and key[-1] not in alone and _is_placed(key, mentions, language)


def is_unlisted(language: str | None) -> bool:
    """Whether no common words of a language are listed, so that a capital letter is all we see."""
    primary = (language or "en").partition("-")[0]
    return primary != "en" and primary not in LISTED and primary != "nn"


def _begins_as_names_do(key: Key, language: str | None, known: Names) -> bool:
    first, last = key[0], key[-1]
    if language == "vi":
        return first in known.east and len(key) > 2
    if first in known.given or first.endswith(".") or any(w in known.given for w in nominatives(first)):
        return True
    if language == "hu":  # the given name stands last
        return last in known.given
    return language == "is" and last.endswith(("son", "dottir"))


def _is_placed(key: Key, mentions: Sequence[Span], language: str | None) -> bool:
    """Whether it is a street or a town by its form, or stands behind words for a place each time."""
    if key[0] in _FIRST_OF_PLACES or key[-1].endswith(_STREETS):
        return True
    before = _BEFORE_PLACES.get((language or "").partition("-")[0], "").split()
    return all(mention.before in before for mention in mentions)


def speaks_for_person(mentions: Iterable[Span]) -> bool:
    """Whether a title, a role or a verb of saying stands at a mention: it is a person's, wherever else it stands."""
    say = cues().say - _ALSO_PREPOSITIONS
    return any(m.honorific or m.role or m.after in say or m.before in say for m in mentions)
