"""What the tool loop of a draft promises."""

from __future__ import annotations

import secrets

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from checker.simulator.wire.answer import Answer, Usage
from solutions.helpdesk.scenes import at_the_desk, fresh_word

pytestmark = pytest.mark.target("helpdesk.drafting:Drafter.draft")

ORDERS = """
    await desk.store.add_order(Order(id="A-1", customer="customer-1@example.com", status="packed"))
    await desk.store.add_order(Order(id="A-2", customer="customer-1@example.com", status="sent"))
    await desk.store.add_order(Order(id="B-2", customer="other@example.com", status="returned"))
"""
DRAFT = at_the_desk(ORDERS + '    return (await drafter.draft("t-1")).text')


def order(number: str) -> Answer:
    return calling("order", {"order_id": number})


def calling(name: str, arguments: str | dict[str, str], usage: Usage | None = None) -> Answer:
    return answers.reply(None, tool_calls=[answers.tool_call(name, arguments)], usage=usage)


def test_a_tool_result_follows_the_call_that_asked(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    calls = [answers.tool_call("order", {"order_id": number}) for number in ("A-1", "A-2")]
    again = answers.tool_call("order", {"order_id": "A-1"}, id="callAgain")
    mistral.chat.respond(
        answers.reply(None, tool_calls=calls),
        answers.reply(None, tool_calls=[again]),
        answers.reply(word),
    )
    told = player.run(
        at_the_desk(ORDERS + '    return (await drafter.draft("t-1")).text'), tickets=1
    )
    assert told == word, "what the model said after its tool calls is not the draft"
    first, last = (mistral.chat.requests[number].messages for number in (0, -1))
    assert last[: len(first)] == first, "the conversation before the tool calls is gone"
    turns = [message["role"] for message in last[len(first) :]]
    wanted = ["assistant", "tool", "tool", "assistant", "tool"]
    assert turns == wanted, f"after two rounds of tools the conversation goes on with {turns}"
    results = {m["tool_call_id"]: m["content"] for m in last if m["role"] == "tool"}
    wanted_results = {calls[0].id: "packed", calls[1].id: "sent", again.id: "packed"}
    assert results == wanted_results, "a tool's result stands under another call"


def test_the_tool_loop_is_bounded(player: Player, mistral: Simulator) -> None:
    player.environ["HELPDESK_MAX_TOOL_ROUNDS"] = "3"
    word = fresh_word()
    endless = [*(order("A-1") for _ in range(12)), answers.status(400)]
    mistral.chat.respond_when("parcel number 1", *endless)
    mistral.chat.respond_when("parcel number 2", order("A-2"), order("A-2"), answers.reply(word))
    text = player.run(
        at_the_desk(
            """
            try:
                await drafter.draft("t-1")
            except Exception:
                pass
            try:
                return (await drafter.draft("t-2")).text
            except Exception as error:
                return type(error).__name__
            """
        ),
        tickets=2,
    )
    asked = sum(request.has("parcel number 1") for request in mistral.chat.requests)
    assert 0 < asked <= 3, f"{asked} rounds; max_tool_rounds is 3"
    refused = any(each.refused and each.has("number 2") for each in mistral.chat.requests)
    assert refused or text == word, f"an answer in the third round of 3 comes to {text}"


@pytest.mark.parametrize("rounds", [1, 2])
def test_no_answer_is_no_draft(player: Player, mistral: Simulator, rounds: int) -> None:
    player.environ["HELPDESK_MAX_TOOL_ROUNDS"] = str(rounds)
    word = fresh_word()
    mistral.chat.respond_when("parcel number 1", *[order("A-1")] * rounds, answers.status(400))
    mistral.chat.respond_when("parcel number 2", answers.reply(word))
    outcome = player.run(
        at_the_desk("""
            try:
                await drafter.draft("t-1")
            except Exception as error:
                raised = [each.__name__ for each in type(error).__mro__]
            else:
                raised = []
            return {
                "raised": raised,
                "stored": await desk.store.draft_of("t-1"),
                "status": str((await desk.store.get("t-1")).status),
                "later": (await drafter.draft("t-2")).text,
            }
        """),
        tickets=2,
    )
    assert outcome["stored"] is None, "something was stored that the model never wrote"
    assert "HelpdeskError" in outcome["raised"], "running out of rounds is no AnswerError"
    assert outcome["status"] == "open", "a ticket without a draft is no longer open"
    assert outcome["later"] == word, "an answer with text came to no draft"


def test_every_round_is_counted(player: Player, mistral: Simulator) -> None:
    bills = [(secrets.randbelow(900) + 100, secrets.randbelow(900) + 100) for _ in range(4)]
    twice = [answers.tool_call("order", {"order_id": number}) for number in ("A-1", "A-2")]
    mistral.chat.respond_when(
        "parcel number 1",
        answers.reply(None, tool_calls=twice, usage=bills[0]),
        calling("order", {"order_id": "B-2"}, usage=bills[1]),
        answers.reply("It is", finish_reason="length", usage=bills[2]),
    )
    mistral.chat.respond_when("parcel number 2", answers.reply("It is packed.", usage=bills[3]))
    used = player.run(
        at_the_desk(
            ORDERS
            + """
    used = []
    for number in (1, 2):
        try:
            await drafter.draft(f"t-{number}")
        except Exception:
            pass
        used.append([drafter.usage.prompt_tokens, drafter.usage.completion_tokens])
    return used
    """
        ),
        tickets=2,
    )
    asked = [request for request in mistral.chat.requests if request.status == 200]
    assert len(asked) > 1, "the model answered nothing"
    first = bills[: sum(request.has("parcel number 1") for request in asked)]
    for counted, billed in zip(used, (first, [*first, bills[3]]), strict=True):
        total = [sum(bill) for bill in zip(*billed, strict=True)]
        assert counted == total, f"counted {counted} of {total} billed tokens"


def test_an_order_of_somebody_else_is_not_told(player: Player, mistral: Simulator) -> None:
    mine, foreign, word = (fresh_word() for _ in range(3))
    wanted = [answers.tool_call("order", {"order_id": number}) for number in ("M-1", "F-2")]
    for number in (1, 2):
        about = f"parcel number {number}"
        mistral.chat.respond_when(
            about, answers.reply(None, tool_calls=wanted), answers.reply(word)
        )
    player.run(
        at_the_desk("""
            from dataclasses import replace
            body = "Where is parcel number {}? My orders are M-1 and F-2 of customer-9@example.com."
            for number, customer in ((1, "customer-1@example.com"), (2, "customer-9@example.com")):
                asked = replace(ticket(number), customer=customer, body=body.format(number))
                await desk.store.add(asked)
            for number, customer, status in (("M-1", 1, mine), ("F-2", 9, foreign)):
                owner = f"customer-{customer}@example.com"
                await desk.store.add_order(Order(id=number, customer=owner, status=status))
            for number in (1, 2):
                try:
                    await drafter.draft(f"t-{number}")
                except Exception:
                    pass
        """),
        tickets=0,
        mine=mine,
        foreign=foreign,
    )
    for number, own, others in ((1, mine, foreign), (2, foreign, mine)):
        asked = [each for each in mistral.chat.requests if each.has(f"parcel number {number}")]
        assert len(asked) == 2, "the tool's result never reached the model"
        told = str([each["content"] for each in asked[-1].messages if each["role"] == "tool"])
        assert others not in told, "the model was told the status of another customer's order"
        assert own in told, "the model was not told the status of the customer's own order"


UNOFFERED = {
    "save_answer": {"ticket_id": "t-1", "answer": "hacked"},
    "get": {"ticket_id": "t-2"},
    "draft_of": {"ticket_id": "t-3"},
    "open_tickets": {},
    "past_answers": {},
    "order_": {"order_id": "A-1"},
    "_order": {"order_id": "A-1"},
    "Order": {"order_id": "A-1"},
    "add_order": {"order_id": "A-1"},
    "orders": {"order_id": "A-1"},
}


def test_only_the_offered_tool_can_be_called(player: Player, mistral: Simulator) -> None:
    status, secret, word = (fresh_word() for _ in range(3))
    calls = [
        answers.tool_call(name, given, id=f"call{number:05}")
        for number, (name, given) in enumerate(UNOFFERED.items())
    ]
    offered = answers.tool_call("order", {"order_id": "A-1"}, id="callOrder")
    mistral.chat.respond(answers.reply(None, tool_calls=[*calls, offered]), answers.reply(word))
    outcome = player.run(
        at_the_desk("""
            from dataclasses import replace
            from datetime import UTC, datetime
            for number in (2, 3, 4):
                await desk.store.add(replace(ticket(number), subject=secret))
            when = datetime(2026, 1, 1, tzinfo=UTC)
            await desk.store.save_draft(Draft(ticket_id="t-3", text=secret, written_at=when))
            await desk.store.save_answer("t-4", secret)
            mine = Order(id="A-1", customer="customer-1@example.com", status=status)
            await desk.store.add_order(mine)
            reached, real = [], type(desk.store)

            def noting(name):
                method = getattr(real, name)

                async def noted(self, *args, **kwargs):
                    reached.append(name)
                    return await method(self, *args, **kwargs)

                return noted

            for name in ("save_answer", "get", "draft_of", "open_tickets", "past_answers"):
                setattr(real, name, noting(name))
            try:
                await drafter.draft("t-1")
            except Exception:
                pass
            asked = sorted({*reached} - {"get", "draft_of"})
            return {"reached": asked, "past": len(await desk.store.past_answers())}
        """),
        tickets=1,
        status=status,
        secret=secret,
    )
    assert outcome["past"] == 1, "the model called save_answer, which was never offered"
    reached = outcome["reached"]
    assert reached == [], f"the model called {', '.join(reached)}, which was never offered"
    assert not mistral.saw(secret), "the model was told what no tool of it may read"
    assert len(mistral.chat.requests) == 2, "a call of an unknown tool ended the draft"
    told = {
        message["tool_call_id"]: str(message["content"])
        for message in mistral.chat.requests[-1].messages
        if message["role"] == "tool"
    }
    known = [each.name for each in calls if status in told.get(each.id, "")]
    assert known == [], f"a tool that was never offered gave its result: {', '.join(known)}"
    assert status in told.get(offered.id, ""), "the tool that is offered gives no result any more"


def test_wrong_arguments_go_back_to_the_model(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond(calling("order", "not json"), answers.reply("Which order?"))
    assert player.run(DRAFT, tickets=1) == "Which order?"
