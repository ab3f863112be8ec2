"""Servers that mean harm: each ends as an error with a reason, soon, in bounded memory, and the rest goes on."""

from __future__ import annotations

import gzip
import time

import brotli
import pytest
from twisted.internet.address import IPv4Address

from archiver.sources.fetch.asked import Asked
from archiver.sources.fetch.policy import Politeness
from archiver.sources.fetch.resolver import GuardedResolver
from archiver.sources.streams import zstd_module

STRICT = Politeness(delay=0, timeout=1, max_bytes=300_000, allow_private=True, attempts=1, patience=4)
PIECE = b"x" * 65536


def until_hung_up(write, first=b"", pause=0.0):
    """A route that writes the same for ever."""

    def route(handler):
        try:
            handler.wfile.write(first)
            while True:
                handler.wfile.write(write)
                handler.wfile.flush()
                time.sleep(pause)
        except OSError:
            return

    return route


def test_an_answer_asks_for_a_time_that_there_is_not(site, session_of, run):
    never = {"Retry-After": "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"}
    site.routes["/later"] = site.Answer(b"not now", 503, headers=never)
    session = session_of(STRICT)
    ask(session, site, ["/later"])
    assert reasons(run(session)) == {"later": "http-503"}


def zeros(count):
    return b"\0" * count


BOMBS = {
    "/br": (brotli.compress(zeros(200_000_000), quality=1), "br"),
    "/zstd": (zstd_module().compress(zeros(200_000_000)), "zstd"),
    "/gzip": (gzip.compress(zeros(200_000_000), 1), "gzip"),
    "/gzip-in-gzip": (gzip.compress(gzip.compress(zeros(100_000_000), 1), 1), "gzip, gzip"),
    "/br-in-gzip": (gzip.compress(brotli.compress(zeros(100_000_000), quality=1)), "br, gzip"),
    "/not-br": (b"\xff\xfe" * 1000, "br"),
    "/not-zstd": (b"\xff\xfe" * 1000, "zstd"),
    "/unknown": (b"\xff\xfe" * 1000, "rot13"),
}


def ask(session, site, paths):
    session.frontier.add(Asked(site.base + path) for path in paths)


def reasons(came):
    return {path: fetched.error.reason if fetched.error else "" for path, fetched in came.items()}


def test_bombs_in_any_packing_end_as_errors(site, session_of, run):
    for path, (body, coding) in BOMBS.items():
        site.routes[path] = site.Answer(body, headers={"Content-Encoding": coding})
    site.page("/good", "good")
    session = session_of(STRICT)
    ask(session, site, [*BOMBS, "/good"])
    came = run(session)
    unknown = came.pop("unknown")  # often a plain page with a nonsense header: whether it is text is asked later
    assert unknown.error is None and unknown.body == BOMBS["/unknown"][0]
    assert reasons(came) == {
        "br": "too-large",
        "zstd": "too-large",
        "gzip": "too-large",
        "gzip-in-gzip": "too-large",
        "br-in-gzip": "too-large",
        "not-br": "unreachable",
        "not-zstd": "unreachable",
        "good": "",
    }


def test_servers_that_hold_us_are_left(site, session_of, run):
    line = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    site.routes |= {
        "/slow-headers": until_hung_up(b"X-A: 1\r\n", line, pause=0.1),
        "/slow-line": until_hung_up(b"a", b"HTTP/1.1 200 ", pause=0.1),
        "/endless-headers": until_hung_up(b"X-A: " + b"y" * 1000 + b"\r\n", line),
        "/endless-line": until_hung_up(PIECE, line + b"X-A: "),
        "/endless-chunk": until_hung_up(PIECE, line + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\n"),
        "/slow-chunks": until_hung_up(b"1\r\nx\r\n", line + b"Transfer-Encoding: chunked\r\n\r\n", pause=0.1),
        "/lying-length": until_hung_up(b"", line + b"Content-Length: 99999999999\r\n\r\n", pause=0.1),
        "/no-http": until_hung_up(b"", b"220 mail ready\r\n", pause=0.1),
    }
    paths = list(site.routes)
    site.page("/good", "good")
    session = session_of(STRICT)
    ask(session, site, [*paths, "/good"])
    assert reasons(run(session)) == {
        "slow-headers": "timeout",
        "slow-line": "timeout",
        "endless-headers": "too-large",
        "endless-line": "unreachable",
        "endless-chunk": "too-large",
        "slow-chunks": "timeout",
        "lying-length": "too-large",
        "no-http": "unreachable",
        "good": "",
    }


@pytest.mark.parametrize(
    ("kind", "reason"),
    [("endless", "robots"), ("slow", "timeout"), ("bomb", "robots"), ("redirected", "refused-address")],
)
def test_a_robots_txt_that_cannot_be_read_forbids_until_it_can(site, session_of, run, kind, reason):
    """RFC 9309, 2.3.1.4."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
    site.routes["/robots.txt"] = {
        "endless": until_hung_up(b"User-agent: a\nDisallow: /a\n" * 2000, head),
        "slow": until_hung_up(b"#", head, pause=0.1),
        "bomb": site.Answer(gzip.compress(zeros(200_000_000), 1), headers={"Content-Encoding": "gzip"}),
        "redirected": site.Answer(status=302, headers={"Location": "http://169.254.169.254/robots.txt"}),
    }[kind]
    site.page("/good", "good")
    session = session_of(STRICT)
    ask(session, site, ["/good"])
    assert reasons(run(session)) == {"good": reason}
    assert "/good" not in site.asked
    site.routes["/robots.txt"] = site.Answer(b"User-agent: *\nAllow: /", type="text/plain")
    session.frontier.add([Asked(site.base + "/good")], again=True)
    assert reasons(run(session)) == {"good": ""}


def test_no_redirect_leads_inward_or_away_from_http(site, session_of, run):
    targets = {
        "/metadata": "http://169.254.169.254/latest/meta-data/",
        "/metadata-v6": "http://[fd00:ec2::254]/latest/",
        "/metadata-number": "http://2852039166/latest/",
        "/file": "file:///etc/passwd",
        "/ftp": "ftp://127.0.0.1/x",
        "/data": "data:text/html,<p>x",
        "/gopher": "gopher://127.0.0.1:6379/_INFO",
        "/script": "javascript:alert(1)",
        "/broken": "http://[::1",
        "/long": "/" + "a" * 70_000,
    }
    for path, target in targets.items():
        site.routes[path] = site.Answer(status=302, headers={"Location": target})
    session = session_of(STRICT)
    ask(session, site, targets)
    came = run(session)
    away = dict.fromkeys(("file", "ftp", "data", "gopher"), "http-302")  # Scrapy follows none of them
    inward = dict.fromkeys(("metadata", "metadata-v6", "metadata-number"), "refused-address")
    broken = dict.fromkeys(("script", "broken", "long"), "unreachable")
    assert reasons(came) == away | inward | broken
    assert not any(fetched.body for fetched in came.values())


class _Names:
    """Twisted's name resolver, with a name that answers anew each time it is asked."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def resolveHostName(self, receiver, name, port=0, types=None, transport="TCP"):
        receiver.resolutionBegan(self)
        for host in self.answers.pop(0):
            receiver.addressResolved(IPv4Address("TCP", host, port))
        receiver.resolutionComplete()
        return self


class _Reactor:
    def __init__(self, names):
        self.nameResolver = names

    def installNameResolver(self, resolver):
        self.nameResolver = resolver


class _Receiver:
    def __init__(self):
        self.hosts = []

    def resolutionBegan(self, resolution):
        pass

    def addressResolved(self, address):
        self.hosts.append(address.host)

    def resolutionComplete(self):
        pass


def test_a_name_that_answers_differently_the_second_time_gains_nothing():
    """DNS rebinding: a public answer first, to pass the check, then one that leads inward."""
    GuardedResolver.refused.clear()
    names = _Names(["93.184.216.34"], ["127.0.0.1", "10.0.0.1", "93.184.216.34"], ["169.254.169.254"])
    resolver = GuardedResolver(_Reactor(names), cache_size=0)
    given = []
    for _ in range(3):
        receiver = _Receiver()
        resolver.resolveHostName(receiver, "rebind.example")
        given.append(receiver.hosts)
    assert given == [["93.184.216.34"], ["93.184.216.34"], []]
    assert GuardedResolver.refused == {"rebind.example"}
    GuardedResolver.refused.clear()
