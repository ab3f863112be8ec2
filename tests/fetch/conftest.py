"""A small site on loopback that behaves, and misbehaves, as told: the honest fake of the network."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from archiver.sources.feeds.subscriptions import Subscriptions
from archiver.sources.fetch.asked import FETCH, Kind
from archiver.sources.fetch.policy import Politeness
from archiver.sources.fetch.session import Fetched, Session


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


Route = Answer | Callable[[BaseHTTPRequestHandler], Answer | None]
"""An answer, or a function that makes one, or writes what it likes and returns None."""


class Site:
    """routes: by path with query. asked: paths in the order of their requests; headers: of the last."""

    Answer = Answer

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[str] = []
        self.headers: dict[str, dict[str, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def page(self, path: str, text: str, **headers: str) -> str:
        """A page with this text; returns its address."""
        self.routes[path] = Answer(f"<html><body><p>{text}</p></body></html>".encode(), headers=headers)
        return self.base + path

    def count(self, path: str) -> int:
        return self.asked.count(path)

    def _handler(site) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.headers[self.path] = dict(self.headers.items())
                route = site.routes.get(self.path, Answer(b"not here", 404))
                answer = route if isinstance(route, Answer) else route(self)
                if answer is None:
                    self.close_connection = True
                else:
                    self._send(answer)

            def _send(self, answer: Answer) -> None:
                known = answer.headers.get("ETag")
                if known and self.headers.get("If-None-Match") == known:
                    answer = Answer(status=304)
                self.send_response(answer.status)
                if answer.type:
                    self.send_header("Content-Type", answer.type)
                self.send_header("Content-Length", str(len(answer.body)))
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer.body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def subscriptions(tmp_path: Path) -> Iterator[Subscriptions]:
    opened = Subscriptions(tmp_path / "archive/feeds.sqlite", allow_private=True)
    yield opened
    opened.close()


QUICK = Politeness(delay=0, timeout=2, max_bytes=300_000, allow_private=True, patience=4)


@pytest.fixture
def session_of(tmp_path: Path) -> Iterator[Callable[..., Session]]:
    """Opens sessions on one archive."""
    opened: list[Session] = []

    def open_session(politeness: Politeness = QUICK, kinds: frozenset[Kind] = FETCH) -> Session:
        opened.append(Session(tmp_path / "archive", politeness, kinds))
        return opened[-1]

    yield open_session
    for session in opened:
        session.close()


def crawl(session: Session) -> dict[str, Fetched]:
    """What one run brings, by path."""
    return {
        fetched.row.url.partition("://")[2].partition("/")[2]: fetched
        for batch in session.batches()
        for fetched in batch
    }


@pytest.fixture
def run() -> Callable[[Session], dict[str, Fetched]]:
    return crawl
