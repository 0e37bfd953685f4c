"""Agents: create, list, read, change in versions, delete; global hosts only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from checker.simulator.canned.ids import prefixed
from checker.simulator.chat.conversation import arguments
from checker.simulator.chat.entries import timestamp
from checker.simulator.endpoints import agent_aliases
from checker.simulator.endpoints.paging import fitting, page
from checker.simulator.rules import fields, model, terms
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.store.records import Agent
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import as_json, not_found
from checker.simulator.wire.values import weight

NAME = "agents"
ONE = "/v1/agents/{agent}"
PAGE_SIZE = 20
NO_CONTENT = Raw(status=204, content=b"", content_type="application/json")
FIELDS: fields.Table = {  # SDK 3.7.0: CreateAgentRequest
    **terms.SETTINGS,
    "model": fields.text,
    "handoffs": fields.items(),
    "version_message": fields.text,
}
CHANGES: fields.Table = {**FIELDS, "deployment_chat": fields.boolean}  # UpdateAgentRequest


def wrong_agent(call: EndpointCall) -> Raw | None:
    """Return what is wrong with the fields, the model or the tools."""
    refused = fields.refusal(call.request, FIELDS, ("model", "name"))
    return refused or model.refusal(call, call.body["model"], "completion_chat") or _sense(call)


def wrong_change(call: EndpointCall) -> Raw | None:
    """Return what is wrong with a change, or with the agent."""
    refused = missing(call) or fields.refusal(call.request, CHANGES, ())
    if refused is not None:
        return refused
    name = call.body.get("model")
    refused = None if name is None else model.refusal(call, name, "completion_chat")
    return refused or _sense(call)


def missing(call: EndpointCall) -> Raw | None:
    """Return a 404 for an agent that does not exist (ours)."""
    name = call.named["agent"]
    return not_found(f"Agent {name}") if call.memory.agents.get(name) is None else None


def no_version(call: EndpointCall) -> Raw | None:
    """Return a 404 for an agent, or a version of it, that does not exist (ours)."""
    refused = missing(call)
    if refused is not None or _version(call) is not None:
        return refused
    return not_found(f"Version {call.named.get('version') or call.asked('version')}")


def create(call: EndpointCall) -> Raw:
    """Create an agent in its first version."""
    now = call.memory.clock.now()
    agent = Agent(
        id=prefixed("ag", call.memory.number("agent")),
        weight=0,
        versions=(call.body,),
        current=0,
        created_at=now,
        updated_at=now,
    )
    return _kept(call, agent)


def change(call: EndpointCall) -> Raw:
    """Add a version with these fields changed, and make it the current one."""
    agent = _existing(call)
    versions = (*agent.versions, {**agent.fields, **call.body})
    return _kept(call, replace(agent, versions=versions, current=len(versions) - 1))


def switch(call: EndpointCall) -> Raw:
    """Make another version the current one."""
    return _kept(call, replace(_existing(call), current=_version(call) or 0))


def listed(call: EndpointCall) -> Raw:
    """Return a page of the agents, the latest first."""
    rows = [described(agent) for agent in reversed(call.memory.agents.all())]
    return as_json(200, page(call, rows, PAGE_SIZE))


def in_pages(call: EndpointCall) -> Raw:
    """Return a page of the agents, with the token of the next one."""
    rows = [described(agent) for agent in reversed(call.memory.agents.all())]
    first, size = call.number("page_token", 0), call.number("page_size", PAGE_SIZE)
    shown = fitting(rows[first : first + size])
    following = first + len(shown)
    body = {
        "object": "list",
        "data": shown,
        "next_page_token": str(following) if shown and following < len(rows) else None,
    }
    return as_json(200, body)


def retrieved(call: EndpointCall) -> Raw:
    """Return the agent, in the version that the query names if it names one."""
    agent = _existing(call)
    named = {each.name: str(each.version) for each in agent.aliases}
    asked = named.get(call.asked("agent_version"), call.asked("agent_version"))
    known = asked.isdecimal() and int(asked) < len(agent.versions)
    return as_json(200, described(replace(agent, current=int(asked)) if known else agent))


def in_version(call: EndpointCall) -> Raw:
    """Return the agent as it is in one version."""
    return as_json(200, described(replace(_existing(call), current=_version(call) or 0)))


def versions(call: EndpointCall) -> Raw:
    """Return a page of the agent's versions, the latest first."""
    agent = _existing(call)
    numbers = reversed(range(len(agent.versions)))
    rows = [described(replace(agent, current=number)) for number in numbers]
    return as_json(200, page(call, rows, PAGE_SIZE))


def delete(call: EndpointCall) -> Raw:
    """Delete the agent."""
    call.memory.agents.drop(call.named["agent"])
    return NO_CONTENT


def described(agent: Agent) -> dict[str, Any]:
    """Return an Agent of SDK 3.7.0."""
    given: Mapping[str, Any] = agent.fields
    optional = ("instructions", "guardrails", "description", "handoffs", "metadata")
    return {
        "object": "agent",
        "id": agent.id,
        "model": given["model"],
        "name": given["name"],
        "version": agent.current,
        "versions": list(range(len(agent.versions))),
        "created_at": timestamp(agent.created_at),
        "updated_at": timestamp(agent.updated_at),
        "deployment_chat": bool(given.get("deployment_chat")),
        "source": "api",
        "owner_id": None,
        "version_message": given.get("version_message"),
        "tools": given.get("tools") or [],
        "completion_args": arguments(given.get("completion_args")),
        **{name: given.get(name) for name in optional},
    }


def nothing(_call: EndpointCall) -> None:
    """Refuse nothing."""


def _sense(call: EndpointCall) -> Raw | None:
    return terms.settings(call)


def _version(call: EndpointCall) -> int | None:
    """Return the version that the path or the query names, None if it does not exist."""
    text = call.named.get("version") or call.asked("version")
    wanted = int(text) if text.isdecimal() and len(text) < len("1000000") else -1
    return wanted if 0 <= wanted < len(_existing(call).versions) else None


def _existing(call: EndpointCall) -> Agent:
    agent = call.memory.agents.get(call.named["agent"])
    assert agent is not None  # noqa: S101  # ``missing`` came first
    return agent


def _kept(call: EndpointCall, agent: Agent) -> Raw:
    heavier = agent.weight + weight(call.request.raw)
    later = replace(agent, weight=heavier, updated_at=call.memory.clock.now())
    call.memory.agents.put(agent.id, later)
    return as_json(200, described(later))


def _route(
    method: str,
    path: str,
    refusal: Callable[[EndpointCall], Raw | None],
    usual: Callable[[EndpointCall], Raw],
) -> Route:
    return Route(method=method, path=path, refusal=refusal, usual=usual, regional=False)


ROUTES: tuple[Route, ...] = (
    _route("POST", "/v1/agents", wrong_agent, create),
    _route("GET", "/v1/agents", nothing, listed),
    _route("GET", "/v1/agents/pages", nothing, in_pages),
    _route("GET", ONE, missing, retrieved),
    _route("PATCH", ONE, wrong_change, change),
    _route("DELETE", ONE, missing, delete),
    _route("PATCH", f"{ONE}/version", no_version, switch),
    _route("GET", f"{ONE}/versions", missing, versions),
    _route("GET", f"{ONE}/versions/{{version}}", no_version, in_version),
    *agent_aliases.ROUTES,
)
