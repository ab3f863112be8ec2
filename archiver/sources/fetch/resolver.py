"""Names are resolved to addresses that may be reached only, and the connection uses that very answer:

so a name that answers differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

from typing import Any

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped, unused-ignore]

from archiver.sources.fetch.addresses import is_reachable


@implementer(IResolutionReceiver)
class _Reachable:
    """Passes such addresses on to the receiver behind it; notes the names of the others."""

    def __init__(self, receiver: Any, name: str, refused: set[str], allow_private: bool) -> None:
        self._receiver, self._name, self._refused, self._allow_private = (
            receiver,
            name,
            refused,
            allow_private,
        )

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if is_reachable(str(address.host), allow_private=self._allow_private):
            self._receiver.addressResolved(address)
        else:
            self._refused.add(self._name)

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()


class GuardedResolver(CachingHostnameResolver):  # type: ignore[misc, unused-ignore]
    """Scrapy's resolver without forbidden answers (setting DNS_RESOLVER).

    refused: names that had some. allow_private: the setting ARCHIVER_ALLOW_PRIVATE.
    """

    refused: set[str] = set()  # noqa: RUF012  one resolver a process; the spider reads it here
    allow_private = False

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Any:
        resolver = super().from_crawler(crawler, reactor)
        resolver.allow_private = crawler.settings.getbool("ARCHIVER_ALLOW_PRIVATE")
        return resolver

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Any = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        """Like the parent's; see IHostnameResolver."""
        guarded = _Reachable(resolutionReceiver, hostName, self.refused, self.allow_private)
        return super().resolveHostName(guarded, hostName, portNumber, addressTypes, transportSemantics)
