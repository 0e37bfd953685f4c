"""The wire log, concurrency and isolation, seen through the real SDK."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError

import httpx2
import pytest
from mistralai.client import Mistral
from mistralai.client.models import UserMessage
from mistralai.client.sdkconfiguration import SERVERS

from checker.simulator import Network, Simulator, answers, redacted

from .driving import connected_async, post

KEY = "test-key"
MODEL = "mistral-small-2603"


def ask(client: Mistral, text: str = "hello") -> str:
    answer = client.chat.complete(model=MODEL, messages=[UserMessage(content=text)])
    message = answer.choices[0].message
    assert message is not None
    assert isinstance(message.content, str)
    return message.content


async def ask_async(client: Mistral, text: str = "hello") -> str:
    messages = [UserMessage(content=text)]
    answer = await client.chat.complete_async(model=MODEL, messages=messages)
    message = answer.choices[0].message
    assert message is not None
    assert isinstance(message.content, str)
    return message.content


def test_a_request_is_logged_with_what_was_sent(mistral: Simulator, client: Mistral) -> None:
    ask(client, "where is my parcel?")
    [request] = mistral.requests
    assert mistral.chat.requests == (request,)
    assert mistral.embeddings.requests == ()
    assert (request.number, request.region, request.endpoint) == (1, "global", "chat")
    assert (request.method, request.path) == ("POST", "/v1/chat/completions")
    assert request.headers["content-type"] == "application/json"
    assert request.model == MODEL
    assert request.messages == [{"role": "user", "content": "where is my parcel?"}]
    assert json.loads(request.raw) == request.body
    assert request.authorized
    assert not request.streaming


def test_an_answered_request_says_so_at_once(mistral: Simulator, client: Mistral) -> None:
    for _ in range(20):  # told before the bytes leave, so never late
        ask(client)
        request = mistral.requests[-1]
        assert request.completed
        assert request.status == 200
        assert request.answered_at is not None
        assert request.answered_at >= request.arrived_at
        assert not request.disconnected
    assert mistral.peak_in_flight == 1
    assert [r.in_flight for r in mistral.requests] == [1] * 20


def test_a_key_is_told_apart_but_never_kept(mistral: Simulator, client: Mistral) -> None:
    ask(client)
    other = {"Authorization": "Bearer other"}
    client.chat.complete(model=MODEL, messages=[UserMessage(content="x")], http_headers=dict(other))
    first, second = mistral.requests
    assert first.headers["authorization"] == redacted(f"Bearer {KEY}")
    assert second.headers["authorization"] == redacted("Bearer other")
    assert first.headers["authorization"] != second.headers["authorization"]
    assert KEY not in repr(mistral.requests)
    assert not mistral.saw(KEY)


def test_saw_looks_into_bodies_urls_and_headers(mistral: Simulator, client: Mistral) -> None:
    ask(client, 'Ümläut "quoted" a/b')
    client.models.retrieve(model_id=MODEL)
    client.models.list(http_headers={"x-trace": "trace-1"})
    assert mistral.saw("Ümläut")
    assert mistral.saw('"quoted"')
    assert mistral.saw(f"models/{MODEL}")
    assert mistral.saw("trace-1")
    assert not mistral.saw("trace-2")


def test_saw_decodes_escapes(mistral: Simulator) -> None:
    raw = json.dumps({"a": [{"ключ": "straße"}]}).encode()
    post(mistral, "/v1/chat/completions?note=stra%C3%9Fe-2", raw)
    assert "straße".encode() not in raw
    assert mistral.saw("straße")
    assert mistral.saw("ключ")
    assert mistral.saw("straße-2")


def test_log_values_are_frozen(mistral: Simulator, client: Mistral) -> None:
    ask(client)
    request = mistral.requests[0]
    with pytest.raises(FrozenInstanceError):
        request.status = 500  # type: ignore[misc]
    with pytest.raises(TypeError):
        request.headers["x"] = "y"  # type: ignore[index]


def test_regions_share_one_log(
    mistral: Simulator, client: Mistral, monkeypatch: pytest.MonkeyPatch
) -> None:
    for region, url in mistral.urls.items():
        monkeypatch.setitem(SERVERS, region, url)
    assert list(mistral.urls) == list(SERVERS)
    inner = client.sdk_configuration.client
    for region in SERVERS:
        Mistral(api_key=KEY, server=region, client=inner, async_client=None).models.list()
    assert [request.region for request in mistral.models.requests] == ["global", "eu", "us"]
    assert [c.region for c in mistral.connections] == ["global", "eu", "us"]


def test_connections_are_kept_alive_and_seen_closing(mistral: Simulator) -> None:
    with httpx2.Client(verify=False) as inner:
        client = Mistral(
            api_key=KEY,
            server_url=mistral.urls["global"],
            client=inner,
            async_client=httpx2.AsyncClient(verify=False),
        )
        ask(client)
        ask(client)
        [connection] = mistral.connections
        assert connection.closed_at is None
        assert {request.connection for request in mistral.requests} == {connection.id}
    assert mistral.wait_for(lambda m: m.connections[0].closed_at is not None)


def test_a_hold_shows_concurrency_without_luck(mistral: Simulator) -> None:
    async def many() -> list[str]:
        async with connected_async(mistral) as client:
            return await asyncio.gather(*(ask_async(client, f"t-{i}") for i in range(6)))

    mistral.chat.barrier(until=6, patience=30)
    said = asyncio.run(many())
    assert [f"t-{i}" in text for i, text in enumerate(said)] == [True] * 6
    assert mistral.chat.peak_in_flight == mistral.peak_in_flight == 6
    assert [request.in_flight for request in mistral.requests] == [1, 2, 3, 4, 5, 6]


def test_a_hold_loses_patience_and_then_holds_no_more(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.barrier(until=2, patience=0.01)
    ask(client)
    ask(client)
    assert mistral.chat.peak_in_flight == 1
    assert [request.completed for request in mistral.requests] == [True, True]


def test_a_bound_on_concurrency_is_seen_exactly(mistral: Simulator) -> None:
    async def bounded(client: Mistral, free: asyncio.Semaphore) -> None:
        async with free:
            await ask_async(client)

    async def many() -> None:
        free = asyncio.Semaphore(3)
        async with connected_async(mistral) as client:
            await asyncio.gather(*(bounded(client, free) for _ in range(8)))

    mistral.chat.barrier(until=4, patience=0.5)
    asyncio.run(many())
    assert mistral.chat.peak_in_flight == 3
    assert len(mistral.chat.requests) == 8


def test_a_gate_holds_an_answer_until_the_judge_opens_it(
    mistral: Simulator, client: Mistral
) -> None:
    gate = mistral.gate()
    mistral.chat.respond(answers.held(gate, answers.reply("late")))
    with ThreadPoolExecutor(1) as pool:
        said = pool.submit(ask, client)
        assert gate.wait_for_arrival()
        assert gate.arrivals == 1
        assert not mistral.requests[0].completed
        assert not said.done()
        gate.open()
        assert said.result() == "late"
    assert not gate.wait_for_arrival(0.01, count=2)


def test_an_open_gate_holds_nobody(mistral: Simulator, client: Mistral) -> None:
    gate = mistral.gate()
    gate.open()
    mistral.chat.respond_always(answers.held(gate))
    assert "hello" in ask(client)
    assert "again" in ask(client, "again")


def test_one_held_request_does_not_hold_another(mistral: Simulator) -> None:
    async def overtake() -> tuple[str, str]:
        async with connected_async(mistral) as client:
            first = asyncio.create_task(ask_async(client, "t-1"))
            assert await asyncio.to_thread(gate.wait_for_arrival)
            second = await ask_async(client, "t-2")
            assert not first.done()
            gate.open()
            return await first, second

    gate = mistral.gate()
    mistral.chat.respond_when("t-1", answers.held(gate, answers.reply("slow")))
    assert asyncio.run(overtake()) == ("slow", 'You asked "t-2".')


def test_a_client_that_gives_up_is_noticed(mistral: Simulator) -> None:
    async def give_up() -> None:
        async with connected_async(mistral) as client:
            task = asyncio.create_task(ask_async(client))
            assert await asyncio.to_thread(gate.wait_for_arrival)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert await asyncio.to_thread(
                mistral.wait_for, lambda m: m.chat.requests[0].disconnected
            )

    gate = mistral.gate()
    mistral.chat.respond(answers.held(gate))
    asyncio.run(give_up())
    [request] = mistral.requests
    assert not request.completed
    assert request.status is None
    assert request.answered_at is not None


def test_wait_for_wakes_up_on_changes_and_gives_up(mistral: Simulator, client: Mistral) -> None:
    assert not mistral.wait_for(lambda m: bool(m.requests), timeout=0.01)
    thread = threading.Thread(target=ask, args=(client,))
    thread.start()
    assert mistral.wait_for(lambda m: any(request.completed for request in m.requests))
    thread.join()


def test_a_late_request_reaches_nobody(network: Network) -> None:
    early = network.simulator()
    host = early.urls["global"].removeprefix("http://")
    kept = http.client.HTTPConnection(host)
    kept.request("GET", "/v1/models", headers={"authorization": "Bearer k"})
    assert kept.getresponse().read()
    early.close()
    with pytest.raises((ConnectionError, http.client.BadStatusLine)):
        _ask_again(kept)
    kept.close()
    ports = {url.rpartition(":")[2] for url in early.urls.values()}
    for _ in range(20):
        with network.simulator() as late:
            assert not ports & {url.rpartition(":")[2] for url in late.urls.values()}
            fresh = http.client.HTTPConnection(host)
            with pytest.raises(ConnectionError):
                fresh.connect()
            assert late.requests == ()
    assert len(early.requests) == 1


def test_closing_drops_what_is_pending_without_blaming_the_client(network: Network) -> None:
    simulator = network.simulator()
    simulator.chat.respond_always(answers.hang())
    connection = http.client.HTTPConnection(simulator.urls["eu"].removeprefix("http://"))
    body = json.dumps({"model": MODEL, "messages": [{"role": "user", "content": "x"}]})
    connection.request("POST", "/v1/chat/completions", body, {"authorization": "Bearer k"})
    assert simulator.wait_for(lambda m: len(m.requests) == 1)
    simulator.close()
    simulator.close()
    with pytest.raises((ConnectionError, http.client.BadStatusLine)):
        connection.getresponse()
    assert not simulator.requests[0].disconnected
    connection.close()


def test_a_closed_network_closes_its_simulators() -> None:
    with Network() as network:
        simulator = network.simulator()
        gate = simulator.gate()
    assert simulator.closed
    simulator.close()
    gate.open()
    assert simulator.requests == ()


def _ask_again(connection: http.client.HTTPConnection) -> None:
    connection.request("GET", "/v1/models")
    connection.getresponse()
