"""What ``Drafter.stream`` promises."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from solutions.helpdesk.scenes import at_the_desk, fresh_word

pytestmark = pytest.mark.target("helpdesk.drafting:Drafter.stream")

PIECES = at_the_desk("""
    pieces, raised = [], None
    try:
        async for piece in drafter.stream("t-1"):
            pieces.append(piece if isinstance(piece, str) else f"<{type(piece).__name__}>")
    except Exception as error:
        cause = error.__cause__
        raised = [type(error).__name__, cause and type(cause).__name__]
    return {"pieces": pieces, "raised": raised}
""")


@pytest.fixture(autouse=True)
def _impatient(player: Player) -> None:
    player.environ["HELPDESK_RETRY_INITIAL_MS"] = "1"
    player.environ["HELPDESK_RETRY_TOTAL_MS"] = "20"


def test_a_retry_does_not_block_the_loop(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond(answers.stream("It", cut_after=0), answers.stream("It is packed."))
    slept = player.run(
        """
import threading
import time
on_the_loop = []
real, loop_thread = time.sleep, threading.get_ident()

def sleep(seconds):
    if threading.get_ident() == loop_thread:
        on_the_loop.append(seconds)
    real(seconds)

time.sleep = sleep
"""
        + PIECES.replace(
            'return {"pieces": pieces, "raised": raised}',
            'time.sleep = real; return {"pieces": pieces, "blocked": len(on_the_loop)}',
        ),
        tickets=1,
    )
    assert len(mistral.chat.requests) == 2, "a broken connection was not tried again"
    assert slept["blocked"] == 0, "the retry slept on the event loop"


def test_every_request_stays_in_the_region(player: Player, mistral: Simulator) -> None:
    player.run(PIECES, tickets=1)
    regions = sorted({request.region for request in mistral.chat.requests})
    assert regions == ["eu"], f"requests went to {', '.join(regions) or 'nobody'} instead of eu"


def test_a_model_may_think_for_a_while(player: Player, mistral: Simulator) -> None:
    gate = mistral.gate()
    mistral.chat.respond_always(answers.held(gate, answers.reply("It is packed.")))
    running = player.start(PIECES, tickets=1)
    assert gate.wait_for_arrival(5), "the model was never asked"
    gave_up = mistral.wait_for(
        lambda log: any(request.disconnected for request in log.chat.requests), timeout=0.8
    )
    gate.open()
    outcome = running.result()
    assert not gave_up, "the stream gave up although draft_deadline_s is 60"
    assert "".join(outcome["pieces"]) == "It is packed.", "the reply did not come through"


def test_nothing_is_given_out_twice(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond(
        answers.stream("Your ", "parcel ", "is ", "packed.", cut_after=4),
        answers.stream("Your ", "parcel ", "is ", "packed."),
    )
    outcome = player.run(PIECES, tickets=1)
    told = "".join(piece for piece in outcome["pieces"] if not piece.startswith("<"))
    assert told.count("Your") == 1, f"the reader saw {told!r}"
    assert len(mistral.chat.requests) == 1, "a reply that was begun was asked for again"
    assert outcome["raised"], "a reply that broke off was taken for whole"


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


def test_the_cause_of_a_failure_is_kept(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.status(401))
    raised = player.run(PIECES, tickets=1)["raised"]
    assert raised, "a stream that was refused raised nothing"
    assert raised[1] is not None, f"{raised[0]} has lost its cause"


def test_a_reply_without_end_is_an_error(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.stream("It is", finish_reason="length"))
    raised = player.run(PIECES, tickets=1)["raised"]
    assert raised, "a reply cut short was taken for whole"
    assert raised[0] == "AnswerError"


def test_an_unknown_ticket_is_an_error(player: Player) -> None:
    with pytest.raises(CandidateError) as caught:
        player.run(at_the_desk('async for _ in drafter.stream("t-9"): pass'), tickets=0)
    assert caught.value.type == "TicketNotFoundError"
