"""Names are resolved to public addresses only: the connection uses the very answer that was judged.

So a name that answers differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

from typing import Any

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IResolutionReceiver
from zope.interface import implementer

from archiver.sources.fetch.addresses import is_public


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Passes public addresses on to the receiver behind it; notes what it holds back."""

    def __init__(self, receiver: Any, name: str, refused: set[str]) -> None:
        self._receiver, self._name, self._refused = receiver, name, refused

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if is_public(str(address.host)):
            self._receiver.addressResolved(address)
        else:
            self._refused.add(self._name)

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()


class PublicResolver(CachingHostnameResolver):  # type: ignore[misc, unused-ignore]
    """Scrapy's resolver without private answers (setting DNS_RESOLVER). refused: names that had some."""

    refused: set[str] = set()  # noqa: RUF012  one resolver a process; the spider reads it here

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Any = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        """Like the parent's; see IHostnameResolver."""
        guarded = _PublicOnly(resolutionReceiver, hostName, self.refused)
        return super().resolveHostName(guarded, hostName, portNumber, addressTypes, transportSemantics)
