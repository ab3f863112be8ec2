"""Scrapy's HTTP download handler, with a bound on what stands before a body.

Twisted bounds the length of one header line, not how many there are: a server that never ends its headers
filled 280 MB of memory a second, for as long as the time limit of an answer allows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from twisted.internet.error import ConnectionAborted
from twisted.python.failure import Failure

MOST_HEADERS = 512 * 1024
"""Bytes of status line and headers; browsers allow 256 KiB and more."""


class HeadersTooLarge(ConnectionAborted):  # type: ignore[misc, unused-ignore]
    """An answer whose headers have no end."""


class BoundedHandler(HTTP11DownloadHandler):  # type: ignore[misc, unused-ignore]
    """For the settings DOWNLOAD_HANDLERS of http and https."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        factory = self._pool._factory

        class Bounded(factory):  # type: ignore[misc, valid-type, unused-ignore]
            def buildProtocol(self, addr: Any) -> Any:
                protocol = super().buildProtocol(addr)
                protocol.dataReceived = _bounded(protocol, protocol.dataReceived)
                return protocol

        self._pool._factory = Bounded


def _bounded(protocol: Any, receive: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """`receive`, until more than MOST_HEADERS came of an answer whose body has not begun."""
    came = 0

    def bounded(data: bytes) -> None:
        nonlocal came
        if getattr(protocol._parser, "state", None) not in ("STATUS", "HEADER"):
            came = 0
        elif (came := came + len(data)) > MOST_HEADERS:
            protocol._giveUp(Failure(HeadersTooLarge(f"more than {MOST_HEADERS:,} bytes of headers")))
            return
        receive(data)

    return bounded
