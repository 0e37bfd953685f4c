"""What the tool loop of a draft promises."""

from __future__ import annotations

import secrets

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from checker.simulator.wire.answer import Answer, Usage
from solutions.helpdesk.scenes import at_the_desk

pytestmark = pytest.mark.target("helpdesk.drafting:Drafter.draft")

ORDERS = """
    await desk.store.add_order(Order(id="A-1", customer="customer-1@example.com", status="packed"))
    await desk.store.add_order(Order(id="B-2", customer="other@example.com", status="returned"))
"""
DRAFT = at_the_desk(ORDERS + '    return (await drafter.draft("t-1")).text')
ATTEMPT = at_the_desk(
    ORDERS
    + """
    try:
        await drafter.draft("t-1")
    except Exception:
        pass
    return [drafter.usage.prompt_tokens, drafter.usage.completion_tokens]
"""
)


def order(number: str) -> Answer:
    return calling("order", {"order_id": number})


def calling(name: str, arguments: str | dict[str, str], usage: Usage | None = None) -> Answer:
    return answers.reply(None, tool_calls=[answers.tool_call(name, arguments)], usage=usage)


def test_a_tool_result_follows_the_call_that_asked(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond(order("A-1"), answers.reply("It is packed."))
    assert player.run(DRAFT, tickets=1) == "It is packed."
    roles = [message["role"] for message in mistral.chat.requests[-1].messages]
    assert roles[-2:] == ["assistant", "tool"], f"the second request ends in {roles[-2:]}"
    assert mistral.chat.requests[-1].messages[-1]["content"] == "packed"


def test_the_tool_loop_is_bounded(player: Player, mistral: Simulator) -> None:
    player.environ["HELPDESK_MAX_TOOL_ROUNDS"] = "3"
    mistral.chat.respond(*(order("A-1") for _ in range(12)), answers.status(400))
    player.run(ATTEMPT, tickets=1)
    asked = len(mistral.chat.requests)
    assert 0 < asked <= 3, f"{asked} rounds; max_tool_rounds is 3"


def test_no_answer_is_no_draft(player: Player, mistral: Simulator) -> None:
    player.environ["HELPDESK_MAX_TOOL_ROUNDS"] = "2"
    mistral.chat.respond(*(order("A-1") for _ in range(6)), answers.status(400))
    outcome = player.run(
        at_the_desk(
            ORDERS
            + """
    try:
        await drafter.draft("t-1")
    except Exception as error:
        raised = [each.__name__ for each in type(error).__mro__]
    else:
        raised = []
    return {"raised": raised, "stored": await desk.store.draft_of("t-1")}
"""
        ),
        tickets=1,
    )
    assert outcome["stored"] is None, "something was stored that the model never wrote"
    assert "HelpdeskError" in outcome["raised"], "running out of rounds is no AnswerError"


def test_every_round_is_counted(player: Player, mistral: Simulator) -> None:
    first, second = [[secrets.randbelow(900) + 100 for _ in range(2)] for _ in range(2)]
    mistral.chat.respond(
        calling("order", {"order_id": "A-1"}, usage=(first[0], first[1])),
        answers.reply("It is packed.", usage=(second[0], second[1])),
    )
    used = player.run(ATTEMPT, tickets=1)
    answered = sum(request.status == 200 for request in mistral.chat.requests)
    assert answered, "the model answered nothing"
    both = [a + b for a, b in zip(first, second, strict=True)]
    billed = first if answered == 1 else both
    assert used == billed, f"counted {used} of {billed} billed tokens"


def test_an_order_of_somebody_else_is_not_told(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond(order("B-2"), answers.reply("I cannot find it."))
    player.run(ATTEMPT, tickets=1)
    assert len(mistral.chat.requests) == 2, "the tool's result never reached the model"
    told = mistral.chat.requests[-1].messages[-1]["content"]
    assert "returned" not in told, "the model was told the status of another customer's order"


def test_only_the_offered_tool_can_be_called(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond(
        calling("save_answer", {"ticket_id": "t-1", "answer": "hacked"}),
        answers.reply("Done."),
    )
    answered = player.run(
        at_the_desk("""
            try:
                await drafter.draft("t-1")
            except Exception:
                pass
            return [past.answer for past in await desk.store.past_answers()]
        """),
        tickets=1,
    )
    assert answered == [], "the model called save_answer, which was never offered"
    assert len(mistral.chat.requests) == 2, "a call of an unknown tool ended the draft"


def test_wrong_arguments_go_back_to_the_model(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond(calling("order", "not json"), answers.reply("Which order?"))
    assert player.run(DRAFT, tickets=1) == "Which order?"
