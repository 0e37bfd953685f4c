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
    wants,
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
    mistral.chat.respond(answers.stream("It is", finish_reason="length"), answers.reply(word))
    outcome = player.run(
        at_the_office("""
            first = await attempt(agent.ask("s", "What happened?"))
            written = len(await office.journal.turns("s"))
            second = await attempt(agent.ask("t", "What happened?"))
            return {"first": first, "written": written, "second": second["text"]}
        """)
    )
    assert outcome["second"] == word, "an answer that was finished did not come through"
    assert "AgentDeskError" in outcome["first"]["raised"], "half an answer was taken for whole"
    assert outcome["written"] == 0, "half an answer was written down"


def test_calls_of_several_events_are_all_kept(player: Player, mistral: Simulator) -> None:
    file_claim(player.folder, 1)
    file_claim(player.folder, 2)
    calls = [("read_claim", {"claim_id": "C-1"}), ("read_claim", {"claim_id": "C-2"})]
    pieces = [answers.tool_call(*call) for call in calls]
    word = fresh_word()
    mistral.chat.respond(answers.stream(*pieces), answers.reply(word))
    player.run(ASK, question="What about both?")
    sent = mistral.chat.requests[-1]
    asked = {
        call["id"]
        for message in sent.messages
        if message["role"] == "assistant"
        for call in message.get("tool_calls") or []
    }
    assert results(sent), "no tool was used"
    lost = {call_id(*call) for call in calls} - asked
    assert not lost, f"{len(lost)} of 2 calls were lost between the events"


@pytest.mark.parametrize("failure", [answers.cut(), answers.stream("It", cut_after=1)])
def test_a_broken_connection_is_an_agent_error(
    player: Player, mistral: Simulator, failure: Answer
) -> None:
    mistral.chat.respond_always(failure)
    raised = player.run(ASK, question="What happened?")["raised"]
    assert raised, "an answer that broke off was taken for whole"
    assert "AgentDeskError" in raised, f"{raised[0]} escapes"


def test_a_cancelled_answer_is_cancelled(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.hang())
    running = player.start(
        at_the_office("""
            task = asyncio.create_task(agent.ask("s", "What happened?"))
            await inbox.get()
            task.cancel()
            try:
                await task
            except asyncio.CancelledError:
                return "cancelled"
            except Exception as error:
                return type(error).__name__
            return "finished"
        """)
    )
    assert mistral.wait_for(lambda log: bool(log.chat.requests)), "the model was never asked"
    running.send("cancel it now")
    outcome = running.result()
    assert outcome == "cancelled", f"a cancelled answer ended with {outcome}"


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


@pytest.mark.parametrize("results", [1, 2])
def test_memory_never_begins_with_a_tool(player: Player, mistral: Simulator, results: int) -> None:
    player.environ["AGENTDESK_MEMORY_TURNS"] = str(results + 1)
    for number in range(results):
        file_claim(player.folder, number + 1)
    mistral.chat.respond(
        wants(*(("read_claim", {"claim_id": f"C-{number + 1}"}) for number in range(results))),
        answers.reply("All are open."),
        answers.reply("You are welcome."),
    )
    told = player.run(
        at_the_office("""
            await attempt(agent.ask("s", "What about my claims?"))
            return await attempt(agent.ask("s", "Thank you."))
        """)
    )
    assert len(mistral.chat.requests) == 3, "the second question was never asked"
    roles = [message["role"] for message in mistral.chat.requests[-1].messages]
    assert "tool" not in roles[:2], "the conversation begins with a tool's result"
    assert told["raised"] == [], "a conversation that was cut is refused"


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
