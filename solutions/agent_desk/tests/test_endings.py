"""How an answer ends: whole, given up half way, or with an error that says why."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from checker.simulator.wire.answer import Answer
from solutions.agent_desk.scenes import ASK, at_the_office, file_claim, wants

pytestmark = pytest.mark.target("agentdesk.agent:Agent.stream")

SOCKETS = """
import os

def sockets():
    links = []
    for each in os.listdir("/proc/self/fd"):
        try:
            links.append(os.readlink(f"/proc/self/fd/{each}"))
        except OSError:
            pass  # that of the listing itself
    return sum(link.startswith("socket:") for link in links)
"""


@pytest.mark.parametrize(
    "unusable", [answers.stream("It is", finish_reason="length"), answers.stream(" \n")]
)
def test_an_unusable_answer_is_an_agent_error(
    player: Player, mistral: Simulator, unusable: Answer
) -> None:
    mistral.chat.respond_always(unusable)
    outcome = player.run(
        at_the_office("""
            told = await attempt(agent.ask("s", "What happened?"))
            return {**told, "written": len(await office.journal.turns("s"))}
        """)
    )
    assert outcome["raised"], "what nobody can use was taken for an answer"
    assert "AgentError" in outcome["raised"], f"{outcome['raised'][0]} instead of AgentError"
    assert outcome["written"] == 0, "an answer that nobody can use was written down"


def test_nothing_but_tool_calls_is_an_agent_error(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_MAX_ROUNDS"] = "2"
    file_claim(player.folder)
    mistral.chat.respond_always(wants(("read_claim", {"claim_id": "C-1"})))
    raised = player.run(ASK, question="What happened?")["raised"]
    assert raised, "an answer without a word was taken for one"
    assert "AgentError" in raised, f"{raised[0]} instead of AgentError"


def test_why_there_is_no_answer_is_kept(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.status(400))
    outcome = player.run(
        at_the_office("""
            try:
                await agent.ask("s", "What happened?")
            except Exception as error:
                cause = getattr(error.__cause__, "status_code", None)
                return {"type": type(error).__name__, "cause": cause}
        """)
    )
    assert outcome is not None, "the model refused, and nobody is told"
    assert outcome["type"] == "AgentError", f"a refusal is told as {outcome['type']}"
    assert outcome["cause"] == 400, f"{outcome['type']} has lost its cause"


def test_what_only_begins_like_a_placeholder_is_shown(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.stream("The form says ", "[IB"))
    told, written = player.run(
        at_the_office("""
            told = await attempt(agent.ask("s", "What does it say?"))
            turns = await office.journal.turns("s")
            return [told["text"], [turn.text for turn in turns]]
        """)
    )
    assert told == "The form says [IB", f"the clerk was shown {told!r}"
    assert written[-1] == told, "what was written down is not what the clerk was shown"


def test_a_stream_that_is_closed_ends_its_request(player: Player, mistral: Simulator) -> None:
    gate = mistral.gate()
    mistral.chat.respond_always(answers.stream("Once ", gate, "upon a time."))
    piece, counts = player.run(
        SOCKETS
        + at_the_office("""
            counts = [sockets()]
            pieces = agent.stream("s", "Tell me a story.")
            async for piece in pieces:
                if piece.strip():
                    break
            counts.append(sockets())
            await pieces.aclose()
            counts.append(sockets())
            return [piece, counts]
        """)
    )
    gate.open()
    before, during, after = counts
    assert piece.strip() == "Once", "the text does not come as it is written"
    assert before < during, "no request was made"
    assert after == before, "the request goes on behind a stream that was closed"
