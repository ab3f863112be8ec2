"""German, where every noun is written with a capital: compounds say by their end what they are. All folded."""

from __future__ import annotations

from archiver.enrich.people.cues import cues
from archiver.enrich.people.names import Names

NOUNS = tuple(
    """
    bad kirche werk hafen verkehr fahrt preis turm verwaltung freibad rathaus museum theater kreis
    ung heit keit schaft tion tat ismus tum ment sieg firma betrieb lager agentur miliz komitee partei verband
    verein fall amt haus hof halle platz strasse kanton kantons land haushalte zahl zehntausende tausende hunderte
    universitat schule zeitung magazin bundnis gesetz plan krieg spiel kampf sender konzern bank stadt gruppe
    """.split()
)
"""Ends of words that are no names: "Gewerkschaft", "Punktsieg"."""
ROLES = tuple(
    """
    prasident prasidentin minister ministerin kanzler kanzlerin bischof bischofin general chef chefin sprecher
    sprecherin leiter leiterin vorsitzende vorsitzender rat ratin meister meisterin direktor direktorin richter
    richterin anwalt anwaltin trainer trainerin spieler spielerin promoter experte expertin forscher forscherin
    autor autorin sanger sangerin schauspieler schauspielerin politiker politikerin beauftragte beauftragter
    kandidat kandidatin nachfolger nachfolgerin berater beraterin banker bankerin bruder schwester prinzessin
    kollege kollegin
    """.split()
)
"""Ends of words for what somebody is: "Parteipräsident"."""
PRONOUNS = frozenset({"sie", "ihnen", "ihr", "ihre", "ihrem", "ihren", "ihrer", "ihres"})
"""Written with a capital where somebody is addressed."""
ARTICLES = frozenset({"der", "den", "zu", "zur", "das", "des"})
NO_BEGINNING = ARTICLES | {"von"}
"""Written small they begin no name: "Sprecher von Stocker"."""


def holds(particle: str, before: str, is_given: bool) -> bool:
    """Whether a particle holds a name together: "Ursula von der Leyen", but "Andreas Pfeiffer | von der Charité"."""
    if particle == "von":
        return is_given or "-" in before
    return particle not in ARTICLES or before == "von"


def past_nouns(run: list[str], start: int, known: Names) -> int:
    """Past the nouns of a run of folded words, from `start` on; its length where the last word is one.

    A common word that is no name, or ends with one as compounds do, is a noun where another word follows.
    """
    after = start
    while after < len(run) - 1 and _is_no_name(run[after], known):
        after += 1
    for at in range(after, len(run)):
        if len(run[at]) > 5 and run[at].endswith(NOUNS):
            after = at + 1
    if 0 < after == len(run) - 1 and run[after - 1] in cues().org:
        return len(run)  # one word behind a kind of organisation is its name: "Gewerkschaft Verdi"
    return after


_PERSONS = ("in", "er", "ist", "ent", "ant", "eur", "or", "loge", "mann", "frau")


def is_role(word: str) -> bool:
    """Whether a noun that was cut off before a name says what somebody is: "Stammkundin", not "Festnahme"."""
    return len(word) > 5 and word.endswith(_PERSONS + ROLES) and word not in cues().org


def before_nouns(run: list[str], start: int, known: Names) -> int:
    """Where the nouns behind a name of two words or more begin; the run's length where there are none."""
    end = len(run)
    while end - start > 2 and _is_common(run[end - 1], known):
        end -= 1
    return end


def _is_no_name(word: str, known: Names) -> bool:
    if word in PRONOUNS or _is_common(word, known):
        return True
    return word not in known.given and word not in known.family and _is_compound(word, known)


def _is_common(word: str, known: Names) -> bool:
    return word in known.words and word not in known.given and word not in known.family


def _is_compound(word: str, known: Names) -> bool:
    """Ends with a common word of five letters or more: "Nährstofflieferant", "Sicherheitsberater"."""
    return any(_is_common(word[at:], known) for at in range(3, len(word) - 4))
