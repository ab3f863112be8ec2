"""German, where every noun is written with a capital: compounds say by their end what they are. All folded."""

from __future__ import annotations

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
    kandidat kandidatin
    """.split()
)
"""Ends of words for what somebody is: "Parteipräsident"."""
ARTICLES = frozenset({"der", "den", "zu", "zur", "das", "des"})
NO_BEGINNING = ARTICLES | {"von"}
"""Written small they begin no name: "Sprecher von Stocker"."""


def past_nouns(run: list[str], start: int) -> int:
    """Past the nouns of a run of folded words, from `start` on; its length where the last word is one."""
    after = start
    for at in range(start, len(run)):
        if len(run[at]) > 5 and run[at].endswith(NOUNS):
            after = at + 1
    return after
