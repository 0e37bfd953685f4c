"""Three hosts: what a regional one does not offer, and where unmodified code ends up."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from mistralai.client import Mistral
from mistralai.client.errors import MistralError
from mistralai.client.models import UserMessage
from mistralai.client.sdkconfiguration import SERVERS

from checker.simulator import Simulator

from .asks import FUNCTION, HELLO, PLAIN, chat, ocr
from .driving import MODEL, Ask, ask, post

STATEFUL = {  # docs, regional inference: "Agents, Batch, and the Files API"
    "upload": PLAIN["upload"],
    "files": PLAIN["files"],
    "a job": PLAIN["a job"],
    "jobs": PLAIN["jobs"],
    "an agent": PLAIN["an agent"],
    "agents": PLAIN["agents"],
    "a conversation": PLAIN["a conversation"],
    "completion by an agent": Ask(
        method="agents.complete", fields={"agent_id": "ag_0", "messages": HELLO}
    ),
}


def in_region(asked: Ask, server: str) -> Ask:
    return Ask(method=asked.method, fields=asked.fields, server=server)


@pytest.mark.parametrize("server", ["eu", "us"])
@pytest.mark.parametrize("asked", [pytest.param(each, id=name) for name, each in STATEFUL.items()])
def test_regional_hosts_have_nothing_stateful(mistral: Simulator, asked: Ask, server: str) -> None:
    with pytest.raises(MistralError, match="no Route matched") as caught:
        ask(mistral, in_region(asked, server))
    assert caught.value.status_code == 404
    [request] = mistral.requests
    assert (request.region, request.status) == (server, 404)
    assert request.endpoint


def test_functions_are_the_only_tool_of_a_region(mistral: Simulator) -> None:
    tools: list[Any] = [{"type": "image_generation"}]
    ask(mistral, chat(tools=tools))
    ask(mistral, in_region(chat(tools=[FUNCTION]), "eu"))
    with pytest.raises(MistralError, match="image_generation is not supported"):
        ask(mistral, in_region(chat(tools=tools), "eu"))


def test_models_vary_by_region(mistral: Simulator) -> None:
    listed = [
        {card.id for card in ask(mistral, Ask(method="models.list", server=server)).data}
        for server in ("global", "eu")
    ]
    assert "mistral-ocr-4-1" in listed[0] - listed[1]
    assert MODEL in listed[0] & listed[1]
    name, document = {"model_id": "mistral-ocr-4-1"}, {"type": "file", "file_id": "x"}
    with pytest.raises(MistralError, match="404"):
        ask(mistral, Ask(method="models.retrieve", fields=name, server="us"))
    with pytest.raises(MistralError, match="File x not found"):
        ask(mistral, in_region(ocr(document), "eu"))


def test_unmodified_code_reaches_the_host_it_chose(
    mistral: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``Mistral(api_key=...)`` and nothing else, as in anybody's program."""
    for region, url in mistral.urls.items():
        monkeypatch.setitem(SERVERS, region, url)

    async def talk(server: str) -> None:
        async with Mistral(api_key="k", server=server) as client:
            messages: Any = [UserMessage(content="hello")]
            await client.chat.complete_async(model=MODEL, messages=messages)
            async with await client.chat.stream_async(model=MODEL, messages=messages) as events:
                assert [event async for event in events]

    with Mistral(api_key="k") as client:
        assert client.models.list().data
    asyncio.run(talk("eu"))
    assert [request.region for request in mistral.requests] == ["global", "eu", "eu"]
    assert mistral.chat.regions == {"eu"}
    assert mistral.models.regions == {"global"}


@pytest.mark.parametrize(
    "path",
    [
        *("/v1/../v1/models", "/v1/%2e%2e/v1/models", "//v1/models", "/v1/models/", "/v1//models"),
        *("/V1/models", "/v1/models/..", "/v1/models/../../etc/passwd", "/v1/files/..%2f..%2fx"),
        *(
            "/v1/models/%00",
            "/v1/files/" + "a" * 5_000,
            "/v1/models;x=1",
            "*",
            "http://x/v1/models",
        ),
    ],
)
def test_odd_paths_lead_nowhere(mistral: Simulator, path: str) -> None:
    status, content = post(mistral, path, b"", method="GET")
    assert status == 404
    assert content.startswith(b"{")
    assert mistral.requests[0].path == path
