"""One TCP connection: parse requests with h11, and notice at once when the client leaves."""

from __future__ import annotations

import asyncio
import socket
import struct
from http import HTTPStatus
from typing import cast

import h11

from checker.simulator.server.exchange import Exchange
from checker.simulator.server.parse_request import wire_request
from checker.simulator.server.service import Service
from checker.simulator.wire.error_bodies import full, too_large

MAX_HEAD_BYTES = 64 * 2**10
MAX_BODY_BYTES = 8 * 2**20
MAX_UPLOAD_BYTES = 32 * 2**20  # the API takes 512 MB (SDK 3.7.0, files.upload)
UPLOADS = (b"/v1/files", b"/v1/audio/transcriptions")
MAX_AHEAD_BYTES = 64 * 2**10  # of further requests that arrive before the answer is sent
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing at once sends a reset
REQUEST_SECONDS = 30.0  # for a request that has begun to arrive whole


class Connection(asyncio.Protocol):
    """Serves one client, request by request.

    It keeps reading while an answer is pending: that is how it notices that the client hung up.
    A client that shuts down only its sending side counts as gone, as with most servers.
    """

    _transport: asyncio.Transport

    def __init__(self, service: Service, region: str, peers: set[Connection]) -> None:
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._service = service
        self._region = region
        self._peers = peers
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=MAX_HEAD_BYTES)
        self._head: h11.Request | None = None
        self._body = bytearray()  # a list would grow large on one-byte chunks
        self._ahead = 0
        self._taken = 0
        self._deaf = False
        self._late: asyncio.TimerHandle | None = None
        self._exchange: Exchange | None = None
        self._task: asyncio.Task[None] | None = None
        self._writable = asyncio.Event()
        self._writable.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Accept the connection, or refuse it if there are too many."""
        self._transport = cast(asyncio.Transport, transport)
        self._id = self._service.log.opened(self._region)
        admitted = self._service.admits(len(self._peers))
        self._peers.add(self)
        self._scheme = "http" if transport.get_extra_info("sslcontext") is None else "https"
        raw = transport.get_extra_info("socket")
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not admitted:
            self._turn_away()

    def _turn_away(self) -> None:
        """Answer a connection above the limit before it asks anything, and close it."""
        self._deaf = True
        answer = full()
        length = ("content-length", str(len(answer.content)))
        headers = [("content-type", answer.content_type), length, ("connection", "close")]
        head = h11.Response(status_code=answer.status, headers=headers)
        self.write(self.encoded(head, h11.Data(data=answer.content), h11.EndOfMessage()))
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        """Feed the parser; nothing that a client sends may raise."""
        if self._deaf:
            return
        self._ahead += len(data)
        self._taken += len(data)
        too_eager = self._exchange is not None and self._ahead > MAX_AHEAD_BYTES
        if not self._service.reserve(len(data)) or too_eager:
            self.abort()
            return
        self._http.receive_data(data)
        self._advance()
        if self._exchange is None and self._late is None and not self._deaf:
            self._late = asyncio.get_running_loop().call_later(REQUEST_SECONDS, self._refuse, 408)

    def eof_received(self) -> None:
        """Treat the end of the client's data as its leaving."""
        self._transport.abort()  # closing would first send data that nobody reads any more

    def connection_lost(self, _exc: Exception | None) -> None:
        """Record that the client left before its answer, and stop answering."""
        if self._exchange is not None:
            self._exchange.lost(by_client=True)
            self._exchange = None
        if self._task is not None:
            self._task.cancel()
        self._settle()
        self._peers.discard(self)
        self._service.log.closed(self._id)
        self.gone.set_result(None)

    def pause_writing(self) -> None:
        """Record that the client reads too slowly."""
        self._writable.clear()

    def resume_writing(self) -> None:
        """Record that the client has caught up."""
        self._writable.set()

    def encoded(self, *events: h11.Event) -> bytes:
        """Return HTTP events as bytes, which must be written next."""
        return b"".join(self._http.send(event) or b"" for event in events)

    def write(self, data: bytes) -> None:
        """Write bytes."""
        self._transport.write(data)

    async def drained(self) -> None:
        """Let other tasks run, and wait until the client has read enough."""
        await asyncio.sleep(0)
        await self._writable.wait()

    def turn(self) -> None:
        """Continue with the client's next request, or close."""
        self._exchange = None
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
            self._ahead = len(self._http.trailing_data[0])
            self._advance()
        elif not self._deaf:
            self._transport.close()

    def hang_up(self, *, reset: bool) -> None:
        """Close the connection after what was written, or reset it at once."""
        self._exchange = None
        if reset:
            raw = self._transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self._transport.abort()
        else:
            self._transport.close()

    def abort(self) -> None:
        """Drop the connection, although its client did not hang up."""
        if self._exchange is not None:
            self._exchange.lost(by_client=False)
            self._exchange = None
        self._transport.abort()

    def _advance(self) -> None:
        try:
            self._read()
        except h11.RemoteProtocolError as fault:
            self._refuse(fault.error_status_hint)
        except Exception as fault:  # noqa: BLE001  # the judge must see every fault
            self._service.log.complain(f"{type(fault).__name__} while reading: {fault}")
            self.abort()

    def _read(self) -> None:
        while self._exchange is None:
            match self._http.next_event():
                case h11.Request() as head:
                    self._head, self._body = head, bytearray()
                    if self._refused_at_once(head):
                        return
                case h11.Data(data=data):
                    self._body += data
                    if len(self._body) > self._room():
                        self._refuse_body()
                        return
                case h11.EndOfMessage():
                    self._start()
                case _:  # more data is needed, or the client is done
                    return

    def _refused_at_once(self, head: h11.Request) -> bool:
        """Return whether the head is enough to refuse the request; else ask for its body."""
        fields = dict(head.headers)
        if b"transfer-encoding" in fields and b"content-length" in fields:
            self._refuse(400)  # RFC 9112, 6.1: two lengths are how requests are smuggled
            return True
        if not self._http.they_are_waiting_for_100_continue:
            return False
        if int(fields.get(b"content-length", b"0")) > self._room():
            self._refuse_body()
            return True
        self.write(self.encoded(h11.InformationalResponse(status_code=100, headers=[])))
        return False

    def _room(self) -> int:
        assert self._head is not None  # noqa: S101  # h11 gives the head first
        path = self._head.target.partition(b"?")[0]
        return MAX_UPLOAD_BYTES if path in UPLOADS else MAX_BODY_BYTES

    def _arrived(self) -> Exchange:
        assert self._head is not None  # noqa: S101  # h11 gives the head first
        raw, self._body = bytes(self._body), bytearray()
        request = wire_request(self._head, raw, self._region, self._id, self._scheme)
        log = self._service.log_of(self._region)
        self._exchange = Exchange(self, log, log.arrive(request))
        self._settle()
        return self._exchange

    def _settle(self) -> None:
        """Record that nothing is pending: the log has the request, or it will never be whole."""
        self._service.release(self._taken)
        self._ahead = self._taken = 0
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _start(self) -> None:
        coroutine = self._service.answer(self._arrived())
        self._task = asyncio.get_running_loop().create_task(coroutine)

    def _refuse_body(self) -> None:
        """Answer, then discard the rest of the body: a reset would lose the answer."""
        self._deaf = True
        self._arrived().whole(too_large(), last=True)
        self._late = asyncio.get_running_loop().call_later(REQUEST_SECONDS, self._transport.abort)

    def _refuse(self, status: int) -> None:
        """Answer a broken or too slow request, as far as h11 still can, and close."""
        if self._http.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            page = f"{HTTPStatus(status).phrase}\n".encode()
            headers = [("content-length", str(len(page))), ("connection", "close")]
            response = h11.Response(status_code=status, headers=headers)
            self.write(self.encoded(response, h11.Data(data=page), h11.EndOfMessage()))
        self._transport.close()
