"""How much of a conversation the model is shown."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from checker.simulator.wire.values import WireRequest
from solutions.agent_desk.scenes import at_the_office, file_claim, wants

pytestmark = pytest.mark.target("agentdesk.agent:Agent.stream")

LATEST = 2  # turns: the last question and its answer
REMEMBERING = """
limited = []
for limit in limits:
    session = f"s{limit}"
    await attempt(agent.ask(session, "What about my claims?"))
    await attempt(agent.ask(session, "And the other one?"))
    settings = Settings.from_env({**os.environ, "AGENTDESK_MEMORY_TURNS": str(limit)})
    async with open_office(settings) as other:
        told = await attempt(Agent(other).ask(session, "Thank you."))
    limited.append(told["raised"])
return limited
"""


def _conversations(
    player: Player, mistral: Simulator, limits: list[int], calls: int
) -> list[WireRequest]:
    """Return what the model is shown at last of conversations of ``calls`` + 5 turns each."""
    for number in range(calls):
        file_claim(player.folder, number + 1)
    reading = wants(*(("read_claim", {"claim_id": f"C-{n + 1}"}) for n in range(calls)))
    texts = map(answers.reply, ("All are open.", "It is open, too.", "You are welcome."))
    mistral.chat.respond(*(reading, *texts) * len(limits))
    raised = player.run(at_the_office(REMEMBERING), limits=limits)
    assert raised == [[]] * len(limits), f"a conversation that was cut is refused: {raised}"
    asked = mistral.chat.requests
    assert len(asked) == 4 * len(limits), "a question was never asked"
    return list(asked[3::4])


@pytest.mark.parametrize("calls", [1, 3])
def test_memory_never_begins_with_a_tool(player: Player, mistral: Simulator, calls: int) -> None:
    limits = [*range(1, calls + 6), calls + 8]
    lasts = _conversations(player, mistral, limits, calls)
    for limit, request in zip(limits, lasts, strict=True):
        shown = [each for each in request.messages if each["role"] != "system"][:-1]
        wanted = {call["id"] for each in shown for call in each.get("tool_calls") or ()}
        had = [each["tool_call_id"] for each in shown if each["role"] == "tool"]
        assert {*had} == wanted, (
            "the model is shown results without calls, or calls without results"
        )
        assert len(shown) <= limit, f"{len(shown)} turns are shown; memory_turns is {limit}"
        if limit >= LATEST:
            assert request.body_has("And the other one?"), "the latest question is forgotten"
        assert (len(shown) == calls + 5) is (limit >= calls + 5), f"{len(shown)} turns of {limit}"
