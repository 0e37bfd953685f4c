"""Conversations: start, continue, restart, read and delete; global hosts only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from checker.simulator.chat import conversation_form, default_reply, entries
from checker.simulator.chat.conversation import agent_of, arguments, begun
from checker.simulator.endpoints.paging import page
from checker.simulator.rules import terms
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.rules.entries import enveloped, kind_of
from checker.simulator.store.records import Conversation
from checker.simulator.wire.answer import Raw, Reply
from checker.simulator.wire.error_bodies import as_json, not_found

NAME = "conversations"
PAGE_SIZE = 100
ONE = "/v1/conversations/{conversation}"
ARGUMENTS = {"code_interpreter": '{"code": "print(42)"}'}  # docs, agents: the connector runs code
NO_CONTENT = Raw(status=204, content=b"", content_type="application/json")


def missing(call: EndpointCall) -> Raw | None:
    """Return a 404 for a conversation that does not exist (ours)."""
    name = call.named["conversation"]
    there = call.memory.conversations.get(name) is not None
    return None if there else not_found(f"Conversation {name}")


def no_append(call: EndpointCall) -> Raw | None:
    """Return why nothing can be added: no conversation, wrong fields, calls without results."""
    return missing(call) or terms.refusal_to_append(call, _existing(call))


def no_restart(call: EndpointCall) -> Raw | None:
    """Return why the conversation cannot restart at that entry."""
    return missing(call) or terms.refusal_to_restart(call, _existing(call))


def usual(call: EndpointCall) -> Reply:
    """Return the chat endpoint's answer, after the tools that run at the API."""
    talk = begun(call)
    settings, own = talk.settings, call.body.get("completion_args") or {}
    options = {**(settings.get("completion_args") or {}), **own}
    tools = settings.get("tools") or []
    body = {
        "model": talk.model,
        "messages": entries.messages(settings.get("instructions"), talk.entries),
        "tools": [tool for tool in tools if tool.get("type", "function") == "function"],
        **options,
    }
    if any(kind_of(each) == "function.result" for each in talk.entries[-1:]):
        body["tool_choice"] = "auto"  # a result is answered; the tool is not called again
    said = default_reply.default_reply(replace(call.request, body=body), call.memory)
    return replace(said, entries=(*_handoffs(call, talk), *_executions(tools, talk)))


def listed(call: EndpointCall) -> Raw:
    """Return a page of the conversations, the latest first."""
    rows = [_described(each) for each in reversed(call.memory.conversations.all())]
    return as_json(200, page(call, rows, PAGE_SIZE))


def retrieved(call: EndpointCall) -> Raw:
    """Return the conversation without its entries."""
    return as_json(200, _described(_existing(call)))


def history(call: EndpointCall) -> Raw:
    """Return every entry."""
    talk = _existing(call)
    body = {"object": "conversation.history", "conversation_id": talk.id, "entries": talk.entries}
    return as_json(200, body)


def messages(call: EndpointCall) -> Raw:
    """Return the entries that are messages."""
    talk = _existing(call)
    found = [each for each in talk.entries if str(each["type"]).startswith("message.")]
    return as_json(
        200,
        {"object": "conversation.messages", "conversation_id": talk.id, "messages": found},
    )


def delete(call: EndpointCall) -> Raw:
    """Delete the conversation."""
    call.memory.conversations.drop(call.named["conversation"])
    return NO_CONTENT


def nothing(_call: EndpointCall) -> None:
    """Refuse nothing."""


def _existing(call: EndpointCall) -> Conversation:
    talk = call.memory.conversations.get(call.named["conversation"])
    assert talk is not None  # noqa: S101  # ``missing`` came first
    return talk


def _executions(tools: list[Any], talk: Conversation) -> list[dict[str, Any]]:
    """Return one use of the first tool that runs at the API, for the last user message."""
    ours = [str(tool["type"]) for tool in tools if tool.get("type", "function") != "function"]
    last = talk.entries[-1] if talk.entries else {}
    if not ours or kind_of(last) != "message.input":
        return []
    told = {"arguments": ARGUMENTS.get(ours[0], '{"query": "what was asked"}'), "info": {}}
    return [{"type": "tool.execution", "name": ours[0], **told}]


def _handoffs(call: EndpointCall, talk: Conversation) -> list[dict[str, Any]]:
    """Return the handoff to the first agent that may take over, if the API must do it."""
    agent = agent_of(call, talk)
    names = (agent.fields.get("handoffs") or []) if agent is not None else []
    after = call.memory.agents.get(str(names[0])) if names else None
    if agent is None or after is None or call.body.get("handoff_execution") == "client":
        return []
    told = {"previous_agent_id": agent.id, "previous_agent_name": agent.fields["name"]}
    next_one = {"next_agent_id": after.id, "next_agent_name": after.fields["name"]}
    return [{"type": "agent.handoff", **told, **next_one}]


def _described(talk: Conversation) -> dict[str, Any]:
    """Return a ModelConversation or an AgentConversation of SDK 3.7.0."""
    times = {
        "created_at": entries.timestamp(talk.created_at),
        "updated_at": entries.timestamp(talk.updated_at),
    }
    if talk.agent_id is not None:
        named = {name: talk.settings.get(name) for name in ("name", "description", "metadata")}
        whom = {"agent_id": talk.agent_id, "agent_version": talk.agent_version}
        return {"object": "conversation", "id": talk.id, **times, **named, **whom}
    settings = {**talk.settings, "tools": talk.settings.get("tools") or []}
    settings["completion_args"] = arguments(settings.get("completion_args"))
    return {"object": "conversation", "id": talk.id, "model": talk.model, **times, **settings}


def _talks(path: str, refusal: Callable[[EndpointCall], Raw | None]) -> Route:
    return Route(
        method="POST",
        path=path,
        refusal=lambda call: enveloped(refusal(call)),
        usual=usual,
        form=conversation_form.FORM,
        regional=False,
    )


def _tells(method: str, path: str, tell: Callable[[EndpointCall], Raw]) -> Route:
    refusal = missing if "{" in path else nothing
    return Route(method=method, path=path, refusal=refusal, usual=tell, regional=False)


ROUTES: tuple[Route, ...] = (
    _talks("/v1/conversations", terms.refusal_to_start),
    _talks(ONE, no_append),
    _talks(f"{ONE}/restart", no_restart),
    _tells("GET", "/v1/conversations", listed),
    _tells("GET", ONE, retrieved),
    _tells("GET", f"{ONE}/history", history),
    _tells("GET", f"{ONE}/messages", messages),
    _tells("DELETE", ONE, delete),
)
