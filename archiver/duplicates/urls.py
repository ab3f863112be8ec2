"""Addresses: which of them are the same article, and which site they belong to.

`canonical_url` is careful, since it is stored and fetched; `identity_url` is bold, since it is only
compared: it forgets what servers almost always answer alike (http or https, "www.", a last slash) and what is the
same article in another dress (AMP, mobile hosts).
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from archiver.common.expressions import expression
from archiver.common.suffixes import registrable
from archiver.words.wordlist import is_of_word, small

_TRACKING = frozenset(
    "pk_campaign pk_kwd pk_source pk_medium pk_content fbclid gclid gclsrc dclid wbraid gbraid msclkid yclid ysclid "
    "twclid ttclid igshid igsh li_fat_id mc_cid mc_eid _hsenc _hsmi vero_id oly_enc_id oly_anon_id s_cid cmpid icid "
    "ncid ref_src ref_url guccounter _ga _gl shareid share_id xtor spm wt_mc wtrid srsltid gad_source mkt_tok "
    "ns_mchannel ns_source ns_campaign ns_linkname ns_fee __twitter_impression fb_action_ids fb_action_types "
    "fb_source mibextid _branch_match_id s_kwcid ef_id dm_i sc_campaign sc_channel sc_src smid smtyp cmp ito usqp "
    "amp_js_v amp_gsa amp_kit phpsessid jsessionid at_medium at_campaign guce_referrer".split()
)
"""Query parameters that say how a reader came, not what is read."""
_TRACKING_BEGINS = ("utm_", "mtm_", "piwik_", "hsa_", "at_medium", "at_campaign", "__hs", "guce_referrer", "sfmc_")
"""And what such a parameter begins with, followed by more."""
DEFAULT_PORTS = {"http": 80, "https": 443}


_CANONICAL = expression(
    r"https?://(?!(?:[^/]*\.)?ampproject\.org/|(?:www\.)?google\.)[a-z0-9-]+(?:\.[a-z0-9-]+)*/[\w/.,!~-]*", re.ASCII
)
"""Addresses that are in that one spelling already, as most are."""
_PLAIN_HOST = expression(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*(?::\d+)?", re.ASCII)
_PLAIN_PATH = expression(r"[\w/.,!~:@$'()*+&=|-]*")
"""Letters and signs that stand in a path for themselves; but letters beyond ASCII are encoded."""


def canonical_url(url: str) -> str:
    """The same address in one spelling: RFC 3986 (6.2.2, 6.2.3), without fragment and tracking parameters.

    Scheme and host in lower case, host as IDNA, default port dropped, dot segments resolved, percent
    encoding as UTF-8 in upper case, parameters sorted. A page in an AMP cache has its own address, not the
    cache's. What is not an http(s) address is returned as it is.
    """
    if _CANONICAL.fullmatch(url) and "/." not in url:
        return url
    parts = _split(url)
    if parts is None:
        return url.strip()
    scheme, host, path, query = parts
    pairs = [p for p in parse_qsl(query, keep_blank_values=True) if not is_tracking(p[0])]
    path, query = _resolved(path), urlencode(sorted(pairs))
    if "%" not in query and _PLAIN_PATH.fullmatch(path) and _PLAIN_HOST.fullmatch(host):
        return urlunsplit((scheme, host, quote(path, safe="/.,!~:@$'()*+&=|"), query, ""))
    from w3lib.url import canonicalize_url  # takes 0.02 s to import: it brings a web client

    return str(canonicalize_url(urlunsplit((scheme, host, path, query, ""))))


def is_tracking(parameter: str) -> bool:
    """Whether a query's parameter is there to follow readers, by its name."""
    name = small(parameter)
    begins = next(filter(name.startswith, _TRACKING_BEGINS), name)
    rest = name[len(begins) :]
    return name in _TRACKING or (bool(rest) and all(map(is_of_word, rest)))


def _split(url: str) -> tuple[str, str, str, str] | None:
    if _CANONICAL.fullmatch(url):
        scheme, _, rest = url.partition("://")
        host, _, path = rest.partition("/")
        return scheme, host, f"/{path}", ""
    try:
        parts = urlsplit(_out_of_cache(url.strip()))
        scheme, host, port = parts.scheme.lower(), _host(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if scheme not in DEFAULT_PORTS or not host:
        return None
    return (
        scheme,
        host if port in (None, DEFAULT_PORTS[scheme]) else f"{host}:{port}",
        parts.path or "/",
        parts.query,
    )


_AMP_CACHE = expression(
    r"https?://(?:[a-z0-9-]+\.cdn\.ampproject\.org/[a-z]|(?:www\.)?google\.[a-z.]+/amp)/(?P<tls>s/)?(?P<url>[^/]+\..+)",
    re.IGNORECASE,
)


def _out_of_cache(url: str) -> str:
    """The address of the page itself, of one in an AMP cache ("/c/s/": content, by TLS); others as they are."""
    if "amp" not in url.lower():
        return url
    cached = _AMP_CACHE.fullmatch(url)
    return f"http{'s' if cached['tls'] else ''}://{cached['url']}" if cached else url


def _host(host: str) -> str:
    if ":" in host:
        return f"[{host.lower()}]"
    host = host.rstrip(".").lower()
    if _PLAIN_HOST.fullmatch(host):  # is IDNA already, of which Python has to load the tables
        return host
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host


def _resolved(path: str) -> str:
    """A path without "." and ".." segments (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    closing = "/" if path.endswith(("/.", "/..")) and kept else ""
    return "/" + "/".join(kept) + closing


_DRESSES = frozenset({"www", "m", "mobile", "amp", "wap", "touch"})
"""Labels of hosts that give the same articles in another dress."""

_SAME_PATH = (
    (expression(r";jsessionid=[^/]*", re.IGNORECASE), ""),
    (expression(r"\.amp(?=(?:\.html?)?$)", re.IGNORECASE), ""),
    (expression(r"/(?:(?:index|default)\.(?:html?|php|aspx?|jsp))?/*$", re.IGNORECASE), ""),
    (expression(r"^/amp(?=/.)|/(?:amp|amphtml)$", re.IGNORECASE), ""),
)
_AMP = expression(r"(?:amp|amphtml)(?:=[^&]*)?|output_?type=amp|view=amp", re.IGNORECASE)


def identity_url(url: str) -> str:
    """What two addresses of one article have in common: not an address that can be fetched."""
    parts = _split(canonical_url(url))
    if parts is None:
        return url.strip()
    _, host, path, query = parts
    for pattern, same in _SAME_PATH:
        path = pattern.sub(same, path)
    query = "&".join(part for part in query.split("&") if part and not _AMP.fullmatch(part))
    return f"{_undressed(host)}{path.rstrip('/')}{'?' + query if query else ''}"


@lru_cache(maxsize=65536)
def _undressed(host: str) -> str:
    """ "en.m.example.org" -> "en.example.org": labels in front of the registrable domain only."""
    domain = registrable(host.partition(":")[0])
    labels = host.split(".")
    free = len(labels) - (domain.count(".") + 1 if domain else 2)
    return ".".join(label for number, label in enumerate(labels) if number >= free or label not in _DRESSES)


@lru_cache(maxsize=65536)
def registrable_site(url: str) -> str | None:
    """The registrable host ("bbc.co.uk" of "https://www.bbc.co.uk/news"); None: not an http(s) address.

    A host without a public suffix (an IP address, "localhost") is its own site. By the Public Suffix List.
    """
    parts = _split(url)
    if parts is None:
        return None
    host = parts[1]
    if ":" in host:
        host = (urlsplit(f"//{host}").hostname or "").lower()
    return registrable(host) or host.removeprefix("www.")
