"""Hostile clients: bounded memory, clear answers, no traceback, and a log that stays whole."""

from __future__ import annotations

import asyncio
import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from checker.simulator import Network, Simulator, answers
from checker.simulator.server import connection, service
from checker.simulator.wire.values import weight

from .asks import HELLO
from .driving import MODEL, post

BODY = json.dumps({"model": MODEL, "messages": HELLO}).encode()
PATH = "/v1/chat/completions"
MEGABYTE = b"x" * 2**20


@contextmanager
def dialled(mistral: Simulator) -> Iterator[socket.socket]:
    port = int(mistral.urls["global"].rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        yield wire


def head(length: int, path: str = PATH, *more: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "host: x", "authorization: Bearer k", *more]
    return "\r\n".join([*lines, f"content-length: {length}", "", ""]).encode()


def rest(wire: socket.socket) -> bytes:
    got = b""
    try:
        while data := wire.recv(65_536):
            got += data
    except ConnectionError:
        pass
    return got


def alive(mistral: Simulator) -> bool:
    return post(mistral, PATH, BODY)[0] == 200


@pytest.fixture(autouse=True)
def _no_traceback(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    yield
    assert "Traceback" not in "".join(capfd.readouterr())
    assert [record for record in caplog.records if record.name == "asyncio"] == []


def test_a_body_of_100_megabytes_is_refused_and_let_run_out(mistral: Simulator) -> None:
    with dialled(mistral) as wire:
        wire.sendall(head(100 * 2**20))
        for _ in range(100):
            wire.sendall(MEGABYTE)
        assert wire.recv(65_536).startswith(b"HTTP/1.1 413 ")
    [request] = mistral.requests
    assert (request.status, request.completed) == (413, True)
    assert len(request.raw) <= connection.MAX_BODY_BYTES + 2**18
    assert alive(mistral)
    assert not mistral.flooded


def test_a_body_in_endless_chunks_is_refused_too(mistral: Simulator) -> None:
    with dialled(mistral) as wire:
        opening = f"POST {PATH} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer k\r\n"
        wire.sendall(f"{opening}transfer-encoding: chunked\r\n\r\n".encode())
        for _ in range(10):
            wire.sendall(b"100000\r\n" + MEGABYTE + b"\r\n")
        assert wire.recv(65_536).startswith(b"HTTP/1.1 413 ")
    assert alive(mistral)


def test_an_upload_may_be_larger_than_another_body(mistral: Simulator) -> None:
    mark = "mark"
    form = (
        f'--{mark}\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nocr\r\n'
        f'--{mark}\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n'.encode()
        + MEGABYTE * 12
        + f"\r\n--{mark}--\r\n".encode()
    )
    headers = {"authorization": "Bearer k", "content-type": f"multipart/form-data; boundary={mark}"}
    status, content = post(mistral, "/v1/files", form, headers=headers)
    assert (status, json.loads(content)["bytes"]) == (200, 12 * 2**20)
    assert post(mistral, "/v1/files", MEGABYTE * 33, headers=headers)[0] == 413


def test_slow_headers_run_out_of_time(mistral: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "REQUEST_SECONDS", 0.02)
    for sent in (b"G", head(50)[:40], head(50), head(50) + b"half"):
        with dialled(mistral) as wire:
            wire.sendall(sent)
            assert rest(wire).startswith(b"HTTP/1.1 408 ")
    assert mistral.requests == ()
    assert alive(mistral)


def test_a_whole_request_is_in_time_however_long_its_answer_takes(
    mistral: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "REQUEST_SECONDS", 0.02)
    mistral.chat.respond(answers.slow(0.1, answers.reply("late")))
    assert b"late" in post(mistral, PATH, BODY)[1]


def test_half_closed_sockets_count_as_gone(mistral: Simulator) -> None:
    gate = mistral.gate()
    mistral.chat.respond(answers.held(gate))
    with dialled(mistral) as wire:
        wire.sendall(head(len(BODY)) + BODY)
        assert gate.wait_for_arrival()
        wire.shutdown(socket.SHUT_WR)
        assert rest(wire) == b""
    assert mistral.requests[0].disconnected
    assert alive(mistral)


@pytest.mark.slow
def test_ten_thousand_requests_are_all_in_the_log(mistral: Simulator) -> None:
    """Pipelined over ten connections, so that the clients cost little."""

    async def pipeline(number: int) -> int:
        port = int(mistral.urls["global"].rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        seen = 0
        for start in range(0, 1_000, 100):
            bodies = [
                json.dumps({"input": f"{number}-{start + i}", "model": "x"}) for i in range(100)
            ]
            writer.write(b"".join(head(len(b), "/v1/embeddings") + b.encode() for b in bodies))
            for _ in bodies:
                answer = await reader.readuntil(b'"raw_status_code":400}')
                seen += answer.startswith(b"HTTP/1.1 400 ")
        writer.close()
        await writer.wait_closed()
        return seen

    async def everyone() -> list[int]:
        return await asyncio.gather(*map(pipeline, range(10)))

    assert asyncio.run(everyone()) == [1_000] * 10
    requests = mistral.requests
    assert [request.number for request in requests] == list(range(1, 10_001))
    assert len({request.inputs[0] for request in requests}) == 10_000
    assert all(request.completed for request in requests)
    assert not mistral.flooded


def test_five_hundred_connections_at_once_lose_nothing(mistral: Simulator) -> None:
    async def one() -> bytes:
        port = int(mistral.urls["global"].rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head(len(BODY)) + BODY)
        line = await reader.readline()
        writer.close()
        await writer.wait_closed()
        return line

    async def everyone() -> list[bytes]:
        return await asyncio.gather(*(one() for _ in range(500)))

    mistral.chat.barrier(until=500, patience=60)
    assert set(asyncio.run(everyone())) == {b"HTTP/1.1 200 \r\n"}
    assert mistral.peak_in_flight == 500
    assert len(mistral.connections) == 500
    assert mistral.wait_for(lambda m: not m.open_connections)


@pytest.mark.parametrize("nested", [b"[", b'{"a":'])
def test_what_a_body_becomes_counts_too(nested: bytes) -> None:
    plain, deep = b'"' + b"x" * 100_000 + b'"', nested * 20_000
    assert weight(deep) > 10 * len(deep)
    assert weight(plain) < 3 * len(plain)


def test_many_small_values_fill_the_log_no_further_than_its_room(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MAX_LOG_BYTES", 4 * 2**20)
    body = json.dumps({"model": MODEL, "messages": [[] for _ in range(8_000)]}).encode()
    with network.simulator() as mistral:
        for _ in range(20):
            try:
                post(mistral, PATH, body)
            except (ConnectionError, http.client.HTTPException):
                break
        assert mistral.flooded
        assert sum(weight(request.raw) for request in mistral.requests) < 6 * 2**20


def test_many_large_bodies_at_once_are_turned_away(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MAX_LOG_BYTES", 8 * 2**20)
    with network.simulator() as mistral:
        wires = []
        try:
            for _ in range(6):
                port = int(mistral.urls["global"].rpartition(":")[2])
                wires.append(socket.create_connection(("127.0.0.1", port), timeout=30))
                with _forgiving():
                    wires[-1].sendall(head(4 * 2**20) + MEGABYTE * 3)
            assert mistral.wait_for(lambda m: m.flooded)
        finally:
            for wire in wires:
                wire.close()
        assert mistral.wait_for(lambda m: not m.open_connections)
        assert alive(mistral)


@contextmanager
def _forgiving() -> Iterator[None]:
    try:
        yield
    except ConnectionError:
        return


FORM = {"authorization": "Bearer k", "content-type": "multipart/form-data; boundary=m"}


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data; boundary=m", b""),
        ("multipart/form-data; boundary=m", b"--m\r\n\r\n\r\n--m--"),
        (
            "multipart/form-data; boundary=m",
            b"--m\r\ncontent-disposition: form-data\r\n\r\nx\r\n--m--",
        ),
        (
            "multipart/form-data; boundary=m",
            b'--m\r\ncontent-disposition: x; name="file"\r\n\r\nx\r\n--m--',
        ),
        ("multipart/form-data; boundary=m", b"--m" * 100_000),
        ("multipart/form-data", b"--m--"),
        ("multipart/form-data; boundary=", b"----"),
        ("application/json", b"{}"),
        ("", b"\xff" * 1_000),
    ],
)
def test_broken_forms_are_refused(mistral: Simulator, content_type: str, body: bytes) -> None:
    headers = {**FORM, "content-type": content_type}
    status, content = post(mistral, "/v1/files", body, headers=headers)
    assert status == 422
    assert json.loads(content)["detail"]


@pytest.mark.parametrize(
    "body",
    [
        {"endpoint": "/v1/chat/completions", "requests": [{}, 1, None, {"body": []}]},
        {
            "endpoint": "/v1/chat/completions",
            "requests": [{"custom_id": {}, "body": {"messages": 1}}],
        },
        {"endpoint": "/v1/embeddings", "requests": [{"custom_id": "a", "body": {"input": [[]]}}]},
        {
            "endpoint": "/v1/conversations",
            "requests": [{"custom_id": "a", "body": {"stream": True}}],
        },
        {"endpoint": "/v1/audio/transcriptions", "requests": [{"custom_id": "a", "body": {}}]},
        {
            "endpoint": "/v1/ocr",
            "requests": [{"custom_id": "a", "body": {"document": {"type": []}}}],
        },
        {"endpoint": "/v1/ocr", "input_files": [{"a": 1}]},
    ],
)
def test_odd_batches_end_without_a_fault_of_ours(mistral: Simulator, body: dict[str, Any]) -> None:
    status, content = post(mistral, "/v1/batch/jobs", body)
    if status == 200:
        path = f"/v1/batch/jobs/{json.loads(content)['id']}"
        jobs = [json.loads(post(mistral, path, b"", method="GET")[1]) for _ in range(3)]
        assert jobs[-1]["status"] in ("SUCCESS", "FAILED")
        assert jobs[-1]["succeeded_requests"] == 0
    else:
        assert status in (400, 422)
