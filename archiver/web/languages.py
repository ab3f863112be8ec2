"""Names of languages for people to read. A language that is not here is shown by its code."""

from __future__ import annotations

_NAMES = dict(
    entry.split("=")
    for entry in """
af=Afrikaans am=Amharic ar=Arabic az=Azerbaijani be=Belarusian bg=Bulgarian bn=Bengali bs=Bosnian ca=Catalan
cs=Czech cy=Welsh da=Danish de=German el=Greek en=English eo=Esperanto es=Spanish et=Estonian eu=Basque
fa=Persian fi=Finnish fo=Faroese fr=French ga=Irish gl=Galician gu=Gujarati he=Hebrew hi=Hindi hr=Croatian
hu=Hungarian hy=Armenian id=Indonesian is=Icelandic it=Italian ja=Japanese ka=Georgian kk=Kazakh km=Khmer
kn=Kannada ko=Korean ku=Kurdish ky=Kyrgyz lb=Luxembourgish lt=Lithuanian lv=Latvian mk=Macedonian ml=Malayalam
mn=Mongolian mr=Marathi ms=Malay mt=Maltese nb=Norwegian ne=Nepali nl=Dutch nn=Nynorsk no=Norwegian pa=Punjabi
pl=Polish ps=Pashto pt=Portuguese ro=Romanian ru=Russian se=Sami si=Sinhala sk=Slovak sl=Slovenian so=Somali
sq=Albanian sr=Serbian sv=Swedish sw=Swahili ta=Tamil te=Telugu tg=Tajik th=Thai tl=Tagalog tr=Turkish
uk=Ukrainian ur=Urdu uz=Uzbek vi=Vietnamese xh=Xhosa yi=Yiddish zh=Chinese zu=Zulu
""".split()
)


def language_name(code: str | None) -> str:
    """English name of a BCP 47 code by its first subtag; the code itself where it is not known; "" for None."""
    if not code:
        return ""
    return _NAMES.get(code.split("-")[0].lower(), code)
