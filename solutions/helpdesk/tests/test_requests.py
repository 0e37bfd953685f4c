"""What the model is asked with, and what its answers are taken for."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from solutions.helpdesk.scenes import at_the_desk, fresh_word

CALLS = {
    "an order of the customer": answers.tool_call("order", {"order_id": "A-1"}, id="callA1111"),
    "an order that is not there": answers.tool_call("order", {"order_id": "Z-9"}, id="callZ9999"),
    "a call without order_id": answers.tool_call("order", "{}", id="callNone1"),
    "a call with a list": answers.tool_call("order", "[1]", id="callList1"),
}


@pytest.fixture(autouse=True)
def _short_replies(player: Player) -> None:
    player.environ["HELPDESK_RETRY_INITIAL_MS"] = "1"
    player.environ["HELPDESK_RETRY_TOTAL_MS"] = "1"
    player.environ["HELPDESK_MAX_TOKENS"] = "77"


@pytest.mark.target("helpdesk.drafting:Drafter.draft")
def test_every_call_of_a_tool_has_its_result(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(answers.reply(None, tool_calls=[*CALLS.values()]), answers.reply(word))
    scenario = at_the_desk("""
        await desk.store.add_order(
            Order(id="A-1", customer="customer-1@example.com", status=status)
        )
        return (await drafter.draft("t-1")).text
    """)
    status = fresh_word()
    try:
        text = player.run(scenario, tickets=1, status=status)
    except CandidateError as error:
        pytest.fail(f"tool calls that are wrong end the draft with {error.type}")
    assert text == word
    first, last = (request.body for request in mistral.chat.requests)
    offered = [tool["function"]["name"] for tool in first.get("tools") or ()]
    assert "order" in offered, "the model is not offered the tool"
    assert first.get("max_tokens") == 77, "max_tokens is 77, and the model is not told"
    told = {m["tool_call_id"]: m["content"] for m in last["messages"] if m["role"] == "tool"}
    for what, call in CALLS.items():
        assert call.id in told, f"{what} has no result"
    [first_call, *_] = CALLS.values()
    assert status in told[first_call.id], "the status of an order is not told to who asked for it"


@pytest.mark.target("helpdesk.drafting:Drafter.stream")
def test_a_stream_is_tried_again_until_there_is_text(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond(
        answers.stream("", "It is packed.", cut_after=2),
        answers.stream("It is packed.", usage=(31, 7)),
    )
    scenario = at_the_desk("""
        pieces = [piece async for piece in drafter.stream("t-1")]
        usage = drafter.usage
        return {"text": "".join(pieces), "used": [usage.prompt_tokens, usage.completion_tokens]}
    """)
    try:
        outcome = player.run(scenario, tickets=1)
    except CandidateError as error:
        pytest.fail(f"the connection broke before there was any text: {error.type}")
    assert outcome["text"] == "It is packed."
    assert outcome["used"] == [31, 7], f"counted {outcome['used']} of [31, 7] billed tokens"
    limits = [request.body.get("max_tokens") for request in mistral.chat.requests]
    assert limits == [77, 77], "max_tokens is 77, and the model is not told"


LOGGED = at_the_desk("""
    import logging
    lines = []

    class Kept(logging.Handler):
        def emit(self, record):
            try:
                lines.append(record.getMessage())
            except Exception as error:
                lines.append(f"<{type(error).__name__}>")

    log = logging.getLogger("helpdesk")
    log.setLevel(logging.DEBUG)
    log.addHandler(Kept())
    await drafter.draft("t-1")
    async for _ in drafter.stream("t-2"):
        pass
    return lines
""")


@pytest.mark.target("helpdesk.drafting:Drafter.draft")
def test_what_is_logged_can_be_read_and_names_no_customer(
    player: Player, mistral: Simulator
) -> None:
    mistral.chat.respond_always(answers.reply("It is packed.", usage=(4_321, 1_234)))
    lines = player.run(LOGGED, tickets=2)
    broken = [line for line in lines if line.startswith("<")]
    assert broken == [], f"a log message cannot be formatted: {broken[0]}"
    assert any("t-1" in line and "5555" in line for line in lines), (
        "what a draft cost is not logged"
    )
    unfilled = [line for line in lines if "{}" in line or "%" in line]
    assert unfilled == [], "a log message says nothing of its values"
    named = [line for line in lines if "customer-" in line or "@" in line]
    assert named == [], "the log names the customer"
