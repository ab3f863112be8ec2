"""Names of languages for people to read: of all that are found in texts, and some more."""

from __future__ import annotations

_NAMES = dict(
    entry.replace("_", " ").split("=")
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
ace=Acehnese an=Aragonese ary=Moroccan_Arabic arz=Egyptian_Arabic as=Assamese ba=Bashkir bcl=Central_Bikol br=Breton
ckb=Central_Kurdish crh=Crimean_Tatar dv=Dhivehi dz=Dzongkha ext=Extremaduran fuv=Nigerian_Fulfulde fy=West_Frisian
gcf=Antillean_Creole gcr=Guianese_Creole gd=Scottish_Gaelic gom=Konkani grc=Ancient_Greek gug=Guarani guw=Gun ha=Hausa
hbo=Ancient_Hebrew ht=Haitian_Creole ig=Igbo jv=Javanese kab=Kabyle kik=Kikuyu la=Latin lg=Ganda lij=Ligurian
ln=Lingala lo=Lao ltg=Latgalian mg=Malagasy my=Burmese nso=Northern_Sotho oc=Occitan om=Oromo or=Odia
pcm=Nigerian_Pidgin qu=Quechua rw=Kinyarwanda sa=Sanskrit sd=Sindhi sdh=Southern_Kurdish sn=Shona st=Southern_Sotho
tk=Turkmen tt=Tatar ug=Uyghur uzs=Southern_Uzbek vec=Venetian vo=Volapük wa=Walloon wuu=Wu_Chinese yo=Yoruba
yue=Cantonese zxx=no_language
""".split()
)


def language_name(code: str | None) -> str:
    """English name of a BCP 47 code by its first subtag; the code itself where it is not known; "" for None."""
    if not code:
        return ""
    return _NAMES.get(code.split("-")[0].lower(), code)
