"""What ``Drafter.stream`` promises."""

from __future__ import annotations

import time
from functools import partial

import pytest

from checker.sandbox.player import CandidateError, Player, Running
from checker.simulator import Simulator, answers
from solutions.helpdesk.scenes import at_the_desk, fresh_word

pytestmark = pytest.mark.target("helpdesk.drafting:Drafter.stream")

PIECES = at_the_desk("""
    pieces, raised, causes, message = [], None, [], ""
    try:
        async for piece in drafter.stream("t-1"):
            pieces.append(piece if isinstance(piece, str) else f"<{type(piece).__name__}>")
    except Exception as error:
        cause = error.__cause__
        raised = [type(error).__name__, cause and type(cause).__name__]
        causes, message = [each.__name__ for each in type(cause).__mro__], str(error)
    return {"pieces": pieces, "raised": raised, "causes": causes, "message": message}
""")
PATIENCE = at_the_desk("""
    import asyncio
    from dataclasses import replace

    async def whole(by, number):
        return "".join([piece async for piece in by.stream(f"t-{number}")])

    def hasty(deadline_s):
        return Drafter(replace(desk, settings=replace(desk.settings, draft_deadline_s=deadline_s)))

    text = await whole(drafter, 1)
    hurried = []
    while (deadline_s := await inbox.get()) != "that was seen":
        asked = whole(hasty(float(deadline_s)), len(hurried) + 2)
        hurried.append(asyncio.create_task(asked))
    for task in hurried:
        task.cancel()
    await asyncio.wait(hurried)
    return text
""")


@pytest.fixture(autouse=True)
def _impatient(player: Player) -> None:
    player.environ["HELPDESK_RETRY_INITIAL_MS"] = "1"
    player.environ["HELPDESK_RETRY_TOTAL_MS"] = "20"


PAUSE_MS = 1_000
SLACK_MS = 50
# A loop that does not turn for nearly the whole pause is blocked, if a thread beside it goes on:
# else nothing of the process runs, since the machine is busy.
RETRIED = """
import asyncio
import threading
import time
ended, ticked, blocked_s = threading.Event(), [0], [0.0]

def ticks():
    while not ended.wait(0.01):
        ticked[0] += 1

async def turns():
    turned_at = time.monotonic()
    while not ended.is_set():
        ticked[0] = 0
        await asyncio.sleep(0.005)
        turned_at, before = time.monotonic(), turned_at
        if ticked[0] >= 3:
            blocked_s.append(turned_at - before)

""" + at_the_desk("""
    async def whole(number):
        return "".join([piece async for piece in drafter.stream(f"t-{number}")])

    warm = await whole(1)
    ticking, turning = threading.Thread(target=ticks), asyncio.create_task(turns())
    ticking.start()
    try:
        text = await whole(2)
        await asyncio.sleep(0.02)
        return {"warm": warm, "text": text, "blocked_s": max(blocked_s)}
    finally:
        ended.set()
        await turning
        ticking.join()
""")


def test_a_retry_does_not_block_the_loop(player: Player, mistral: Simulator) -> None:
    player.environ["HELPDESK_RETRY_INITIAL_MS"] = str(PAUSE_MS)
    word = fresh_word()
    mistral.chat.respond_when("parcel number 1", answers.stream(word))
    mistral.chat.respond_when(
        "parcel number 2", answers.stream("It", cut_after=0), answers.stream("It is ", word)
    )
    told = player.run(RETRIED, tickets=2, seconds=8)
    _, broken, *again = mistral.chat.requests
    assert again, "a broken connection was not tried again"
    assert (told["warm"], told["text"]) == (word, f"It is {word}"), "a reply did not come through"
    blocked_ms = told["blocked_s"] * 1000
    assert blocked_ms < PAUSE_MS - SLACK_MS, "the event loop did not turn before the retry"
    pause_ms = (again[0].arrived_at - broken.arrived_at) * 1000
    assert pause_ms >= PAUSE_MS - SLACK_MS, f"tried again after {pause_ms:.0f} ms, not {PAUSE_MS}"


def test_every_request_stays_in_the_region(player: Player, mistral: Simulator) -> None:
    player.run(PIECES, tickets=1)
    regions = sorted({request.region for request in mistral.chat.requests})
    assert regions == ["eu"], f"requests went to {', '.join(regions) or 'nobody'} instead of eu"


def test_a_model_may_think_for_a_while(player: Player, mistral: Simulator) -> None:
    gate, never = mistral.gate(), mistral.gate()
    mistral.chat.respond_when("parcel number 1", answers.held(gate, answers.reply("It is packed.")))
    for number in range(2, 6):
        mistral.chat.respond_when(f"parcel number {number}", *[answers.held(never)] * 9)
    running = player.start(PATIENCE, tickets=5)
    assert gate.wait_for_arrival(5), "the model was never asked"
    gave_up = mistral.wait_for(
        lambda log: any(request.disconnected for request in log.chat.requests), timeout=0.8
    )
    gate.open()
    in_order = _in_order(running, mistral, {2: 0.9, 3: 0.2})
    # A busy machine may take that long to begin: asked again with more between the two.
    in_order = in_order or _in_order(running, mistral, {4: 5.0, 5: 0.2})
    never.open()
    running.send("that was seen")
    text = running.result()
    assert not gave_up, "the stream gave up although draft_deadline_s is 60"
    assert text == "It is packed.", "the reply did not come through"
    assert in_order, "a deadline of 0.2 s lasts longer than one of 5 s"


def _in_order(running: Running, mistral: Simulator, deadlines_s: dict[int, float]) -> bool:
    """Return whether the later ticket, which has the shorter deadline, is given up first.

    None is given up before its deadline, and each in the end.
    """
    for number, deadline_s in deadlines_s.items():
        running.send(str(deadline_s))
        asked = mistral.wait_for(partial(_is_asked, number), timeout=8)
        assert asked, "a second reply was never asked for"
    ends = []
    for number, deadline_s in deadlines_s.items():
        seen = _given_up(mistral, number)
        assert seen, f"nobody gives up 8 s after draft_deadline_s, which is {deadline_s:g}"
        began, left = seen
        early = left - began < deadline_s - SLACK_MS / 1000
        assert not early, f"given up after {left - began:.2f} s; draft_deadline_s is {deadline_s:g}"
        ends.append(left)
    long, short = ends
    return short < long


def _is_asked(number: int, mistral: Simulator) -> bool:
    return any(each.has(f"parcel number {number}") for each in mistral.chat.requests)


def _given_up(mistral: Simulator, number: int) -> tuple[float, float] | None:
    """Return when a ticket was first asked about, and when the client hung up on that."""
    about = f"parcel number {number}"
    seen = mistral.wait_for(
        lambda log: any(r.disconnected for r in log.chat.requests if r.has(about)), timeout=8
    )
    if not seen:
        return None
    first = next(request for request in mistral.chat.requests if request.has(about))
    closed = {each.id: each.closed_at for each in mistral.connections}[first.connection]
    return first.arrived_at, closed or time.monotonic()


def test_nothing_is_given_out_twice(player: Player, mistral: Simulator) -> None:
    pieces = ("Your ", "parcel ", "is ", "packed.")
    broken, whole = answers.stream(*pieces, cut_after=4), answers.stream(*pieces)
    mistral.chat.respond_when("parcel number 1", broken, whole)
    mistral.chat.respond_when("parcel number 2", answers.stream(*pieces, cut_after=0), whole)
    outcome = player.run(PIECES, tickets=2)
    told = "".join(piece for piece in outcome["pieces"] if not piece.startswith("<"))
    assert told.count("Your") == 1, f"the reader saw {told!r}"
    assert len(mistral.chat.requests) == 1, "a reply that was begun was asked for again"
    assert outcome["raised"], "a reply that broke off was taken for whole"
    again = player.run(PIECES.replace("t-1", "t-2"), tickets=0)
    told = "".join(again["pieces"])
    assert told == "".join(pieces), f"of a reply that broke before its first word came {told!r}"


def test_only_text_is_given_out(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond_always(
        answers.stream(
            None,
            "It is ",
            [{"type": "text", "text": ""}],
            word,
        )
    )
    outcome = player.run(PIECES, tickets=1)
    assert outcome["raised"] is None, f"the stream ended with {outcome['raised']}"
    odd = [piece for piece in outcome["pieces"] if piece.startswith("<")]
    assert odd == [], f"the reader was given {odd[0]!r}"
    assert "".join(outcome["pieces"]) == f"It is {word}"


@pytest.mark.parametrize("status", [401, 422])
def test_the_cause_of_a_failure_is_kept(player: Player, mistral: Simulator, status: int) -> None:
    word = fresh_word()
    mistral.chat.respond_always(answers.status(status, word))
    outcome = player.run(PIECES, tickets=1)
    assert outcome["raised"], "a stream that was refused raised nothing"
    assert outcome["raised"][1] is not None, f"{outcome['raised'][0]} has lost its cause"
    assert "MistralError" in outcome["causes"], "its cause is not what the API answered"
    assert word not in outcome["message"], "people are shown what the API answered"


def test_a_reply_without_end_is_an_error(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.stream("It is", finish_reason="length"))
    raised = player.run(PIECES, tickets=1)["raised"]
    assert raised, "a reply cut short was taken for whole"
    assert raised[0] == "AnswerError"


def test_an_unknown_ticket_is_an_error(player: Player) -> None:
    with pytest.raises(CandidateError) as caught:
        player.run(at_the_desk('async for _ in drafter.stream("t-9"): pass'), tickets=0)
    assert caught.value.type == "TicketNotFoundError"
