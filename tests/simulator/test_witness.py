"""The wire log: what hidden tests and scorecards read, and that logs never mix."""

from __future__ import annotations

import asyncio
import http.client
from contextlib import closing
from typing import Any

import pytest
from mistralai.client import Mistral

from checker.simulator import Network, Simulator, WireRequest, answers
from checker.simulator.server import service
from checker.simulator.wire import log

from .asks import HELLO, chat, embed, stream
from .driving import KEY, MODEL, ask, connected, connected_async, post

BODY = {"model": MODEL, "messages": HELLO}
PATH = "/v1/chat/completions"


def test_bytes_are_counted(mistral: Simulator) -> None:
    with closing(
        http.client.HTTPConnection(mistral.urls["global"].removeprefix("http://"))
    ) as wire:
        wire.request("GET", "/v1/models", headers={"authorization": "Bearer k"})
        answer = wire.getresponse()
        body = answer.read()
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    [request] = mistral.requests
    assert request.bytes_sent == len(body) + head + len("HTTP/1.1 200 \r\n\r\n")


def test_bytes_grow_with_the_events(mistral: Simulator, client: Mistral) -> None:
    gate = mistral.gate()
    mistral.chat.respond(answers.stream("a" * 1_000, gate, "b" * 1_000))
    messages: Any = HELLO
    with client.chat.stream(model=MODEL, messages=messages) as events:
        next(events)
        assert gate.wait_for_arrival()
        before = mistral.chat.last
        gate.open()
        list(events)
    after = mistral.chat.last
    assert 1_000 < before.bytes_sent < 2_000 < after.bytes_sent
    assert (before.events_sent, after.events_sent) == (2, 4)


def test_duplicates_have_one_body_or_one_key(mistral: Simulator) -> None:
    for body, key in (
        ({**BODY, "n": 1}, ""),
        ({**BODY, "n": 2}, "order-1"),
        ({**BODY, "n": 1}, ""),
        ({**BODY, "n": 3}, "order-1"),
        ({**BODY, "n": 4}, "order-2"),
    ):
        headers = {"authorization": "Bearer k"} | ({"idempotency-key": key} if key else {})
        post(mistral, PATH, body, headers=headers)
    for _ in range(2):
        post(mistral, "/v1/models", b"", method="GET")
    groups = [[request.number for request in group] for group in mistral.duplicates]
    assert groups == [[1, 3], [2, 4]]
    assert mistral.models.duplicates == ()
    assert [group[0].idempotency_key for group in mistral.chat.duplicates] == ["", "order-1"]


def test_questions_read_like_english(mistral: Simulator) -> None:
    ask(mistral, chat())
    ask(mistral, chat(model="ministral-8b-2512", messages=[{"role": "user", "content": "s3cret"}]))
    mistral.chat.respond(answers.status(503))
    post(mistral, PATH, BODY)
    post(mistral, PATH, {**BODY, "n": 0})
    assert mistral.chat.models == {MODEL, "ministral-8b-2512"}
    assert [request.number for request in mistral.chat.refused] == [4]
    assert [request.failed for request in mistral.chat.requests] == [False, False, True, False]
    assert mistral.chat.last.refused
    assert mistral.saw("s3cret")
    assert not mistral.saw(KEY)


def test_clients_that_leave_are_listed(mistral: Simulator) -> None:
    async def leave() -> None:
        async with connected_async(mistral) as client:
            task = asyncio.create_task(client.chat.complete_async(**BODY))  # type: ignore[arg-type]
            assert await asyncio.to_thread(gate.wait_for_arrival)
            task.cancel()
            await asyncio.wait([task])

    gate = mistral.gate()
    mistral.chat.respond(answers.held(gate))
    asyncio.run(leave())
    assert mistral.wait_for(lambda m: len(m.chat.disconnected) == 1)


def test_open_connections_are_those_that_nobody_closed(mistral: Simulator) -> None:
    with connected(mistral) as client:
        client.models.list()
        assert [each.id for each in mistral.open_connections] == [1]
    assert mistral.wait_for(lambda m: not m.open_connections)
    assert len(mistral.connections) == 1


def test_a_summary_can_be_cited(mistral: Simulator) -> None:
    assert mistral.summary == "0 requests on 0 connections, at most 0 at once; none answered."
    for body in (BODY, BODY, {}):
        post(mistral, PATH, body)
    post(mistral, "/v1/nothing", b"", method="GET")
    mistral.embeddings.respond(answers.status(500))
    post(mistral, "/v1/embeddings", {"model": "mistral-embed", "input": "x"})
    assert mistral.wait_for(lambda m: not m.open_connections)
    assert mistral.summary == (
        "5 requests on 5 connections, at most 1 at once; chat 3, no endpoint 1, embeddings 1; "
        "2 refused, 1 failed, 1 repeated."
    )


def test_a_log_may_forget_what_is_oldest(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[WireRequest] = []
    monkeypatch.setattr(log, "MAX_REMEMBERED", 5)
    with network.simulator() as mistral:
        mistral.bound_log(told.append)
        for number in range(9):
            post(mistral, PATH, {**BODY, "random_seed": number})
        assert [request.number for request in mistral.requests][-5:] == [5, 6, 7, 8, 9]
        assert len(mistral.requests) <= 6
        assert [request.number for request in told] == list(range(1, 10))
        assert mistral.wait_for(lambda m: not m.open_connections)
        assert len(mistral.connections) <= 5
        monkeypatch.setattr(service, "MAX_LOG_BYTES", 10_000)
        for number in range(9):
            post(mistral, PATH, {**BODY, "random_seed": number})
        assert len(mistral.requests) < 5
        assert not mistral.flooded


def test_two_instances_side_by_side_never_mix(network: Network) -> None:
    """Eight threads on two simulators: each request is in its own log, and nowhere else."""

    async def many(mistral: Simulator, name: str) -> None:
        async with connected_async(mistral) as client:
            await asyncio.gather(
                *(
                    client.embeddings.create_async(model="mistral-embed", inputs=f"{name}-{i}")
                    for i in range(12)
                )
            )

    async def both() -> None:
        await asyncio.gather(many(one, "one"), many(other, "other"))

    with network.simulator() as one, network.simulator() as other:
        one.embeddings.barrier(until=12, patience=30)
        asyncio.run(both())
        for mistral, name in ((one, "one"), (other, "other")):
            texts = {request.inputs[0] for request in mistral.requests}
            assert texts == {f"{name}-{i}" for i in range(12)}
        assert one.embeddings.peak_in_flight == 12
        assert not one.saw("other-")
        assert not other.saw("one-")


def test_state_is_not_shared_either(network: Network) -> None:
    with network.simulator() as one, network.simulator() as other:
        with connected(one) as client:
            file = client.files.upload(file={"file_name": "a", "content": b"x"}, purpose="ocr")
        one.clock.advance(10**6)
        with connected(other) as client:
            assert client.files.list().data == []
        assert file.id
        assert one.clock.now() - other.clock.now() > 10**6 - 60


@pytest.mark.parametrize("attempt", range(3))
def test_a_request_leaked_by_one_test_never_shows_in_the_next(
    network: Network, attempt: int
) -> None:
    """The client of an ended test asks on, on its old connection and on a new one."""
    early = network.simulator()
    with connected(early) as client:
        client.models.list()
        early.close()
        with network.simulator() as late:
            for _ in range(3):
                with pytest.raises(Exception, match=r"(?i)connect|disconnect|reset|closed"):
                    client.embeddings.create(model="mistral-embed", inputs=f"leaked-{attempt}")
            assert late.requests == ()
            assert late.connections == ()
    assert len(early.requests) == 1


def test_an_answer_held_for_a_test_that_is_over_is_not_sent(network: Network) -> None:
    early = network.simulator()
    gate = early.gate()
    early.chat.respond(answers.held(gate))
    with closing(http.client.HTTPConnection(early.urls["global"].removeprefix("http://"))) as wire:
        wire.request("POST", PATH, b"{}", {"authorization": "Bearer k"})
        assert wire.getresponse().status == 422
    ask(early, embed("x"))
    early.close()
    gate.open()
    assert [request.status for request in early.requests] == [422, 200]


def test_streams_and_answers_of_regions_count_together(mistral: Simulator) -> None:
    ask(mistral, stream())
    ask(mistral, chat())
    assert [request.streaming for request in mistral.chat.requests] == [True, False]
    assert mistral.peak_in_flight == 1
