"""Broken wires, hostile clients and scripts that cannot be performed."""

from __future__ import annotations

import json
import random
import socket
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from mistralai.client import Mistral
from mistralai.client.errors import SDKError
from mistralai.client.models import ChatCompletionRequestMessage, UserMessage

from checker.simulator import Network, Simulator, answers
from checker.simulator.server import connection, service
from checker.simulator.store import memory

MODEL = "mistral-small-2603"
HELLO: list[ChatCompletionRequestMessage] = [UserMessage(content="hello")]
BODY = json.dumps({"model": MODEL, "messages": [{"role": "user", "content": "hello"}]}).encode()


@pytest.fixture
def mistral(network: Network) -> Iterator[Simulator]:
    with network.simulator() as simulator:
        yield simulator


@pytest.fixture
def dial(mistral: Simulator) -> Iterator[Callable[[], socket.socket]]:
    opened: list[socket.socket] = []

    def open_one() -> socket.socket:
        port = int(mistral.urls["global"].rpartition(":")[2])
        opened.append(socket.create_connection(("127.0.0.1", port), timeout=10))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


Dial = Callable[[], socket.socket]


def request(body: bytes = BODY, *headers: str, path: str = "/v1/chat/completions") -> bytes:
    lines = [
        f"POST {path} HTTP/1.1",
        "host: x",
        "authorization: Bearer k",
        f"content-length: {len(body)}",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def rest(wire: socket.socket) -> bytes:
    """Read until the server closes."""
    got = b""
    while data := _some(wire):
        got += data
    return got


def _some(wire: socket.socket) -> bytes:
    try:
        return wire.recv(65_536)
    except ConnectionError:
        return b""


def one_answer(wire: socket.socket) -> bytes:
    """Read one answer with a content-length."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += wire.recv(65_536)
    head, _, body = got.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    while len(body) < length:
        body += wire.recv(65_536)
    return head + b"\r\n\r\n" + body


def test_a_cut_is_a_protocol_error_and_can_be_retried(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond(answers.cut())
    with pytest.raises(httpx2.RemoteProtocolError):
        client.chat.complete(model=MODEL, messages=HELLO)
    [cut] = mistral.requests
    assert (cut.status, cut.completed, cut.disconnected) == (None, False, False)
    client.chat.complete(model=MODEL, messages=HELLO)
    assert mistral.requests[1].completed
    assert len({r.connection for r in mistral.requests}) == 2


def test_a_hang_ends_when_the_client_gives_up(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond(answers.hang())
    with pytest.raises(httpx2.ReadTimeout):
        client.chat.complete(model=MODEL, messages=HELLO, timeout_ms=50)
    assert mistral.wait_for(lambda m: m.requests[0].disconnected)
    assert mistral.requests[0].answered_at is not None


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_stream_is_cut_after_exactly_so_many_events(
    mistral: Simulator, client: Mistral, count: int
) -> None:
    mistral.chat.respond(answers.stream("a", "b", cut_after=count))
    got: list[Any] = []
    with (
        pytest.raises(httpx2.RemoteProtocolError),
        client.chat.stream(model=MODEL, messages=HELLO) as events,
    ):
        got.extend(events)
    assert len(got) == count
    [request] = mistral.requests
    assert (request.status, request.events_sent) == (200, count)
    assert (request.completed, request.disconnected) == (False, False)


def test_a_cut_beyond_the_end_does_not_happen(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond(answers.stream("a", cut_after=9), answers.stream("a", done=False))
    for _ in range(2):
        with client.chat.stream(model=MODEL, messages=HELLO) as events:
            assert len(list(events)) == 3


def test_leaving_a_stream_is_noticed(mistral: Simulator, client: Mistral) -> None:
    gate = mistral.gate()
    mistral.chat.respond(answers.stream("a", gate, "b"))
    with client.chat.stream(model=MODEL, messages=HELLO) as events:
        next(events)
        assert gate.wait_for_arrival()
    assert mistral.wait_for(lambda m: m.requests[0].disconnected)
    [request] = mistral.requests
    assert (request.events_sent, request.completed) == (2, False)


def test_an_endless_reader_does_not_fill_our_memory(mistral: Simulator, dial: Dial) -> None:
    pieces = ["x" * 60_000] * 400
    mistral.chat.respond(answers.stream(*pieces))
    wire = dial()
    body = json.dumps({**json.loads(BODY), "stream": True}).encode()
    wire.sendall(request(body))  # and read nothing
    assert mistral.wait_for(lambda m: bool(m.requests) and m.requests[0].events_sent > 3)
    other = dial()
    other.sendall(request())
    assert b" 200 " in one_answer(other)  # nobody else is blocked
    assert not mistral.requests[0].completed
    wire.close()
    assert mistral.wait_for(lambda m: m.requests[0].disconnected)


def test_a_stream_for_a_request_without_one_is_the_author_s_fault(
    mistral: Simulator, client: Mistral
) -> None:
    mistral.chat.respond(answers.stream("a"))
    with pytest.raises(SDKError) as caught:
        client.chat.complete(model=MODEL, messages=HELLO)
    assert caught.value.status_code == 500
    assert mistral.errors == ("answers.stream was scripted, but request 1 asks for no stream",)


@pytest.mark.parametrize(
    "answer",
    [
        answers.reply("x", headers={"bad header": "x"}),
        answers.json_body(99, {}),
        answers.stream("x", headers={"x": "a\nb"}),
        answers.stream({"usage": {1, 2}}),
    ],
)
def test_what_cannot_be_sent_is_the_author_s_fault(
    mistral: Simulator, client: Mistral, answer: Any
) -> None:
    mistral.chat.respond(answer)
    with (
        pytest.raises((SDKError, httpx2.RemoteProtocolError)),
        client.chat.stream(model=MODEL, messages=HELLO) as events,
    ):
        list(events)
    [error] = mistral.errors
    assert error.startswith("request 1: ")
    client.chat.complete(model=MODEL, messages=HELLO)


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"hello\r\n\r\n",
        b"GET / HTTP/1.1\r\nbad header\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
    ],
)
def test_garbage_is_a_bad_request(mistral: Simulator, dial: Dial, garbage: bytes) -> None:
    wire = dial()
    wire.sendall(garbage + b"\r\n\r\n")
    assert rest(wire).startswith(b"HTTP/1.1 400 ")
    assert mistral.requests == ()
    assert mistral.errors == ()


def test_an_endless_head_is_refused(mistral: Simulator, dial: Dial) -> None:
    wire = dial()
    wire.sendall(b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * (connection.MAX_HEAD_BYTES // 5))
    rest(wire)  # perhaps a 431, perhaps a reset: more is on its way than we read
    assert mistral.wait_for(lambda m: m.connections[0].closed_at is not None)
    assert mistral.requests == ()


def test_a_huge_body_is_refused_and_logged(mistral: Simulator, client: Mistral) -> None:
    messages = [UserMessage(content="x" * (connection.MAX_BODY_BYTES + 1))]
    with pytest.raises(SDKError) as caught:
        client.chat.complete(model=MODEL, messages=messages)
    assert caught.value.status_code == 413
    [seen] = mistral.requests
    assert (seen.status, seen.completed) == (413, True)
    client.chat.complete(model=MODEL, messages=HELLO)


def test_pipelined_requests_are_answered_in_order(mistral: Simulator, dial: Dial) -> None:
    gate = mistral.gate()
    mistral.chat.respond(answers.held(gate, answers.reply("one")), answers.reply("two"))
    wire = dial()
    wire.sendall(request() + request(BODY, "connection: close"))
    assert gate.wait_for_arrival()
    assert len(mistral.requests) == 1
    gate.open()
    got = rest(wire)
    assert got.index(b"one") < got.index(b"two")
    assert [r.completed for r in mistral.requests] == [True, True]
    assert mistral.peak_in_flight == 1


def test_garbage_behind_a_request_does_not_hurt_it(mistral: Simulator, dial: Dial) -> None:
    wire = dial()
    wire.sendall(request() + b"\x00garbage\r\n\r\n")
    got = rest(wire)
    assert got.startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1 400 " in got
    assert mistral.requests[0].completed


def test_a_client_that_pushes_ahead_is_dropped(mistral: Simulator, dial: Dial) -> None:
    mistral.chat.respond_always(answers.hang())
    wire = dial()
    wire.sendall(request())
    assert mistral.wait_for(lambda m: len(m.requests) == 1)
    wire.sendall(b"x" * (connection.MAX_AHEAD_BYTES + 1))
    assert rest(wire) == b""
    assert not mistral.requests[0].completed


def test_a_slow_client_blocks_nobody(mistral: Simulator, dial: Dial, client: Mistral) -> None:
    slow = dial()
    sent = request()
    slow.sendall(sent[:40])
    client.chat.complete(model=MODEL, messages=HELLO)
    slow.sendall(sent[40:-20])
    client.chat.complete(model=MODEL, messages=HELLO)
    slow.sendall(sent[-20:])
    assert b" 200 " in one_answer(slow)
    assert [r.raw == BODY for r in mistral.requests] == [False, False, True]


def test_half_a_request_is_no_request(mistral: Simulator, dial: Dial) -> None:
    wire = dial()
    wire.sendall(request()[:-5])
    wire.shutdown(socket.SHUT_WR)
    assert rest(wire) == b""
    assert mistral.wait_for(lambda m: m.connections[0].closed_at is not None)
    assert mistral.requests == ()


def test_http_has_corners(mistral: Simulator, dial: Dial) -> None:
    wire = dial()
    wire.sendall(b"HEAD /v1/models HTTP/1.1\r\nhost: x\r\nauthorization: Bearer k\r\n\r\n")
    head = wire.recv(65_536)
    assert head.startswith(b"HTTP/1.1 405 ")
    assert head.endswith(b"\r\n\r\n")
    wire.sendall(request(b"", "expect: 100-continue").replace(b": 0", b": %d" % len(BODY)))
    assert wire.recv(65_536).startswith(b"HTTP/1.1 100 ")
    wire.sendall(BODY)
    assert b" 200 " in one_answer(wire)
    wire.sendall(request(BODY, "upgrade: websocket", "connection: upgrade"))
    assert b" 200 " in one_answer(wire)
    wire.sendall(b"CONNECT example.org:443 HTTP/1.1\r\nhost: x\r\n\r\n")
    assert b" 404 " in one_answer(wire)
    old = dial()
    streaming = json.dumps({**json.loads(BODY), "stream": True}).encode()
    old.sendall(request(streaming).replace(b"HTTP/1.1", b"HTTP/1.0"))
    assert rest(old).endswith(b"data: [DONE]\n\n")
    assert mistral.errors == ()


def test_random_bytes_never_break_the_simulator(mistral: Simulator, dial: Dial) -> None:
    dice = random.Random(3)
    right = request()
    for _ in range(150):
        wrong = bytearray(right)
        for _ in range(dice.randint(1, 8)):
            wrong[dice.randrange(len(wrong))] = dice.randrange(256)
        wire = dial()
        wire.sendall(bytes(wrong))
        wire.shutdown(socket.SHUT_WR)
        rest(wire)
        wire.close()
    wire = dial()
    wire.sendall(right)
    assert b" 200 " in one_answer(wire)
    assert mistral.errors == ()


def test_floods_of_connections_are_turned_away(
    mistral: Simulator, dial: Dial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MAX_CONNECTIONS", 3)
    kept = [dial() for _ in range(3)]
    assert mistral.wait_for(lambda m: len(m.connections) == 3)
    before = mistral.flooded
    turned_away = rest(dial())
    assert turned_away.startswith(b"HTTP/1.1 503 ")
    assert b"no more connections at once" in turned_away
    assert (before, mistral.flooded) == (False, True)
    kept[0].sendall(request())
    assert b" 200 " in one_answer(kept[0])


def test_floods_of_bytes_are_turned_away(
    mistral: Simulator, dial: Dial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MAX_LOG_BYTES", 2_000)
    wire = dial()
    wire.sendall(request())
    assert b" 200 " in one_answer(wire)
    wire.sendall(request(b"x" * 4_000))
    assert rest(wire) == b""
    assert mistral.flooded
    assert len(mistral.requests) == 1


def test_a_fault_of_ours_reaches_the_judge(
    mistral: Simulator, client: Mistral, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(memory.Memory, "admit", broken)
    with pytest.raises(SDKError, match="500"):
        client.chat.complete(model=MODEL, messages=HELLO)
    assert mistral.errors == ("request 1: ZeroDivisionError: oops",)


def test_a_body_that_is_announced_too_large_is_not_asked_for(
    mistral: Simulator, dial: Dial
) -> None:
    wire = dial()
    announced = request(b"", "expect: 100-continue").replace(b": 0", b": 100000000")
    wire.sendall(announced)
    assert rest_of_head(wire).startswith(b"HTTP/1.1 413 ")
    assert [each.status for each in mistral.requests] == [413]


def test_a_body_with_two_lengths_is_refused(mistral: Simulator, dial: Dial) -> None:
    """RFC 9112, 6.1: a way to smuggle a request past a proxy."""
    wire = dial()
    wire.sendall(request(b"0\r\n\r\n", "transfer-encoding: chunked"))
    assert rest(wire).startswith(b"HTTP/1.1 400 ")
    assert mistral.requests == ()


def rest_of_head(wire: socket.socket) -> bytes:
    """Return what comes up to the end of a head."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += wire.recv(65_536)
    return data
