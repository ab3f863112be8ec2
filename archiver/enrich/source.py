# cython: infer_types=True, annotation_typing=False
"""The publisher's name: from what the page states, else from what its furniture calls it.

A page's own appeal ("Support Dawat Media Center"), its rights line ("© 2023 The Daily Planet"), its feed's
tail ("appeared first on ...") and its subscription box name the publisher. Each naming is a vote; the
name with the most weight wins, if something says that it is a publisher at all: a word such as
"Media" or "Zeitung" in it, the site's address, or rights claimed in a year by what cannot be a person.
Banks, payment services, picture agencies and people are named in furniture too, and never returned.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from unicodedata import normalize

from msgspec import Struct

from archiver.common.expressions import expression
from archiver.enrich.capitals import PARTICLES, YEARS, name_at, word_behind
from archiver.enrich.scanning import Beginnings
from archiver.records import Metadata
from archiver.words.wordlist import Wordlist

_SIGN = r"(?:©|\([Cc]\)|Copyright|COPYRIGHT)"
_CALLS = (
    "Support|Donate to|Contribute to|Unterstützen Sie|Unterstütze|Soutenez|Soutenir|Apoya a|Apoye a|Støtt|Støt|Stöd"
    "|Stötta|Steun|Sostieni|Apoie|Поддержите|Поддержать|ادعم|حمایت از|د"
)
_BOXES = "Subscribe to|Sign up for|Sign up to|Welcome to|Abonnez-vous à|Suscríbete a|Iscriviti a|Assine"
_TAILS = (
    "(?:first )?appeared (?:first )?on|erschien zuerst auf|est apparu en premier sur|"
    "(?:se publicó|apareció) primero en"
)
_RIGHTS = (
    "All [Rr]ights [Rr]eserved|Alle Rechte vorbehalten|Tous droits réservés|Todos los derechos reservados"
)


class _Form(Struct, frozen=True):
    """A way in which furniture names its publisher; the name begins where the pattern ends."""

    pattern: re.Pattern[str]
    weight: float


_FORMS = (
    _Form(expression(rf"(?<!\w){_SIGN}\s*{_SIGN}?\s*{YEARS}[,.]?\s+(?:by\s+)?"), 3.0),
    _Form(
        expression(
            rf"(?<!\w){_SIGN}\s*(?:by\s+)?(?={{name}}[,.]?\s+{YEARS})".replace("{name}", r"[^.©|]{2,60}")
        ),
        3.0,
    ),
    _Form(expression(rf"(?<!\w)(?:{_TAILS})\s+"), 3.0),
    _Form(expression(rf"(?<!\w)(?:{_CALLS})\s+(?:the\s+)?"), 2.0),
    _Form(expression(rf"(?<!\w)(?:{_RIGHTS})[.,:]?\s*(?:by\s+|to\s+)?"), 1.5),
    _Form(expression(rf"(?<!\w)(?:{_BOXES})\s+(?:the\s+)?"), 1.0),
)

_BEFORE_SPACE = f"first appeared|appeared|erschien|est apparu|se publicó|apareció|{_CALLS}|{_BOXES}|All|Alle|Tous|Todos"
_BEGINNINGS = Beginnings(
    ["©", "(C)", "(c)", "Copyright", "COPYRIGHT", *(f"{word} " for word in _BEFORE_SPACE.split("|"))]
)
"""What a naming begins with in any of its forms."""

_TAIL = 3  # words in small letters, and others after them, at most
_LEGAL = expression(
    r"(?i)\b(?:all\b|alle|tous|todos|tutti|rights?|rechten?|droits|derechos|diritti|direitos|rettigheter|rättigheter"
    r"|reserved|vorbehalten|réservés|reservados|riservati|все|права|inc|ltd|gmbh|by|and|unless|except)\b"
)
"""Said behind a name where rights are claimed, and no part of it."""
# What only publishers put in their names, in the languages of the lexicon (compared in small letters, as word parts).
_CUES = Wordlist(
    "media|medier|medien|média|news|nyhet|nyhed|nachricht|noticia|notizie|новост|press|prensa|stampa"
    "|times|journal|herald|tribune|gazette|chronicle|guardian|observer|telegraph|mirror|express|courier"
    "|globe|independent|monitor|dispatch|examiner|register|bulletin|reporter|review|magazin|weekly|daily"
    "|today|radio|television|channel|broadcast|network|online|zeitung|tagblatt|blatt|anzeiger|kurier|rundschau"
    "|avis|bladet|tidning|posten|krant|dagblad|corriere|gazzetta|giornale|diario|periódico|jornal|folha|correio"
    "|газета|вестник|правда|известия|agency|agentur|agence|agencia|foundation|institute|verlag"
    "|publish|publication|gruppe|voice|project|blog|هفته|روزنامه|خبر|رادیو|رسانه"
    "|صحيفة|جريدة|قناة|شبكة|اخبار|أخبار|وكالة|رسنۍ|ورځپاڼه",
    ends="nyt|post|mail|star|sun|tv|center|centre|group|watch|wire|report",
)
_LATIN_I = {ord("ı"): "i", 0x307: None}
"""Turkish ones as others write them: "İ" in small letters has a dot more."""
_ARTICLES = frozenset({"the", "der", "die", "das", "le", "la", "les", "el", "los", "il", "o", "de", "het"})
# Named in furniture without being its publisher: where money goes, who took the picture, whose software it is.
_OTHERS = Wordlist(
    "sparkasse|banque|vipps|paypal|patreon|swish|mobilepay|iban|stripe|shutterstock|istock|unsplash|pixabay|wikimedia"
    "|reuters|ritzau|scanpix|wordpress|jetpack|gravatar|creative commons|facebook|twitter|instagram|youtube|telegram"
    "|whatsapp|google|apple|independent journalism|newsletter|all rights|cookie",
    whole="bank|banken|dnb|epa|afp|ap|dpa|ntb|us|our|this|your|now",
    begins="getty",
    ends="banco|bic",
)


def source_name(metadata: Metadata, removed_texts: Sequence[str], site: str | None) -> tuple[str, str] | None:
    """The publisher's name and the evidence for it; None where nothing says it.

    removed_texts: the texts of the page's removed blocks. site: the page's host, or the name given for
    it; None where unknown. What the metadata states is returned as it is.
    """
    if metadata.source:
        stated = (evidence.origin for evidence in metadata.evidence if evidence.field == "source")
        return metadata.source, next(stated, "stated by the page")
    votes: defaultdict[str, float] = defaultdict(float)
    spellings: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for text in removed_texts:
        for name, quotation, weight in _namings(text):
            if _may_be_publisher(name, weight, metadata.authors, site):
                key = _key(name)
                votes[key] += weight
                spellings[key].append((name, quotation))
    if not votes:
        return None
    winner = max(votes, key=lambda key: (votes[key], key))
    named = spellings[winner]
    forms = [name for name, _ in named]
    often = max(sorted(set(forms)), key=forms.count)
    best = _whole(often, removed_texts, site)
    times = "" if len(named) == 1 else f", named {len(named)} times"
    quotation = named[0][1] + best[len(often) :] if named[0][0] == often else named[0][1]
    return best, f'furniture: "{quotation}"{times}'


def may_name(texts: Iterable[str]) -> bool:
    """Whether a publisher may be named in one of these texts, or in a part of one; most pages name none."""
    return any(map(_namings, texts))


def _whole(name: str, texts: Sequence[str], site: str | None) -> str:
    """A name with the words that end it where not all have capitals: "La Tribune lémanique" of "La Tribune".

    The site's address may spell it. Else such words go with the name wherever it stands, and one place shows that it
    ends with them: a claim of rights, a feed's tail, or a line of nothing else.
    """
    places = [place for text in dict.fromkeys(texts) if name in text for place in _places(name, text)]
    spelled = {" ".join((name, *words[:count])) for words, _ in places for count in range(1, len(words) + 1)}
    if addressed := [longer for longer in spelled if _is_spelled(longer, site)]:
        return max(addressed, key=lambda longer: (len(longer), longer))
    ends = [words for words, named in places if named and all(other[: len(words)] == words for other, _ in places)]
    tail = max(ends, key=len, default=[])
    if not tail or tail[-1].lower() in PARTICLES or _LEGAL.search(" ".join(tail)):
        return name
    return " ".join((name, *tail))


@lru_cache(maxsize=8192)
def _places(name: str, text: str) -> list[tuple[list[str], bool]]:
    """Where a text has a name: the words that follow it, and whether the publisher is named there and nothing else
    said, so that its name ends with the last of them."""
    places = []
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        words: list[str] = []
        last = found.end()
        while len(words) <= _TAIL and (word := word_behind(text, last)):
            words.append(word)
            last += 1 + len(word)
        named = found.start() == 0 or any(
            match.end() == found.start() for form in _FORMS if form.weight >= 3 for match in form.pattern.finditer(text)
        )
        places.append((words[:_TAIL], named and len(words) <= _TAIL))
    return places


def _namings(text: str) -> tuple[tuple[str, str, float], ...]:
    """Each naming in a text: the name, the words that it was found in, and its weight."""
    return _namings_at(text, tuple(places)) if (places := _BEGINNINGS.places(text)) else ()


@lru_cache(maxsize=8192)
def _namings_at(text: str, places: tuple[int, ...]) -> tuple[tuple[str, str, float], ...]:
    """Likewise, where they may begin. Remembered, since a site's furniture comes again on every page."""
    found = []
    for form in _FORMS:
        end = 0
        for place in places:
            match = form.pattern.match(text, place) if place >= end else None
            if match:
                end = match.end()
                name = name_at(text, end)
                if name:
                    found.append((name, match[0] + name, form.weight))
    return tuple(found)


def _key(name: str) -> str:
    words = name.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def _may_be_publisher(name: str, weight: float, authors: Sequence[str], site: str | None) -> bool:
    may = _may_by_words(name)
    if may is False or (authors and name.casefold() in {author.casefold() for author in authors}):
        return False
    if may or _is_of_site(name, site):
        return True
    # Rights claimed by one word, or by a name with an article, are no person's.
    words = name.split()
    return weight >= 3 and (len(words) == 1 or words[0].lower() in _ARTICLES)


@lru_cache(maxsize=8192)
def _may_by_words(name: str) -> bool | None:
    """Whether a name may be a publisher's by the words in it; None where they leave that open."""
    small = name.lower().translate(_LATIN_I)
    if len(name) < 2 or len(name.split()) > 7 or name.isdigit() or _OTHERS.is_in(small) or small.endswith("bank"):
        return False
    return True if _CUES.is_in(small) else None


def _is_spelled(name: str, site: str | None) -> bool:
    """Whether the site is called so, or its address is all of a name's words: latribunelemanique.example."""
    plain = _plain(name)
    return site is not None and plain in {_plain(label) for label in (site, *site.removeprefix("www.").split("."))}


def _plain(text: str) -> str:
    """Letters and digits alone, without accents."""
    return "".join(filter(str.isalnum, normalize("NFKD", text.casefold())))


@lru_cache(maxsize=8192)
def _is_of_site(name: str, site: str | None) -> bool:
    """Whether the site's address is made of the name: "Le Monde" of lemonde.fr, or of its initials: "faz.net"."""
    if not site:
        return False
    labels = [
        re.sub(r"\W", "", label)
        for label in site.casefold().removeprefix("www.").split(".")[:-1] or [site.casefold()]
    ]
    words = [re.sub(r"\W", "", word) for word in name.casefold().split()]
    joined, initials = "".join(words), "".join(word[:1] for word in words)
    start = "".join(words[:2])
    return any(
        label
        and (
            label in (joined, initials)
            or (len(start) > 5 and label.startswith(start))
            or joined == "the" + label
        )
        for label in labels
    )
