# ruff: noqa: E501 - the lines are the texts
"""Invented texts for training: tables, lists and short reports, filled with names at random, the persons in braces.

What a page of today hardly has and an agency's wire is full of: score lists, line-ups, standings, press digests,
results, bylines. Half of the names are in no list, so that what stands round a name is learnt, not the lists.
agency.txt, which measures, shares no sentence, no name and no table with this.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from archiver.enrich.people.names import names

Text = Callable[["World"], str]


class World:
    """Draws names of persons, places, clubs and firms; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        known = names()
        self._given, self._family, self._places = (
            sorted(w for w in words if w.isascii() and w.isalpha() and 3 < len(w) < 11)
            for words in (known.given, known.family - known.words, known.places - known.family)
        )

    def pick(self, *choices: str) -> str:
        return self.chance.choice(choices)

    def number(self, low: int = 0, high: int = 9) -> str:
        return str(self.chance.randint(low, high))

    def _word(self, words: list[str], unknown: float) -> str:
        word = self.chance.choice(words)
        if self.chance.random() < unknown:  # the beginning of one and the end of another: in no list
            other = self.chance.choice(words)
            word = word[: max(2, len(word) - 3)] + other[-3:]
        return word.title()

    def given(self) -> str:
        return self._word(self._given, 0.25)

    def surname(self) -> str:
        word = self._word(self._family, 0.55)
        if self.chance.random() < 0.06:
            return f"{word}-{self._word(self._family, 0.5)}"
        return self.pick("van ", "de ", "el ", "von ", "Mc", "O'") + word if self.chance.random() < 0.06 else word

    def full(self) -> str:
        """A full name, not in braces."""
        if self.chance.random() < 0.08:
            return f"{self.given()} {self.pick('A.', 'J.', 'M.', 'W.')} {self.surname()}"
        return f"{self.given()} {self.surname()}"

    def person(self) -> str:
        """A full name in braces; one in twelve with an initial."""
        if self.chance.random() < 0.08:
            return "{" + f"{self.pick(*'ABCDEGHJKLMNPRSTVW')}. {self.surname()}" + "}"
        return "{" + self.full() + "}"

    def alone(self) -> str:
        """A surname alone in braces."""
        return "{" + self.surname() + "}"

    def both(self) -> tuple[str, str]:
        """A full name and its surname, in braces."""
        given, surname = self.given(), self.surname()
        return "{" + f"{given} {surname}" + "}", "{" + surname.split()[-1] + "}"

    def place(self) -> str:
        return self._word(self._places, 0.3)

    def country(self) -> str:
        return self.pick(
            "France", "Italy", "Spain", "Germany", "U.S.", "Britain", "Russia", "Kenya", "Australia", "Sweden", "Japan",
            "Norway", "Brazil", "Canada", "South Africa", "Netherlands", "Poland", "Ukraine", "Austria", "Morocco",
        )  # fmt: skip

    def club(self) -> str:
        place = self.place()
        return self.pick(place, place, place, f"{place} United", f"Real {place}", f"{place} City", f"FC {place}",
                         f"Sporting {place}", f"{place} Rovers", f"Dynamo {place}", f"{self.surname()} SC")  # fmt: skip

    def firm(self) -> str:
        word = self.pick(self.place(), self.surname().split()[-1])
        return f"{word} {self.pick('Corp', 'Inc', 'AG', 'Holdings', 'Bank', 'Industries', 'Securities', 'Motors', 'plc')}"

    def day(self) -> str:
        return self.pick("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

    def head(self, sport: str) -> str:
        words = self.pick("RESULTS", "STANDINGS", "SUMMARY", "SCORES", "LEADERS")
        return f"{sport.upper()}-{self.place().upper()} {words}.\n{self.place().upper()} {self.number(1, 28)}-8-97\n"

    def lines(self, line: Callable[[], str], low: int = 3, high: int = 9, between: str = "\n") -> str:
        return between.join(line() for _ in range(self.chance.randint(low, high)))


def duels(w: World) -> str:
    verb = w.pick("beat", "bt", "defeated", "lost to")
    return w.head("squash") + "Quarter-finals:\n" + w.lines(
        lambda: f"{w.pick('', '', w.number(1, 8) + '-')}{w.person()} ({w.country()}) {verb} {w.person()} "
                f"({w.country()}) {w.number()}-{w.number()} {w.number()}-{w.number()}")  # fmt: skip


def ranks(w: World) -> str:
    style = w.pick("{n}. {p} ({c}) {t}", "{n}. {p}, {c}, {t}", "{n} {p} ({c}) {t}", "{n}. {p} ({c}) {k} {t}", "{p} ({c}) {t}")
    def line() -> str:
        return style.format(n=w.number(1, 20), p=w.pick(w.person(), w.person(), w.person(), w.alone()), c=w.country(),
                            k=w.club(), t=w.pick("", f"{w.number(2, 59)}.{w.number(10, 99)} seconds", "at 12 seconds",
                                                 f"{w.number(1, 9)}:{w.number(10, 59)}"))  # fmt: skip
    return w.head("skiing") + "Placings after the third leg:\n" + w.lines(line)


def cards(w: World) -> str:
    def line() -> str:
        score = w.number(60, 78)
        who = f"{w.person()}{w.pick('', f' ({w.country()})')}"
        return f"{w.number(130, 290)} {who} {score} {w.number(60, 78)}{w.pick('', f', {w.person()} {score} 70')}"
    return w.head("golf") + w.lines(line)


def goals(w: World) -> str:
    def scorer() -> str:
        who = w.pick(w.person(), w.person(), w.alone())
        return f"{who} {w.number(1, 90)}{w.pick('', '', ' pen', 'th minute', ', 77')}"
    def line() -> str:
        first, second = w.lines(scorer, 1, 3, w.pick(", ", "; ")), w.lines(scorer, 1, 2, ", ")
        return f"{w.club()} {w.number(0, 4)} ({first}) {w.club()} {w.number(0, 3)} ({second})"
    return w.head("football") + w.lines(line) + f"\n{w.club()} 0 {w.club()} 0. Crowd: 12,{w.number(100, 999)}"


def scorers(w: World) -> str:
    def line() -> str:
        return f"{w.number(3, 20)} - " + w.lines(lambda: f"{w.pick(w.person(), w.person(), w.alone())} ({w.club()})", 1, 4, ", ")
    return w.head("football") + "Top of the list:\n" + w.lines(line)


def standings(w: World) -> str:
    def line() -> str:
        return f"{w.pick('', w.number(1, 18) + '. ')}{w.club()} " + w.lines(lambda: w.number(0, 40), 5, 8, " ")
    return w.head("handball") + "Table (games, won, drawn, lost, points):\n" + w.lines(line, 5, 12)


def games(w: World) -> str:
    def line() -> str:
        return f"{w.pick(w.club(), w.club().upper())} {w.number(0, 14)} {w.pick(w.club(), w.club().upper())} {w.number(0, 14)}"
    return w.head("hockey") + w.lines(line, 4, 10) + f"\nTomorrow: {w.club()} v {w.club()}, {w.club()} at {w.club()}"


def innings(w: World) -> str:
    def line() -> str:
        how = w.pick(f"c {w.alone()} b {w.alone()}", f"b {w.alone()}", f"lbw b {w.alone()}", "not out", "run out",
                     f"c and b {w.alone()}", f"st {w.alone()} b {w.alone()}")  # fmt: skip
        return f"{w.person()} {how} {w.number(0, 140)}"
    bowling = w.lines(lambda: f"{w.alone()} {w.number(4, 30)}-{w.number(0, 9)}-{w.number(10, 90)}-{w.number(0, 5)}", 2, 6, ", ")
    return (f"{w.head('cricket')}{w.place()} first innings\n{w.lines(line, 5, 9)}\nExtras {w.number()}\nTotal "
            f"{w.number(90, 400)}\nFall of wickets: 1-15, 2-78\nBowling: {bowling}\nTo bat: {w.lines(w.person, 2, 4, ', ')}")  # fmt: skip


def lineup(w: World) -> str:
    roles = ("Keepers", "Backs", "Half-backs", "Wingers", "Reserves")
    style = w.pick("{p} ({c})", "{p}", "{n}-{p}", "{n}. {p}")
    def group(role: str) -> str:
        return f"{role}{w.pick(': ', ' - ')}" + w.lines(
            lambda: style.format(p=w.pick(w.person(), w.person(), w.alone()), c=w.club(), n=w.number(1, 22)), 2, 6, ", ")
    return w.head("rugby") + f"{w.place()} side to meet {w.place()} on {w.day()}:\n" + "\n".join(map(group, roles))


def leaders(w: World) -> str:
    column = w.pick("{s}, {c} {a} {b} .{d}", "{s} ({c}) {a} {b} .{d}", "{s} {c} {a}-{b} {d}")
    return w.head("basketball") + "Points a game:\n" + w.lines(
        lambda: column.format(s=w.pick(w.alone(), w.alone(), w.person()), c=w.place(), a=w.number(9, 70), b=w.number(9, 300),
                              d=w.number(100, 399)), 4, 9)  # fmt: skip


def grid(w: World) -> str:
    team = [w.place(), w.surname().split()[-1], w.place()]
    return f"{w.head('rowing')}First row: " + w.lines(
        lambda: f"{w.number(1, 20)}. {w.person()} ({w.country()}) {w.pick(*team)}", 4, 8, w.pick(", ", "\n"))


def report(w: World) -> str:
    (a, a1), (b, b1), (c, c1) = w.both(), w.both(), w.both()
    return w.head(w.pick("rowing", "handball", "judo")) + w.pick(
        f"{w.country()}'s {a} won the {w.place()} Cup on {w.day()} when he beat {b} of {w.country()} in three sets. {a1}, 24, had "
        f"lost to {b1} in {w.place()}. Second seed {c} plays on {w.day()}. \"I was lucky,\" {c1} said.",
        f"{a} scored twice as {w.club()} beat {w.club()} {w.number()}-{w.number()}. {b} hit the post and {c} was sent off after a foul "
        f"on {a1}. Coach {w.person()} praised {b1}. {c1} will miss the match with {w.club()}.",
        f"{w.club()} signed {a} from {w.club()} for two years. Manager {b} said {a1} would replace {c}, who has a broken leg. "
        f"Chairman {w.person()} paid four million. {c1} stays in {w.place()}.",
        f"Pitcher {a} struck out nine and {b} homered for {w.club()}. {c1} ({w.number()}-{w.number()}) lost. In {w.place()}, {w.alone()} "
        f"drove in two runs and {w.person()}'s single won it; {b1} had three hits.",
    )  # fmt: skip


def politics(w: World) -> str:
    (a, a1), (b, b1), (c, c1) = w.both(), w.both(), w.both()
    place, other = w.place(), w.place()
    text = w.pick(
        f"{place} president {a} dismissed his interior minister, {b}, on {w.day()}, state radio said. {a1} named {c}, a general, "
        f"in his place. \"The people of {other} are tired,\" {c1} told a rally. {b1} could not be reached.",
        f"Police in {place} arrested {a}, 43, a baker from {other}, over the murder of {b}. {a1}'s lawyer, {c}, said he was at home. "
        f"A neighbour, {w.person()}, found {b1} near the {other} road. The {w.surname().split()[-1]} Foundation offered a reward.",
        f"Foreign Minister {a} of {place} flies to {other} for talks with his counterpart {b}. A spokesman for {a1} said the "
        f"{w.place()} accord was dead. Prime Minister {c} and Mr {b1} spoke by telephone. Hurricane {w.given()} passed by.",
        f"Talks between {a} and rebel chief {b} broke down in {place}. The {other} Liberation Front of {b1} wants {a1} to go. Western "
        f"envoy {c} left for {w.place()}. The {w.place()} Post and the Daily {w.place()} said {c1} was angry. Mount {w.surname()} erupted.",
    )
    if w.chance.random() < 0.4:
        one, two = w.alone(), w.alone()
        text += w.pick(f" President {one} and Pope {two} met last year.", f" {place} leader {one} refused to see King {two}.",
                       f" Mr {one} telephoned President {two} at {w.place()} Palace.", f" Sen. {one} called {two} a fool.")  # fmt: skip
    return f"{w.pick('', '{' + w.full() + '}' + chr(10))}{place.upper()} {w.number(1, 28)}-8-97\n{text}"


def money(w: World) -> str:
    (a, a1), (b, b1) = w.both(), w.both()
    firm, other = w.firm(), w.firm()
    return f"{firm} in talks with {other}.\n{w.place().upper()} {w.number(1, 28)}-8-97\n" + w.pick(
        f"{firm} said it had named {a} chief executive after {b} resigned. {a1} comes from {other}. {w.firm()} analyst {w.person()} "
        f"cut the shares to hold. {b1} founded {firm.split()[0]} in {w.place()}. {firm.split()[0]} shares fell 3.5 pence.",
        f"Bond prices fell after {w.country()}'s central bank governor, {a}, spoke. \"{a1} was clear,\" said {b} at {other} in "
        f"{w.place()}. {firm.split()[0]} and {w.surname().split()[-1]} Brothers sold. {b1} sees yields at seven percent.",
    ) + f"\n-- {w.place()} newsroom, +{w.number(10, 99)} {w.number(1000, 9999)}"  # fmt: skip


def digest(w: World) -> str:
    def line() -> str:
        return "- " + w.pick(
            f"{w.firm()} chairman {w.person()} says the merger with {w.firm()} is on.", f"{w.place()} mayor {w.person()} resigns.",
            f"No deal in {w.place()}, writes {w.person()}.", f"{w.place()} to get a new airport; {w.firm()} may build it.")
    papers = [f"THE {w.place().upper()} TIMES", f"DAILY {w.place().upper()}", f"{w.place()} Post"]
    return "PRESS REVIEW\n" + "\n".join(f"{paper}\n{w.lines(line, 1, 3)}" for paper in papers)


TEXTS: tuple[Text, ...] = (duels, ranks, cards, goals, scorers, standings, games, innings, lineup, leaders, grid, report,
                           report, report, politics, politics, politics, politics, money, money, digest)  # fmt: skip


def texts(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """(kind, text with persons in braces)"""
    for n in range(count):
        make = TEXTS[n % len(TEXTS)]
        yield make.__name__, make(World(seed * 100_000 + n))
