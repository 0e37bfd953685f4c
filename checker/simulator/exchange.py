"""The answering side of one request: bytes to the client, facts to the log."""

from __future__ import annotations

import time
from typing import Protocol

import h11

from checker.simulator.answer import Headers, Raw
from checker.simulator.completion import DONE
from checker.simulator.log import WireLog
from checker.simulator.wire import WireRequest


class Line(Protocol):
    """What an exchange needs of its connection."""

    def send(self, *events: h11.Event) -> None:
        """Write HTTP events in one piece."""

    async def drained(self) -> None:
        """Wait until the client has taken enough to be sent more."""

    def turn(self) -> None:
        """Go on to the client's next request, or close."""

    def hang_up(self) -> None:
        """Close the connection after what was written."""


class Exchange:
    """Answers one request, once.

    The log is told before the bytes leave: whoever has seen the answer finds it in the log.
    """

    def __init__(self, line: Line, log: WireLog, request: WireRequest) -> None:
        self.request = request
        self.begun = False
        self._line = line
        self._log = log
        self._events = 0

    def whole(self, answer: Raw, *, last: bool = False) -> None:
        """Send a whole answer; ``last`` announces that the connection closes."""
        length = ("content-length", str(len(answer.content)))
        closing = (("connection", "close"),) if last else ()
        headers = (length, *closing, *answer.headers)
        head = self._response(answer.status, answer.content_type, headers)
        content = b"" if self.request.method == "HEAD" else answer.content
        self.begun = True
        self._end(status=answer.status, completed=True)
        self._line.send(head, h11.Data(data=content), h11.EndOfMessage())
        self._line.turn()

    def begin(self, headers: Headers) -> None:
        """Send the head of a stream of events."""
        head = self._response(200, "text/event-stream; charset=utf-8", headers)
        self.begun = True
        self._log.change(self.request.number, status=200)
        self._line.send(head)

    async def event(self, data: bytes) -> None:
        """Send one event, when the client has taken the earlier ones."""
        self._events += 1
        self._log.change(self.request.number, events_sent=self._events)
        self._line.send(h11.Data(data=data))
        await self._line.drained()

    def end(self, *, done: bool) -> None:
        """End a stream of events."""
        self._end(completed=True)
        closing: list[h11.Event] = [h11.Data(data=DONE)] if done else []
        self._line.send(*closing, h11.EndOfMessage())
        self._line.turn()

    def cut(self) -> None:
        """Close the connection in the middle of the answer.

        What was sent still reaches the client, then the end of file: a reset could overtake it.
        """
        self._end()
        self._line.hang_up()

    def lost(self, *, by_client: bool) -> None:
        """Note that the connection went away before the answer was whole."""
        self._end(disconnected=by_client)

    def _end(self, **changes: object) -> None:
        self._log.finish(self.request.number, answered_at=time.monotonic(), **changes)

    def _response(self, status: int, content_type: str, headers: Headers) -> h11.Response:
        correlation = ("mistral-correlation-id", f"{self.request.number:032x}")
        every = (("content-type", content_type), correlation, *headers)
        return h11.Response(status_code=status, headers=list(every))
