"""How much of a conversation the model is shown."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from checker.simulator.rules.texts import text_of
from solutions.agent_desk.scenes import at_the_office, file_claim, wants

pytestmark = pytest.mark.target("agentdesk.agent:Agent.stream")

ANSWERED = 200
REMEMBERING = """
seen = []
for limit in limits:
    session = f"s{limit}"
    await attempt(agent.ask(session, "What about my claims?"))
    await attempt(agent.ask(session, "And the other one?"))
    turns = await office.journal.turns(session)
    said = [number for number, turn in enumerate(turns) if turn.role == "user"]
    latest = turns[said[-1]].text if said else ""
    after = len(turns) - said[-1] if said else 0
    settings = Settings.from_env({**os.environ, "AGENTDESK_MEMORY_TURNS": str(limit)})
    async with open_office(settings) as other:
        await attempt(Agent(other).ask(session, "Thank you."))
    seen.append([len(turns), latest, after])
return seen
"""


@pytest.mark.parametrize("calls", [1, 2])
def test_memory_never_begins_with_a_tool(player: Player, mistral: Simulator, calls: int) -> None:
    limits = [1, 2, calls + 2, calls + 3, calls + 5, calls + 8]
    for number in range(calls):
        file_claim(player.folder, number + 1)
    reading = wants(*(("read_claim", {"claim_id": f"C-{n + 1}"}) for n in range(calls)))
    texts = map(answers.reply, ("All are open.", "It is open, too.", "You are welcome."))
    mistral.chat.respond(*(reading, *texts) * len(limits))
    seen = player.run(at_the_office(REMEMBERING), seconds=40, limits=limits)
    lasts = [r for r in mistral.chat.requests if text_of(r.messages[-1]) == "Thank you."]
    assert len(lasts) == len(limits), "the last question was never asked"
    assert [each[1] for each in seen] != [""] * len(limits), "nothing was written down"
    for limit, request, (written, latest, after) in zip(limits, lasts, seen, strict=True):
        shown = [each for each in request.messages if each["role"] != "system"][:-1]
        wanted = {call["id"] for each in shown for call in each.get("tool_calls") or ()}
        had = {each["tool_call_id"] for each in shown if each["role"] == "tool"}
        assert had == wanted, "the model is shown results without calls, or calls without results"
        assert request.status == ANSWERED, "a conversation that was cut is refused"
        assert len(shown) <= limit, f"{len(shown)} turns are shown; memory_turns is {limit}"
        if limit >= after:
            assert request.body_has(latest), "the latest question is forgotten"
        if limit >= written:
            assert len(shown) == written, f"of {written} turns {len(shown)} are shown, not {limit}"
