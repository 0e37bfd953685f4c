"""The answering side of one request: bytes to the client, facts to the log."""

from __future__ import annotations

import time
from typing import Protocol

import h11

from checker.simulator.wire.answer import Headers, Raw
from checker.simulator.wire.log import WireLog
from checker.simulator.wire.values import WireRequest

ANYWHERE = ("access-control-allow-origin", "*")  # 38 recorded answers
EVENTS = "text/event-stream; charset=utf-8"


class ClientConnection(Protocol):
    """What an exchange needs of its connection."""

    def encoded(self, *events: h11.Event) -> bytes:
        """Return HTTP events as bytes, which must be written next."""

    def write(self, data: bytes) -> None:
        """Write bytes."""

    async def drained(self) -> None:
        """Wait until the client has read enough to be sent more."""

    def turn(self) -> None:
        """Continue with the client's next request, or close."""

    def hang_up(self, *, reset: bool) -> None:
        """Close the connection after what was written, or reset it at once."""


class Exchange:
    """Answers one request, once.

    The log is written before the bytes leave: whoever has seen the answer finds it in the log.
    """

    def __init__(self, line: ClientConnection, log: WireLog, request: WireRequest) -> None:
        self.request = request
        self.begun = False
        self.headers: Headers = ()  # for every answer to this request
        self._line = line
        self._log = log
        self._events = 0
        self._bytes = 0

    def whole(self, answer: Raw, *, last: bool = False) -> None:
        """Send a whole answer; ``last`` announces that the connection closes."""
        closing: Headers = (("connection", "close"),) if last else ()
        content = b"" if self.request.method == "HEAD" else answer.content
        head = self._head_of(answer, closing)
        data = self._line.encoded(head, h11.Data(data=content), h11.EndOfMessage())
        self._sending(data)
        self._end(status=answer.status, completed=True)
        self._line.write(data)
        self._line.turn()

    def half(self, answer: Raw, content: bytes) -> None:
        """Send a part of a whole answer, and close."""
        data = self._line.encoded(self._head_of(answer, ()), h11.Data(data=content))
        self._sending(data)
        self._end(status=answer.status)
        self._line.write(data)
        self._line.hang_up(reset=False)

    def begin(self, headers: Headers, content_type: str) -> None:
        """Send the head of a stream of events."""
        data = self._line.encoded(self._response(200, content_type or EVENTS, headers))
        self._sending(data, status=200)
        self._line.write(data)

    async def event(self, event: bytes) -> None:
        """Send one event, once the client has read the earlier ones."""
        self._events += 1
        data = self._line.encoded(h11.Data(data=event))
        self._sending(data, events_sent=self._events)
        self._line.write(data)
        await self._line.drained()

    def end(self, last: bytes) -> None:
        """End a stream of events with the bytes that come after them."""
        closing: list[h11.Event] = [h11.Data(data=last)] if last else []
        data = self._line.encoded(*closing, h11.EndOfMessage())
        self._sending(data)
        self._end(completed=True)
        self._line.write(data)
        self._line.turn()

    def cut(self, *, after: bytes = b"", reset: bool = False) -> None:
        """Close the connection in the middle of the answer, after some more bytes.

        What was sent still reaches the client, then the end of file. A reset may overtake
        what was sent.
        """
        data = self._line.encoded(h11.Data(data=after)) if after else b""
        self._sending(data)
        self._end()
        self._line.write(data)
        self._line.hang_up(reset=reset)

    def lost(self, *, by_client: bool) -> None:
        """Record that the connection was lost before the answer was whole."""
        self._end(disconnected=by_client)

    def _sending(self, data: bytes, **changes: object) -> None:
        self.begun = True
        self._bytes += len(data)
        self._log.change(self.request.number, bytes_sent=self._bytes, **changes)

    def _end(self, **changes: object) -> None:
        self._log.finish(self.request.number, answered_at=time.monotonic(), **changes)

    def _head_of(self, answer: Raw, closing: Headers) -> h11.Response:
        length = ("content-length", str(len(answer.content)))
        headers = (*closing, *answer.headers)
        if answer.status != NO_CONTENT:
            headers = (length, *headers)
        return self._response(answer.status, answer.content_type, headers)

    def _response(self, status: int, content_type: str, headers: Headers) -> h11.Response:
        correlation = ("mistral-correlation-id", f"{self.request.number:032x}")
        every = (("content-type", content_type), correlation, ANYWHERE, *self.headers, *headers)
        return h11.Response(status_code=status, headers=list(every))


NO_CONTENT = 204
