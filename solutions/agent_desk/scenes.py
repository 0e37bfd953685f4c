"""Scenarios that several hidden tests play in the player."""

from __future__ import annotations

import json
import secrets
import textwrap
from typing import Any

from checker.sandbox.player import FolderPath
from checker.simulator import answers
from checker.simulator.wire.answer import Answer
from checker.simulator.wire.values import WireRequest

IBAN = "DE02120300000000202051"
EMAIL = "ada@example.com"
SUMMARY = "Summarise the document"
PREAMBLE = """\
import asyncio
import os
from agentdesk.agent import Agent
from agentdesk.office import open_office
from agentdesk.settings import Settings

async def attempt(asked):
    try:
        return {"text": await asked, "raised": []}
    except Exception as error:
        return {"text": "", "raised": [each.__name__ for each in type(error).__mro__]}

async def decided(agent, asked, allow):
    answering = asyncio.create_task(attempt(asked))
    actions = []
    while not answering.done():
        coming = asyncio.create_task(agent.approvals.next())
        await asyncio.wait({coming, answering}, return_when=asyncio.FIRST_COMPLETED)
        if not coming.done():
            coming.cancel()
            break
        pending = coming.result()
        actions.append(pending.action)
        agent.approvals.decide(pending.id, allow=allow[min(len(actions), len(allow)) - 1])
    return {**await answering, "actions": actions}

async with open_office(Settings.from_env(os.environ)) as office:
    agent = Agent(office)
"""


def at_the_office(body: str) -> str:
    """Return a scenario with ``office`` and ``agent`` open."""
    return PREAMBLE + textwrap.indent(textwrap.dedent(body), "    ")


ASK = at_the_office('return await attempt(agent.ask("s", question))')
PAY = at_the_office("""
    outcome = await decided(agent, agent.ask("s", "Please pay."), allow)
    return {**outcome, "paid": await office.claims.paid_cents("C-1")}
""")


def fresh_word() -> str:
    """Return a word that nobody can know: what claims to hold it has really met the wire."""
    return f"hail{secrets.token_hex(6)}"


def file_claim(folder: FolderPath, number: int = 1, text: str = "Hail.", **changes: object) -> None:
    """Put a claim with one document, ``report-<number>.txt``, into the player's desk."""
    claim = {
        "id": f"C-{number}",
        "holder": "Ada Byron",
        "email": EMAIL,
        "iban": IBAN,
        "insured_cents": 100_000,
        "documents": [f"report-{number}.txt"],
    }
    for name in ("claims", "documents"):
        (folder / "desk" / name).mkdir(parents=True, exist_ok=True)
    file = folder / "desk" / "claims" / f"C-{number}.json"
    file.write_text(json.dumps({**claim, **changes}), "utf-8")
    (folder / "desk" / "documents" / f"report-{number}.txt").write_text(text, "utf-8")


def wants(*calls: tuple[str, dict[str, Any]]) -> Answer:
    """Return a reply that asks for tools in one event; the same call always has the same id."""
    asked = [answers.tool_call(name, arguments) for name, arguments in calls]
    if len(asked) == 1:
        return answers.reply("", tool_calls=asked)
    sent = [
        {
            "id": call.id,
            "type": "function",
            "function": {"name": call.name, "arguments": call.arguments},
            "index": index,
        }
        for index, call in enumerate(asked)
    ]
    return answers.stream(answers.delta(tool_calls=sent), finish_reason="tool_calls")


def call_id(name: str, arguments: dict[str, Any]) -> str:
    """Return the id under which ``wants`` asks for a tool."""
    return answers.tool_call(name, arguments).id


def results(request: WireRequest) -> dict[str, str]:
    """Return what a request tells the model of its tools, by the id of the call."""
    return {
        str(message.get("tool_call_id")): str(message.get("content"))
        for message in request.messages
        if message.get("role") == "tool"
    }
