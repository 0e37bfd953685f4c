"""What the tool loop promises."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.agent_desk.scenes import (
    ASK,
    PAY,
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
FEWEST_WORDS = 2  # of the least that says what went wrong


def _answered(word: str, log: Simulator) -> bool:
    return any(request.body_has(word) and request.completed for request in log.chat.requests)


def test_every_result_belongs_to_its_call(player: Player, mistral: Simulator) -> None:
    words = [fresh_word() for _ in range(4)]
    said = [f"It was {number} {fresh_word()}" for number in range(4)]
    order = (3, 0, 2, 1)  # that of no names, texts or times, nor of any of them turned round
    calls = [("summarise_document", {"name": f"report-{number}.txt"}) for number in order]
    gates = [mistral.gate() for _ in words]
    for number, word in enumerate(words):
        file_claim(player.folder, number, text=word)
        held = answers.held(gates[number], answers.reply(said[number]))
        mistral.chat.respond_when(word, held)
    signals = [fresh_word() for _ in words]
    mistral.chat.respond_when(" is noted", answers.reply("Yes."))
    mistral.chat.respond(wants(*calls), DONE)
    running = player.start(
        at_the_office("""
            asked = asyncio.create_task(attempt(agent.ask("s", "What happened?")))
            for signal in signals:
                await inbox.get()
                await attempt(agent.ask("t", f"{signal} is noted"))
            return await asked
        """),
        signals=signals,
    )
    for number, signal in zip((2, 0, 3, 1), signals, strict=True):
        gates[number].wait_for_arrival(2)
        gates[number].open()
        mistral.wait_for(partial(_answered, words[number]), 2)
        running.send("say so")
        mistral.wait_for(partial(_answered, signal), 2)  # by now the result has been taken
    running.result()
    wanted = {call_id(*call): said[number] for call, number in zip(calls, order, strict=True)}
    told = [each for r in mistral.chat.requests for each in results(r).items()]
    told = [(name, text) for name, text in told if name in wanted]
    assert told, "the results of the tools never reached the model"
    for name, text in told:
        had = [each for each in said if each in text]
        assert had == [wanted[name]], f"the model was told {text!r} in answer to another call"


def test_every_call_is_answered(player: Player, mistral: Simulator) -> None:
    calls = [("read_document", {"name": "report-1.txt"})]
    for number in range(1, 7):
        file_claim(player.folder, number)
        calls.append(("read_claim", {"claim_id": f"C-{number}"}))
    mistral.chat.respond(wants(*calls), DONE)
    player.run(ASK, question="What happened?")
    told = results(mistral.chat.requests[-1])
    missing = {call_id(*call) for call in calls} - told.keys()
    assert not missing, f"{len(missing)} of {len(calls)} tool calls were never answered"
    for name, arguments in calls[1:]:
        text = told[call_id(name, arguments)]
        assert text.strip(), "a tool call was answered with nothing"


def test_tools_work_side_by_side(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_PARALLEL_TOOLS"] = "5"
    words = [fresh_word() for _ in range(5)]
    gate = mistral.gate()
    for number, word in enumerate(words):
        file_claim(player.folder, number, text=word)
        mistral.chat.respond_when(word, answers.held(gate, answers.reply("a summary")))
    calls = [("summarise_document", {"name": f"report-{number}.txt"}) for number in range(5)]
    mistral.chat.respond(wants(*calls), DONE)
    running = player.start(ASK, question="What happened?")
    assert gate.wait_for_arrival(), "no document was summarised"
    together = gate.wait_for_arrival(4, count=5)
    gate.open()
    running.result()
    worked = sum(any(map(r.body_has, words)) for r in mistral.chat.requests)
    assert together or worked < 2, "a tool waited for another one"


def test_no_more_tools_at_once_than_allowed(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_PARALLEL_TOOLS"] = "2"
    word = fresh_word()
    for number in (1, 2, 3):
        file_claim(player.folder, number, text=word)
    gate = mistral.gate()
    mistral.chat.respond_when(word, *[answers.held(gate, answers.reply("a summary"))] * 4)
    third = ("summarise_document", {"name": "report-3.txt"})
    mistral.chat.respond_when("What happened?", wants(FIRST, SECOND, third), DONE)
    mistral.chat.respond_when("And here?", wants(FIRST), DONE)
    running = player.start(
        at_the_office("""
            asked = [agent.ask("s", "What happened?"), agent.ask("t", "And here?")]
            return await asyncio.gather(*map(attempt, asked))
        """)
    )
    assert gate.wait_for_arrival(), "no document was summarised"
    crowded = gate.wait_for_arrival(0.5, count=3)
    gate.open()
    running.result()
    assert not crowded, "three tools at once; parallel_tools is 2, over all sessions"


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
    file_claim(player.folder)
    calls: list[tuple[str, dict[str, Any]]] = [
        ("read_claim", {"claim_id": "C-77"}),
        ("read_document", {"name": "report-9.txt"}),
        ("read_claim", {"number": 1}),
        ("pay_claim", {"claim_id": "C-1", "cents": 900_000}),
    ]
    mistral.chat.respond(*map(wants, calls), DONE)
    outcome = player.run(PAY, allow=[True])
    assert outcome["raised"] == [], f"a tool failed, and the conversation ended: {outcome}"
    told = results(mistral.chat.requests[-1])
    texts = [told[call_id(*call)].strip() for call in calls]
    assert all(texts), "the model was told nothing about a tool that failed"
    assert len({*texts}) == len(texts), f"of different failures the model is told {texts}"
    wordless = [text for text in texts if len(re.findall("[a-z]{2,}", text)) < FEWEST_WORDS]
    assert not wordless, f"nobody can tell from {wordless} what went wrong"


@pytest.mark.parametrize("arguments", ["not json", "[]", '{"claim_id": 1}', "{}"])
def test_wrong_arguments_do_not_end_the_conversation(
    player: Player, mistral: Simulator, arguments: str
) -> None:
    call = answers.tool_call("read_claim", arguments)
    mistral.chat.respond(answers.reply("", tool_calls=[call]), answers.reply("Which one?"))
    assert player.run(ASK, question="What about it?")["text"] == "Which one?"


def test_the_model_may_always_answer_at_once(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    file_claim(player.folder)
    read = wants(("read_claim", {"claim_id": "C-1"}))
    mistral.chat.respond_when("What about C-1?", read, answers.reply(word))
    outcome = player.run(
        at_the_office("""
            first = await attempt(agent.ask("s", "What is an own contribution?"))
            second = await attempt(agent.ask("t", "What about C-1?"))
            return {"texts": [first["text"], second["text"]]}
        """)
    )
    asked = len(mistral.chat.requests) - 2
    assert asked == 1, f"{asked} requests for a question that needs no tool"
    assert "own contribution" in outcome["texts"][0]
    assert outcome["texts"][1] == word
    for request in mistral.chat.requests:
        choice = request.body.get("tool_choice") or "auto"
        assert request.body.get("tools"), "the model is offered no tools"
        assert choice == "auto", f"the model is told which tools it has to use: {choice}"


def test_the_rounds_are_bounded(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_MAX_ROUNDS"] = "3"
    file_claim(player.folder)
    mistral.chat.respond_always(wants(("read_claim", {"claim_id": "C-1"})))
    outcome = player.run(ASK, question="What happened?")
    assert len(mistral.chat.requests) == 3
    assert "AgentDeskError" in outcome["raised"]
