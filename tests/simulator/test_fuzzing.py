"""Bodies like right ones with something replaced: answered or refused, never a fault of ours."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest

from checker.simulator import Simulator

from .asks import PLAIN, STREAMS
from .driving import Ask, ask, post, put_in

ODD: list[Any] = [
    *(None, True, -1, 0.5, 10**30, "", "\ud800", "x" * 300, "\0"),
    *([], [[]], [None], {}, {"a": 1}, [{}], {"type": []}, [{"type": {}}], {"url": {}}),
]
NO_JSON = ("upload", "list", "list_pages", "retrieve")
ASKS = {
    name: each for name, each in {**PLAIN, **STREAMS}.items() if not each.method.endswith(NO_JSON)
}
ROUNDS = 25


@pytest.mark.parametrize("asked", [pytest.param(each, id=name) for name, each in ASKS.items()])
def test_no_body_breaks_an_endpoint(mistral: Simulator, asked: Ask) -> None:
    ask(mistral, asked)
    request = mistral.requests[0]
    dice = random.Random(asked.method)
    statuses = set()
    for _ in range(ROUNDS):
        body = json.loads(request.raw)
        for _ in range(dice.randint(1, 3)):
            put_in(dice, body, copy.deepcopy(dice.choice(ODD)))
        statuses.add(post(mistral, request.path, body, server=request.region)[0])
    assert statuses <= {200, 400, 403, 404, 422}
    assert mistral.errors == ()


@pytest.mark.parametrize("path", ["/v1/conversations", "/v1/conversations/{id}", "/v1/agents/{id}"])
def test_no_body_breaks_what_is_kept(mistral: Simulator, path: str) -> None:
    created = post(mistral, "/v1/agents", {"model": "mistral-small-2603", "name": "a"})[1]
    agent = json.loads(created)["id"]
    started = post(mistral, "/v1/conversations", {"agent_id": agent, "inputs": "hi"})[1]
    there = {"/v1/agents/{id}": agent}.get(path, json.loads(started)["conversation_id"])
    right = {
        "inputs": [
            {"type": "message.input", "role": "user", "content": "x"},
            {"type": "function.call", "tool_call_id": "abcdefghi", "name": "f", "arguments": {}},
            {"type": "function.result", "tool_call_id": "abcdefghi", "result": "y"},
        ],
        "completion_args": {"tool_choice": "any", "response_format": {"type": "json_schema"}},
        "tools": [{"type": "web_search"}],
        "handoffs": [agent],
        "description": "x",
        "agent_id": agent,
    }
    dice = random.Random(path)
    method = "PATCH" if "agents" in path else "POST"
    for _ in range(150):
        body = {name: right[name] for name in dice.sample(sorted(right), 3)}
        body = json.loads(json.dumps(body))
        put_in(dice, body, copy.deepcopy(dice.choice(ODD)))
        post(mistral, path.replace("{id}", there), body, method=method)
        post(mistral, "/v1/conversations", {"agent_id": agent, "inputs": "hi", "stream": True})
    for listed in ("/v1/conversations", "/v1/agents", "/v1/agents/pages?page_token=%00"):
        assert post(mistral, listed, b"", method="GET")[0] == 200
    assert mistral.errors == ()


@pytest.mark.parametrize(
    "query",
    ["page=-1", "page=x&page_size=y", "page=99999999999999999999", "page_size=%C2%B2", "&&="],
)
def test_no_query_breaks_a_list(mistral: Simulator, query: str) -> None:
    for path in ("files", "batch/jobs", "agents", "conversations", "agents/pages", "models"):
        assert post(mistral, f"/v1/{path}?{query}", b"", method="GET")[0] == 200
    assert mistral.errors == ()
