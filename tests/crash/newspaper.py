"""A newspaper's web site on loopback, with a feed and pages, for commands that fetch."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORIES = 12
"""Stories in the feed: the odd ones whole, of the even ones the page must be fetched."""
PAGES = 12
"""Pages that no feed names."""
SHARED = "Support the Quay Courier: every amount helps. Account 1503 20 45678."


class Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Whoever asked was killed: nothing to tell."""


class Newspaper:
    """A running server. It says of everything when it was published, so that no time of fetching is in a record."""

    def __init__(self) -> None:
        newspaper = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                answer = newspaper.answer(self.path)
                self.send_response(200 if answer else 404)
                self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self.feed = f"{self.base}/feed"
        self.stories = [f"{self.base}/story/{n}" for n in range(STORIES)]
        self.pages = [f"{self.base}/page/{n}" for n in range(PAGES)]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> bytes:
        """Empty where there is no such page."""
        kind, _, number = path.strip("/").partition("/")
        if path == "/feed":
            return self._feed().encode()
        if kind not in ("story", "page") or not number.isdigit():
            return b""
        paragraphs = "".join(f"<p>{text}</p>" for text in [*_body(kind, int(number)), SHARED])
        at = f'<meta property="article:published_time" content="{_day(int(number))}T08:00:00Z">'
        return f"<html><head><title>{kind} {number}</title>{at}</head><body>{paragraphs}</body></html>".encode()

    def _feed(self) -> str:
        items = "".join(self._item(n) for n in range(STORIES))
        names = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        return f'<rss version="2.0" {names}><channel><title>The Quay Courier</title>{items}</channel></rss>'

    def _item(self, n: int) -> str:
        whole = "".join(f"<p>{text}</p>" for text in _body("story", n))
        content = f"<content:encoded><![CDATA[{whole}]]></content:encoded>" if n % 2 else ""
        return (
            f"<item><title>Story {n}</title><link>{self.stories[n]}</link><guid>story-{n}</guid>"
            f"<pubDate>{n + 1} May 2024 08:00:00 GMT</pubDate>{content}</item>"
        )


def _day(n: int) -> str:
    return f"2024-05-{n + 1:02}"


def _body(kind: str, n: int) -> list[str]:
    """Long enough for a feed's entry to be taken for the whole article."""
    return [
        f"The harbour board of {kind} {n} heard {speaker} on point {n * 10 + i} of the plan for pier {n % 5}, "
        f"and put off the decision about berth {i * 3 + n} until the tide tables for week {n + i} are printed."
        for i, speaker in enumerate(("the pilot", "two skippers", "a surveyor", "the clerk", "its treasurer"))
    ]
