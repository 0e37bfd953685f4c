"""What ``Agent.stream`` promises."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from checker.simulator.rules.texts import text_of
from checker.simulator.wire.answer import Answer
from solutions.agent_desk.scenes import (
    ASK,
    IBAN,
    at_the_office,
    call_id,
    file_claim,
    fresh_word,
    results,
)

pytestmark = pytest.mark.target("agentdesk.agent:Agent.stream")


@pytest.fixture(autouse=True)
def _impatient(player: Player) -> None:
    player.environ["AGENTDESK_RETRY_INITIAL_MS"] = "1"
    player.environ["AGENTDESK_RETRY_TOTAL_MS"] = "20"


def test_a_placeholder_in_pieces_is_shown(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.stream("Paid to [IB", "AN-1", "] today."))
    told = player.run(ASK, question=f"Pay to {IBAN}.")["text"]
    assert told == f"Paid to {IBAN} today.", f"the clerk was shown {told!r}"


def test_an_answer_cut_short_is_an_error(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    call = answers.tool_call("read_claim", {"claim_id": "C-1"})
    file_claim(player.folder)
    mistral.chat.respond(
        answers.stream("It is", finish_reason="length"),
        answers.stream("It is", call, finish_reason="length"),
        answers.reply(word),
    )
    outcome = player.run(
        at_the_office("""
            halves = [await attempt(agent.ask("s", "What happened?")) for _ in range(2)]
            written = len(await office.journal.turns("s"))
            whole = await attempt(agent.ask("t", "What happened?"))
            raised = [each["raised"] for each in halves]
            return {"raised": raised, "written": written, "whole": whole["text"]}
        """)
    )
    assert outcome["whole"] == word, "an answer that was finished did not come through"
    for raised in outcome["raised"]:
        assert "AgentDeskError" in raised, "half an answer was taken for whole"
    assert outcome["written"] == 0, "half an answer was written down"
    assert len(mistral.chat.requests) == 3, "the tools of half an answer were used"


@pytest.mark.parametrize("reason", ["model_length", "error"])
def test_an_answer_that_ended_oddly_is_an_error(
    player: Player, mistral: Simulator, reason: str
) -> None:
    mistral.chat.respond_always(answers.stream("It is", finish_reason=reason))
    raised = player.run(ASK, question="What happened?")["raised"]
    assert "AgentDeskError" in raised, f"an answer that ended with {reason} was taken for whole"


@pytest.mark.parametrize("numbered", [True, False])
def test_calls_of_several_events_are_all_kept(
    player: Player, mistral: Simulator, *, numbered: bool
) -> None:
    calls = [("read_claim", {"claim_id": f"C-{number}"}) for number in range(1, 5)]
    deltas = []
    for number, call in enumerate(calls):
        file_claim(player.folder, number + 1)
        made = answers.tool_call(*call)
        function = {"name": made.name, "arguments": made.arguments}
        delta = {"id": made.id, "type": "function", "function": function}
        deltas.append({**delta, "index": number} if numbered else delta)
    events = [answers.delta(tool_calls=each) for each in (deltas[:2], deltas[2:3], deltas[3:])]
    called = answers.stream("Well", *events, " then.", finish_reason="tool_calls")
    mistral.chat.respond(called, answers.reply("All are open."))
    player.run(ASK, question="What about all?")
    sent = mistral.chat.requests[-1]
    asked = [
        call["id"]
        for message in sent.messages
        if message["role"] == "assistant"
        for call in message.get("tool_calls") or []
    ]
    assert results(sent), "no tool was used"
    lost = {call_id(*call) for call in calls} - {*asked}
    assert not lost, f"{len(lost)} of 4 calls were lost between the events"
    assert asked == [call_id(*call) for call in calls], "calls were told twice or in another order"


@pytest.mark.parametrize(
    "failure",
    [answers.cut(), answers.stream("It", cut_after=1), answers.reset(), answers.hang()],
)
def test_a_broken_connection_is_an_agent_error(
    player: Player, mistral: Simulator, failure: Answer
) -> None:
    player.environ["AGENTDESK_TIMEOUT_MS"] = "300"
    word = fresh_word()
    mistral.chat.respond_when("What happened?", *[failure] * 40)
    mistral.chat.respond_when("And now?", answers.reply(word))
    first, later = player.run(
        at_the_office("""
            asked = [agent.ask("s", "What happened?"), agent.ask("t", "And now?")]
            return [await attempt(each) for each in asked]
        """)
    )
    assert first["raised"], "an answer that broke off was taken for whole"
    assert "AgentDeskError" in first["raised"], f"{first['raised'][0]} escapes"
    assert later["text"] == word, f"after a broken connection an answer came to {later}"


def test_a_cancelled_answer_is_cancelled(player: Player, mistral: Simulator) -> None:
    gate = mistral.gate()
    mistral.chat.respond_when("question 0", answers.hang(), answers.hang())
    mistral.chat.respond_when("question 1", answers.stream("It ", gate, "hailed."))
    running = player.start(
        at_the_office("""
            pieces, told = [], []

            async def read(number):
                async for piece in agent.stream(f"s{number}", f"question {number}"):
                    pieces.append(piece)

            async def ended(awaited):
                try:
                    await awaited
                except asyncio.CancelledError:
                    return "cancelled"
                except Exception as error:
                    return type(error).__name__
                return "finished"

            for number in range(2):
                task = asyncio.create_task(read(number))
                await inbox.get()
                while number and not pieces:
                    await asyncio.sleep(0.001)
                task.cancel()
                told.append(await ended(task))
            told.append(await ended(asyncio.wait_for(agent.ask("s", "question 0"), 0.2)))
            return told
        """)
    )
    assert mistral.wait_for(lambda log: log.saw("question 0")), "the model was never asked"
    running.send("cancel it now")
    assert mistral.wait_for(lambda log: log.saw("question 1")), "the model was asked only once"
    running.send("cancel it now")
    *told, late = running.result()
    assert told == ["cancelled"] * 2, f"cancelled answers ended with {told}"
    assert late == "TimeoutError", f"an answer that took too long for its caller ended with {late}"


def test_within_a_session_turn_follows_turn(player: Player, mistral: Simulator) -> None:
    one, two = fresh_word(), fresh_word()
    gate = mistral.gate()
    mistral.chat.respond_always(answers.held(gate, answers.reply("Noted.")))
    running = player.start(
        at_the_office("""
            asked = [asyncio.create_task(attempt(agent.ask("s", one)))]
            await inbox.get()
            asked.append(asyncio.create_task(attempt(agent.ask("s", two))))
            return [(await each)["text"] for each in asked]
        """),
        one=one,
        two=two,
    )
    assert gate.wait_for_arrival(), "the model was never asked"
    running.send("now the second")
    gate.wait_for_arrival(0.6, count=2)
    gate.open()
    told = running.result()
    assert told == ["Noted.", "Noted."], "an answer did not come through"
    [second] = [r for r in mistral.chat.requests if text_of(r.messages[-1]) == two]
    assert second.body_has(one), "the second question was asked without knowing of the first"


def test_no_memory_is_no_memory(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_MEMORY_TURNS"] = "0"
    word = fresh_word()
    mistral.chat.respond(answers.reply("Noted."), answers.reply("No idea."))
    player.run(
        at_the_office("""
            await attempt(agent.ask("s", word))
            return await attempt(agent.ask("s", "What did I say?"))
        """),
        word=word,
    )
    first, second = mistral.chat.requests
    assert first.body_has(word)
    assert not second.body_has(word), "the model was shown earlier turns; memory_turns is 0"


def test_the_conversation_is_remembered(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(answers.reply("Noted."), answers.reply(word))
    told = player.run(
        at_the_office("""
            await attempt(agent.ask("s", "My parcel is blue."))
            return await attempt(agent.ask("s", "Which colour?"))
        """)
    )
    assert told["text"] == word
    assert mistral.chat.requests[-1].body_has("My parcel is blue.")
