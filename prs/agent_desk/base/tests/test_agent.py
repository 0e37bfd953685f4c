from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from agentdesk.agent import Agent
from agentdesk.errors import AgentError, SessionError
from wire import IBAN, Wire, office, says, settings


def ask(wire: Wire, folder: Path, *texts: str, session: str = "s", **changes: Any) -> list[str]:
    async def scenario() -> list[str]:
        async with office(wire, settings(folder, **changes)) as opened:
            agent = Agent(opened)
            return [await agent.ask(session, text) for text in texts]

    return asyncio.run(scenario())


def test_a_conversation_is_remembered(tmp_path: Path) -> None:
    wire = Wire(replies=[says("Hello Ada."), says("Ada.")])
    assert ask(wire, tmp_path, "I am Ada.", "Who am I?") == ["Hello Ada.", "Ada."]
    told = [message["content"] for message in wire.sent[1]["messages"][1:]]
    assert told == ["I am Ada.", "Hello Ada.", "Who am I?"]


def test_the_model_is_shown_the_newest_turns(tmp_path: Path) -> None:
    wire = Wire()
    ask(wire, tmp_path, "one", "two", "three", memory_turns=2)
    assert [message["content"] for message in wire.sent[2]["messages"][1:]] == [
        "two",
        "ok",
        "three",
    ]


def test_the_model_never_sees_a_bank_account(tmp_path: Path) -> None:
    wire = Wire(replies=[says("I noted [IBAN-1].")])
    assert ask(wire, tmp_path, f"Pay to {IBAN}.") == [f"I noted {IBAN}."]
    assert IBAN not in str(wire.sent)


@pytest.mark.parametrize("reply", [500, says("")])
def test_no_usable_answer(tmp_path: Path, reply: Any) -> None:
    with pytest.raises(AgentError):
        ask(Wire(replies=[reply]), tmp_path, "Hello?")
    assert list(tmp_path.glob("sessions/*")) == []


def test_a_session_name_is_no_path(tmp_path: Path) -> None:
    with pytest.raises(SessionError):
        ask(Wire(), tmp_path, "Hello?", session="../s")
