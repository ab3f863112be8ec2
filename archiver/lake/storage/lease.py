"""A lease: the right to write that one process has at a time, among machines that share nothing but an object store.

It is one small object. Who wants the lease replaces it by a conditional write, which fails where another was quicker;
who has it renews it, and in the end marks it as free. A holder that was killed renews no more: whoever has watched the
object unchanged for as long as it says takes the lease over. No clock is compared with another machine's.

A holder that slept through this may believe that the lease is still its own. So the lease keeps writers from doing work
in vain, and no more; that a late one harms nothing is for the Delta commit to see to, which fails where another came
first.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

from archiver.lake.files.locks import Waiting
from archiver.lake.storage.object_store import AlreadyExistsError, BaseError, PreconditionError, obstore

SECONDS = 30.0
"""After so long without renewal a lease may be taken over; a third of it is how often it is renewed."""

PAUSE = 0.2
"""Seconds between two looks at a lease that another has."""


class Lease:
    """The lease in the object `key` of a store. address: of the archive, for messages."""

    def __init__(self, store: Any, key: str, address: str) -> None:
        self._store, self._key, self._address = store, key, address
        self._seconds = SECONDS

    @contextmanager
    def held(self, timeout: float) -> Iterator[None]:
        """Have the lease. Raises ConflictError on time-out, and obstore's errors."""
        holder = f"{socket.gethostname()} {os.getpid()} {uuid4().hex}"
        tag = self._taken(holder, timeout)
        done = threading.Event()
        tags = [tag]
        renewing = threading.Thread(target=self._renew, args=(holder, tags, done), daemon=True)
        renewing.start()
        try:
            yield
        finally:
            done.set()
            renewing.join()
            with suppress(BaseError, OSError):  # else it is taken over when its time is up
                self._put(holder, len(tags), tags[-1], free=True)

    def _taken(self, holder: str, timeout: float) -> str:
        waiting = Waiting(self._address, timeout)
        watched, since = None, 0.0
        while True:
            tag, state = self._look()
            now = time.monotonic()
            if tag != watched:
                watched, since = tag, now
            if tag is None or state["free"] or now - since > float(state["seconds"]):
                with suppress(AlreadyExistsError, PreconditionError):
                    return self._put(holder, 0, tag)
                continue
            host, _, rest = str(state["holder"]).partition(" ")
            waiting.pause(f"process {rest.split()[0]} on {host}" if rest else host, PAUSE)

    def _look(self) -> tuple[str | None, dict[str, Any]]:
        try:
            found = obstore.get(self._store, self._key)
        except FileNotFoundError:
            return None, {}
        return found.meta["e_tag"], json.loads(bytes(found.bytes()))

    def _put(self, holder: str, renewals: int, instead_of: str | None, *, free: bool = False) -> str:
        """Write the object where it is still as it was. renewals: makes each state's bytes, and so its tag, another."""
        state = {"holder": holder, "renewals": renewals, "seconds": self._seconds, "free": free}
        mode: Any = "create" if instead_of is None else {"e_tag": instead_of}
        put = obstore.put(self._store, self._key, json.dumps(state).encode(), mode=mode, use_multipart=False)
        return str(put["e_tag"])

    def _renew(self, holder: str, tags: list[str], done: threading.Event) -> None:
        while not done.wait(self._seconds / 3):
            try:
                tags.append(self._put(holder, len(tags), tags[-1]))
            except PreconditionError:
                return  # taken over; the commit will be refused
            except (BaseError, OSError):
                continue  # perhaps the next one gets through
