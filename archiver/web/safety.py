"""What every request passes: who may ask, what may be asked, and what a browser may do with the answer.

The site shows texts of strangers. Templates escape them; this is the second wall: the content security policy
lets no script run whatever stands in a page, and a host that is not this server's own gets no answer, so that
a page elsewhere cannot read a local archive by pointing its own name at 127.0.0.1 (DNS rebinding).
"""

from __future__ import annotations

from collections.abc import Collection

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
LONGEST_ADDRESS = 8_000
"""Bytes of path and query."""

POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Safety:
    """ASGI middleware: host, method and length are checked, headers are added."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] = LOOPBACK) -> None:
        """hosts: names under which the site may be asked for, without port; "*" for any."""
        self._app = app
        self._hosts = {host.lower() for host in hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                more = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in present]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, send_safely)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = dict(scope["headers"])
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("This site is for reading: GET only.\n", 405, headers={"allow": "GET, HEAD"})
        if "*" not in self._hosts and host_name(headers.get(b"host", b"").decode("latin-1")) not in self._hosts:
            return PlainTextResponse(
                "This server does not answer to that host name; `archiver serve --host-name NAME` allows one.\n", 421
            )
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return PlainTextResponse("This address is too long.\n", 414)
        return None


def host_name(header: str) -> str:
    """The name of a Host header, lower case, without port and without an IPv6 address's brackets."""
    header = header.strip().lower()
    if header.startswith("["):
        name, closed, _ = header[1:].partition("]")
        return name if closed else ""
    return header.partition(":")[0].rstrip(".")
