"""Every endpoint, asked by the real SDK: what it answers fits the SDK's own models."""

from __future__ import annotations

from typing import Any

import pytest

from checker.simulator import Network, Simulator

from .asks import PLAIN, STREAMS
from .driving import Ask, ask, replay
from .sent import left_out

BOTH = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])


@BOTH
@pytest.mark.parametrize("asked", [pytest.param(each, id=name) for name, each in PLAIN.items()])
def test_an_answer_has_every_field(mistral: Simulator, asked: Ask, *, asynchronous: bool) -> None:
    answer = ask(mistral, asked, asynchronous=asynchronous)
    assert left_out(answer) == set()
    assert answer is not None
    [request] = mistral.requests
    assert (request.status, request.completed, request.region) == (200, True, asked.server)
    assert request.endpoint
    assert not request.streaming


@BOTH
@pytest.mark.parametrize("asked", [pytest.param(each, id=name) for name, each in STREAMS.items()])
def test_a_stream_has_every_field(mistral: Simulator, asked: Ask, *, asynchronous: bool) -> None:
    events: list[Any] = ask(mistral, asked, asynchronous=asynchronous)
    assert left_out(events) == set()
    assert len(events) >= 2
    [request] = mistral.requests
    assert request.streaming
    assert (request.completed, request.events_sent) == (True, len(events))
    assert request.bytes_sent > sum(len(str(event.data.id)) for event in events if _has_id(event))


def _has_id(event: Any) -> bool:
    return hasattr(event.data, "id")


@pytest.mark.parametrize("name", ["chat", "chat that must call", "embed many", "fim", "moderate"])
def test_the_same_request_gets_the_same_bytes(network: Network, name: str) -> None:
    with network.simulator() as one, network.simulator() as other:
        ask(one, PLAIN[name])
        request = one.requests[0]
        assert replay(one, request) == replay(one, request) == replay(other, request)
