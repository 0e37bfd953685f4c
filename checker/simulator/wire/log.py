"""The wire log: written on the network's thread, read from the judge's thread."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from checker.simulator.wire.values import WireConnection, WireRequest, weight

Listener = Callable[[WireRequest], None]
MAX_REMEMBERED = 4_096  # closed connections, and requests, of a bounded log


class WireLog:
    """Keeps every request and connection of one simulator.

    ``changed`` guards the log and is notified at every change. After ``seal``, requests and
    errors do not change: what a client does after the test is no evidence. A ``forgetful`` log
    drops the oldest entries, so that a simulator can run for days.
    """

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.forgetful = False
        self.listener: Listener | None = None
        self.weight = 0
        self._requests: dict[int, WireRequest] = {}
        self._connections: dict[int, WireConnection] = {}
        self._errors: deque[str] = deque(maxlen=MAX_REMEMBERED)
        self._flying: dict[int, str] = {}
        self._peaks: Counter[str] = Counter()
        self._peak = self._numbered = self._connected = 0
        self._sealed = False

    def seal(self) -> None:
        """Accept no further changes, except that connections close."""
        with self.changed:
            self._sealed = True
            self.changed.notify_all()

    def opened(self, region: str) -> int:
        """Record a new connection and return its id, counted from 1."""
        with self.changed:
            self._connected += 1
            number, now = self._connected, time.monotonic()
            self._connections[number] = WireConnection(id=number, region=region, opened_at=now)
            self.changed.notify_all()
            return number

    def closed(self, connection: int) -> None:
        """Record that a connection is closed."""
        with self.changed:
            gone = replace(self._connections.pop(connection), closed_at=time.monotonic())
            self._connections[connection] = gone
            if self.forgetful and len(self._connections) > MAX_REMEMBERED:
                self._connections.pop(next(n for n, c in self._connections.items() if not c.open))
            self.changed.notify_all()

    def arrive(self, request: WireRequest) -> WireRequest:
        """Record a request, in flight from now on, and return it with its number."""
        with self.changed:
            if self._sealed:
                return request
            self._numbered += 1
            number = self._numbered
            self._flying[number] = request.endpoint
            together = len(self._flying)
            self._peak = max(self._peak, together)
            at_endpoint = self._in_flight(request.endpoint)
            self._peaks[request.endpoint] = max(self._peaks[request.endpoint], at_endpoint)
            kept = replace(request, number=number, in_flight=together)
            self._requests[number] = kept
            self.weight += weight(kept.raw)
            self.changed.notify_all()
            return kept

    def change(self, number: int, **changes: Any) -> None:
        """Record a change of a request that is still being answered."""
        with self.changed:
            if self._sealed or number not in self._requests:
                return
            self._requests[number] = replace(self._requests[number], **changes)
            self.changed.notify_all()

    def finish(self, number: int, **changes: Any) -> None:
        """Record the end of a request: it is no longer in flight."""
        with self.changed:
            self._flying.pop(number, None)
            self.change(number, **changes)
            if self.listener is not None and number in self._requests:
                self.listener(self._requests[number])

    def forget(self, room: int) -> None:
        """Drop the oldest answered requests until the log fits."""
        with self.changed:
            while self.weight > room or len(self._requests) > MAX_REMEMBERED:
                done = next((n for n in self._requests if n not in self._flying), None)
                if done is None:
                    return
                self.weight -= weight(self._requests.pop(done).raw)

    def clear(self) -> None:
        """Drop every answered request, every fault, and the connections that are closed."""
        with self.changed:
            for number in [n for n in self._requests if n not in self._flying]:
                self.weight -= weight(self._requests.pop(number).raw)
            self._connections = {n: c for n, c in self._connections.items() if c.open}
            self._errors.clear()
            self._peaks, self._peak = Counter(self._flying.values()), len(self._flying)
            self.changed.notify_all()

    def complain(self, error: str) -> None:
        """Record a fault of the test's script, or of ours."""
        with self.changed:
            if not self._sealed:
                self._errors.append(error)
                self.changed.notify_all()

    def requests(self, endpoint: str | None = None) -> tuple[WireRequest, ...]:
        """Return the requests so far, to one endpoint or to all."""
        with self.changed:
            return tuple(r for r in self._requests.values() if endpoint in (None, r.endpoint))

    def connections(self) -> tuple[WireConnection, ...]:
        """Return the connections so far, in the order they were opened."""
        with self.changed:
            return tuple(self._connections[number] for number in sorted(self._connections))

    def errors(self) -> tuple[str, ...]:
        """Return the complaints so far."""
        with self.changed:
            return tuple(self._errors)

    def in_flight(self, endpoint: str) -> int:
        """Return how many requests of an endpoint are unanswered now."""
        with self.changed:
            return self._in_flight(endpoint)

    def peak(self, endpoint: str | None = None) -> int:
        """Return the largest number of requests unanswered at once, of one endpoint or of all."""
        with self.changed:
            return self._peak if endpoint is None else self._peaks[endpoint]

    def _in_flight(self, endpoint: str) -> int:
        return sum(1 for name in self._flying.values() if name == endpoint)
