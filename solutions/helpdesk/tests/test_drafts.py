"""What ``Drafter.draft`` promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from checker.simulator.wire.answer import Answer
from solutions.helpdesk.scenes import at_the_desk, fresh_word

pytestmark = pytest.mark.target("helpdesk.drafting:Drafter.draft")

OFTEN = 99  # however often it is tried again
STORED = at_the_desk("""
    try:
        await drafter.draft("t-1")
        bases, cause = [], None
    except Exception as error:
        bases, cause = [each.__name__ for each in type(error).__mro__], error.__cause__
    stored = await desk.store.draft_of("t-1")
    later = await drafter.draft("t-2")
    return {
        "bases": bases,
        "cause": cause is not None,
        "stored": stored,
        "later": later.text,
    }
""")


def test_two_callers_share_one_request(player: Player, mistral: Simulator) -> None:
    texts = [fresh_word(), fresh_word()]
    gate = mistral.gate()
    for number, text in enumerate(texts, 1):
        held = [answers.held(gate, answers.reply(text)) for _ in range(2)]
        mistral.chat.respond_when(f"parcel number {number}", *held)
    running = player.start(
        at_the_desk("""
            import asyncio
            numbers = ("t-1", "t-2", "t-1", "t-2")
            drafts = await asyncio.gather(*(drafter.draft(number) for number in numbers))
            return [draft.text for draft in drafts]
        """),
        tickets=2,
    )
    gate.wait_for_arrival(count=2)
    gate.wait_for_arrival(1.0, count=3)  # nobody should come
    gate.open()
    drafted = running.result()
    asked, together = len(mistral.chat.requests), mistral.chat.peak_in_flight
    assert asked == 2, f"{asked} requests for two tickets with two callers each"
    assert drafted == texts * 2, "the two callers got different drafts"
    assert together == 2, "a ticket waits for the draft of another one"


def test_who_fails_or_gives_up_takes_nothing_from_the_next(
    player: Player, mistral: Simulator
) -> None:
    word, gate = fresh_word(), mistral.gate()
    mistral.chat.respond_when("parcel number 1", answers.status(400), answers.reply(word))
    mistral.chat.respond_when("parcel number 2", answers.held(gate), answers.reply(word))
    running = player.start(
        at_the_desk("""
            import asyncio
            failing = [drafter.draft("t-1") for _ in range(2)]
            await asyncio.gather(*failing, return_exceptions=True)
            first = asyncio.create_task(drafter.draft("t-2"))
            await inbox.get()
            second = asyncio.create_task(drafter.draft("t-2"))
            await desk.store.get("t-2")
            first.cancel()
            await asyncio.wait([first])
            return [(await drafter.draft("t-1")).text, (await second).text]
        """),
        tickets=2,
    )
    assert gate.wait_for_arrival(), "the model was never asked"
    running.send("the first gives up")
    mistral.wait_for(lambda log: any(r.disconnected for r in log.chat.requests), timeout=1)
    gate.open()
    try:
        texts = running.result()
    except CandidateError as error:
        pytest.fail(f"who asked for the same draft gets {error.type}")
    assert texts == [word, word], "one caller failed, and the next got no draft"


def test_a_draft_that_takes_too_long_is_given_up(player: Player, mistral: Simulator) -> None:
    player.environ["HELPDESK_MAX_TOOL_ROUNDS"] = "8"
    silence, word, order = mistral.gate(), fresh_word(), {"order_id": "A-1"}
    mistral.chat.respond_when("parcel number 1", answers.held(silence))
    calling = answers.reply(None, tool_calls=[answers.tool_call("order", order)])
    rounds = [answers.slow(0.3, calling) for _ in range(5)]
    mistral.chat.respond_when("parcel number 2", *rounds)
    mistral.chat.respond_when("parcel number 3", answers.reply(word))
    running = player.start(
        at_the_desk("""
            from dataclasses import replace
            hasty = Drafter(replace(desk, settings=replace(desk.settings, draft_deadline_s=0.5)))
            raised = []
            for number in (1, 2):
                try:
                    await hasty.draft(f"t-{number}")
                    raised.append([])
                except Exception as error:
                    raised.append([each.__name__ for each in type(error).__mro__])
            await inbox.get()
            stored = [await desk.store.draft_of(f"t-{number}") for number in (1, 2)]
            return {"raised": raised, "stored": stored, "later": (await drafter.draft("t-3")).text}
        """),
        tickets=3,
    )
    given_up = _given_up(mistral)
    silence.open()
    running.send("that was seen")
    outcome = running.result()
    silent, talkative = outcome["raised"]
    assert given_up, "the request went on after the deadline"
    assert "HelpdeskError" in silent, "a model that does not answer ends in no AnswerError"
    assert "HelpdeskError" in talkative, "round after round of tools went beyond the deadline"
    assert outcome["stored"] == [None, None], "a draft was stored that came too late"
    assert outcome["later"] == word, "an answer in time came to no draft"


def test_a_cancelled_draft_is_cancelled(player: Player, mistral: Simulator) -> None:
    player.environ["HELPDESK_MAX_IN_FLIGHT"] = "1"
    word, gate = fresh_word(), mistral.gate()
    for number in (1, 2, 3):
        mistral.chat.respond_when(f"parcel number {number}", answers.held(gate))
    mistral.chat.respond_when("parcel number 4", answers.reply(word))
    running = player.start(
        at_the_desk("""
            import asyncio

            async def ended(task):
                try:
                    await task
                except asyncio.CancelledError:
                    return "cancelled"
                except Exception as error:
                    return type(error).__name__
                return "finished"

            async def in_time(number):
                async with asyncio.timeout(0.2):
                    await drafter.draft(number)

            asking = asyncio.create_task(drafter.draft("t-1"))
            await inbox.get()
            waiting = asyncio.create_task(drafter.draft("t-2"))
            for _ in range(3):
                await desk.store.get("t-2")
            outcomes = []
            for task in (waiting, asking):
                task.cancel()
                outcomes.append(await ended(task))
            await inbox.get()
            outcomes.append(await ended(in_time("t-3")))
            stored = [await desk.store.draft_of(f"t-{number}") for number in (1, 2, 3)]
            later = (await drafter.draft("t-4")).text
            return {"outcomes": outcomes, "stored": stored, "later": later}
        """),
        tickets=4,
    )
    assert gate.wait_for_arrival(), "the model was never asked"
    running.send("cancel it now")
    given_up = _given_up(mistral)
    running.send("that was seen")
    outcome = running.result()
    gate.open()
    waiting, asking, timed_out = outcome["outcomes"]
    assert asking == waiting == "cancelled", f"a cancelled draft ended with {asking}, {waiting}"
    assert timed_out == "TimeoutError", f"a caller's own timeout ended with {timed_out}"
    assert given_up, "the request of a cancelled draft went on"
    assert outcome["stored"] == [None] * 3, "a draft was stored that nobody waited for"
    assert outcome["later"] == word, "after a cancellation there are no more drafts"


def test_a_draft_cut_short_is_no_draft(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(answers.reply("Your parcel", finish_reason="length"), answers.reply(word))
    outcome = player.run(STORED, tickets=2)
    assert outcome["later"] == word, "an answer that was finished came to no draft"
    assert outcome["stored"] is None, "a draft was stored that the model had not finished"
    assert "HelpdeskError" in outcome["bases"], "no AnswerError for an answer cut short"


def test_an_empty_answer_is_no_draft(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(answers.reply(None), answers.reply(word))
    outcome = player.run(STORED, tickets=2)
    assert outcome["later"] == word, "an answer with text came to no draft"
    assert outcome["stored"] is None, "an answer without text was stored as a draft"
    assert "HelpdeskError" in outcome["bases"], "no AnswerError for an answer without text"


def test_the_customers_address_never_leaves(player: Player, mistral: Simulator) -> None:
    customers = [f"{fresh_word()}@{fresh_word()}.example" for _ in range(2)]
    player.run(
        at_the_desk("""
            from dataclasses import replace
            from pathlib import Path
            for number, customer in enumerate(customers):
                database = Path(f"desk-{number}.sqlite3")
                async with open_desk(replace(desk.settings, database=database)) as own:
                    await own.store.add(replace(ticket(1), customer=customer))
                    await Drafter(own).draft("t-1")
        """),
        tickets=0,
        customers=[customers[0], *customers],
    )
    asked = mistral.chat.requests
    assert len(asked) == 3, "the model was not asked for every draft"
    for part in (part for customer in customers for part in (customer, *customer.split("@"))):
        assert not mistral.saw(part), "the customer's address went over the wire"
    told = [{**request.body, "headers": request.headers} for request in asked]
    if told[0] == told[1]:  # else something in it differs each time, and nothing can be compared
        assert told[1] == told[2], "what is sent depends on the customer's address"


@pytest.mark.parametrize(
    "failure",
    [
        answers.status(422),
        answers.status(500),
        answers.json_body(200, {"id": "1", "choices": "none"}),
        answers.cut(),
    ],
    ids=["422", "500", "malformed", "connection cut"],
)
def test_every_api_error_is_an_answer_error(
    player: Player, mistral: Simulator, failure: Answer
) -> None:
    player.environ["HELPDESK_RETRY_INITIAL_MS"] = "1"
    player.environ["HELPDESK_RETRY_TOTAL_MS"] = "20"
    word = fresh_word()
    mistral.chat.respond_when("parcel number 1", *[failure] * OFTEN)
    mistral.chat.respond_when("parcel number 2", answers.reply(word))
    outcome = player.run(STORED, tickets=2)
    assert outcome["later"] == word, "an answer without a fault came to no draft"
    assert mistral.chat.requests[0].has("parcel number 1"), "the model was never asked"
    assert "AnswerError" in outcome["bases"], f"{(*outcome['bases'], 'nothing')[0]} escapes"
    assert outcome["cause"], "the AnswerError has lost its cause"
    assert outcome["stored"] is None, "a draft was stored that nobody wrote"


def test_the_time_of_a_draft_has_a_zone(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond_always(answers.reply(word))
    before = datetime.now(tz=UTC)
    draft = player.run(
        at_the_desk("""
            import os
            import time
            os.environ["TZ"] = "XYZ-9:30"
            time.tzset()
            draft = await drafter.draft("t-1")
            stored = await desk.store.draft_of("t-1")
            times = [each.written_at.isoformat() for each in (draft, stored)]
            return {"text": draft.text, "times": times}
        """),
        tickets=1,
    )
    assert draft["text"] == word, "no draft came of it"
    for text in draft["times"]:
        written_at = datetime.fromisoformat(text)
        assert written_at.utcoffset() is not None, "written_at has no time zone"
        late = abs(written_at - before)
        assert late < timedelta(minutes=5), "written_at is another moment in another time zone"


def test_a_draft_is_written_once(player: Player, mistral: Simulator) -> None:
    again = player.run(
        at_the_desk("""
            first = await drafter.draft("t-1")
            return first.text == (await drafter.draft("t-1")).text
        """),
        tickets=1,
    )
    assert again is True
    assert len(mistral.chat.requests) == 1


def test_no_draft_is_none(player: Player) -> None:
    assert player.run(at_the_desk('return await desk.store.draft_of("t-9")'), tickets=0) is None


def _given_up(mistral: Simulator) -> bool:
    """Return whether the client hung up on a request that was never answered."""
    return mistral.wait_for(
        lambda log: any(request.disconnected for request in log.chat.requests), timeout=5
    )
