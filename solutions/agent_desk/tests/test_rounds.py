"""What the tool loop promises."""

from __future__ import annotations

from functools import partial

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.agent_desk.scenes import (
    ASK,
    at_the_office,
    call_id,
    file_claim,
    fresh_word,
    results,
    wants,
)

pytestmark = pytest.mark.target("agentdesk.agent:Agent.ask")

FIRST = ("summarise_document", {"name": "report-1.txt"})
SECOND = ("summarise_document", {"name": "report-2.txt"})
DONE = answers.reply("Both are about hail.")


def _answered(word: str, log: Simulator) -> bool:
    return any(request.body_has(word) and request.completed for request in log.chat.requests)


def test_every_result_belongs_to_its_call(player: Player, mistral: Simulator) -> None:
    one, two = fresh_word(), fresh_word()
    file_claim(player.folder, 1, text=one)
    file_claim(player.folder, 2, text=two)
    signal = fresh_word()
    gate = mistral.gate()
    mistral.chat.respond_when(one, answers.held(gate, answers.reply("Zebras broke it")))
    mistral.chat.respond_when(two, answers.reply("A hailstorm"))
    mistral.chat.respond_when(signal, answers.reply("Noted."))
    mistral.chat.respond(wants(FIRST, SECOND), DONE)
    running = player.start(
        at_the_office("""
            asked = asyncio.create_task(attempt(agent.ask("s", "What happened?")))
            await inbox.get()
            await attempt(agent.ask("t", signal))
            return await asked
        """),
        signal=signal,
    )
    assert gate.wait_for_arrival(), "no document was summarised"
    for word in (two, signal):  # once the signal is answered the second result has been taken
        mistral.wait_for(partial(_answered, word), 3)
        running.send("say so")
    gate.open()
    running.result()
    told = results(mistral.chat.requests[-1])
    assert told, "the results of the tools never reached the model"
    wanted = {call_id(*FIRST): "Zebras broke it", call_id(*SECOND): "A hailstorm"}
    for name, text in told.items():
        assert text == wanted.get(name), f"the model was told {text!r} in answer to another call"


def test_every_call_is_answered(player: Player, mistral: Simulator) -> None:
    file_claim(player.folder, 1)
    calls = [("read_document", {"name": "report-1.txt"}), ("read_claim", {"claim_id": "C-1"})]
    mistral.chat.respond(wants(*calls), DONE)
    player.run(ASK, question="What happened?")
    told = results(mistral.chat.requests[-1])
    unanswered = {call_id(*call) for call in calls} - told.keys()
    assert not unanswered, f"{len(unanswered)} of 2 tool calls were never answered"


def test_tools_work_side_by_side(player: Player, mistral: Simulator) -> None:
    one, two = fresh_word(), fresh_word()
    file_claim(player.folder, 1, text=one)
    file_claim(player.folder, 2, text=two)
    gate = mistral.gate()
    for word in (one, two):
        mistral.chat.respond_when(word, answers.held(gate, answers.reply("a summary")))
    mistral.chat.respond(wants(FIRST, SECOND), DONE)
    running = player.start(ASK, question="What happened?")
    assert gate.wait_for_arrival(), "no document was summarised"
    together = gate.wait_for_arrival(3, count=2)
    gate.open()
    running.result()
    worked = sum(r.body_has(one) or r.body_has(two) for r in mistral.chat.requests)
    assert together or worked < 2, "the second tool waited for the first"


def test_no_more_tools_at_once_than_allowed(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_PARALLEL_TOOLS"] = "1"
    word = fresh_word()
    for number in (1, 2):
        file_claim(player.folder, number, text=word)
    gate = mistral.gate()
    held = answers.held(gate, answers.reply("a summary"))
    mistral.chat.respond_when(word, held, held)
    mistral.chat.respond(wants(FIRST, SECOND), DONE)
    running = player.start(ASK, question="What happened?")
    assert gate.wait_for_arrival(), "no document was summarised"
    crowded = gate.wait_for_arrival(0.4, count=2)
    gate.open()
    running.result()
    assert not crowded, "two tools at once; parallel_tools is 1"


def test_a_tool_that_takes_too_long_is_stopped(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_TOOL_DEADLINE_S"] = "4"
    word = fresh_word()
    file_claim(player.folder, 1, text=word)
    mistral.chat.respond_when(word, answers.hang())
    mistral.chat.respond(wants(FIRST), DONE)
    running = player.start(
        at_the_office("""
            asked = asyncio.create_task(attempt(agent.ask("s", "What happened?")))
            await inbox.get()
            loop = asyncio.get_running_loop()
            real, loop.time = loop.time, lambda: real() + 5
            outcome = await asked
            await inbox.get()
            return outcome
        """)
    )
    assert mistral.wait_for(lambda log: log.saw(word)), "the tool never asked the model"
    running.send("five seconds later")
    answered = mistral.wait_for(lambda log: any(map(results, log.chat.requests)), 8)
    stopped = mistral.wait_for(
        lambda log: any(r.body_has(word) and r.disconnected for r in log.chat.requests), 2.5
    )
    running.send("go on")
    running.result()
    assert answered, "the conversation waited for a tool past its deadline"
    assert stopped, "the tool's own request went on after it was given up"


def test_a_failing_tool_is_told_to_the_model(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond(wants(("read_claim", {"claim_id": "C-77"})), DONE)
    player.run(ASK, question="What about C-77?")
    [told] = results(mistral.chat.requests[-1]).values()
    assert told.strip(), "the model was told nothing about a tool that failed"


@pytest.mark.parametrize("arguments", ["not json", "[]", '{"claim_id": 1}', "{}"])
def test_wrong_arguments_do_not_end_the_conversation(
    player: Player, mistral: Simulator, arguments: str
) -> None:
    call = answers.tool_call("read_claim", arguments)
    mistral.chat.respond(answers.reply("", tool_calls=[call]), answers.reply("Which one?"))
    assert player.run(ASK, question="What about it?")["text"] == "Which one?"


def test_the_model_may_always_answer_at_once(player: Player, mistral: Simulator) -> None:
    outcome = player.run(ASK, question="What is an own contribution?")
    asked = len(mistral.chat.requests)
    assert asked == 1, f"{asked} requests for a question that needs no tool"
    assert "own contribution" in outcome["text"]


def test_the_rounds_are_bounded(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_MAX_ROUNDS"] = "3"
    file_claim(player.folder)
    mistral.chat.respond_always(wants(("read_claim", {"claim_id": "C-1"})))
    outcome = player.run(ASK, question="What happened?")
    assert len(mistral.chat.requests) == 3
    assert "AgentDeskError" in outcome["raised"]
