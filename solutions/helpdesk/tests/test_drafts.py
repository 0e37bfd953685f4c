"""What ``Drafter.draft`` promises."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from checker.simulator.wire.answer import Answer
from solutions.helpdesk.scenes import at_the_desk, fresh_word

pytestmark = pytest.mark.target("helpdesk.drafting:Drafter.draft")

DRAFT = at_the_desk('return await drafter.draft("t-1")')
STORED = at_the_desk("""
    try:
        await drafter.draft("t-1")
        bases = []
    except Exception as error:
        bases = [each.__name__ for each in type(error).__mro__]
    stored = await desk.store.draft_of("t-1")
    later = await drafter.draft("t-2")
    return {"bases": bases, "stored": stored, "later": later.text}
""")


def test_two_callers_share_one_request(player: Player, mistral: Simulator) -> None:
    mistral.chat.barrier(until=2, patience=1.0)
    texts = player.run(
        at_the_desk("""
            import asyncio
            drafts = await asyncio.gather(drafter.draft("t-1"), drafter.draft("t-1"))
            return [draft.text for draft in drafts]
        """),
        tickets=1,
    )
    asked = len(mistral.chat.requests)
    assert asked == 1, f"{asked} requests for one ticket with two callers"
    assert len(set(texts)) == 1, "the two callers got different drafts"


def test_a_draft_that_takes_too_long_is_given_up(player: Player, mistral: Simulator) -> None:
    player.environ["HELPDESK_DRAFT_DEADLINE_S"] = "0.3"
    mistral.chat.respond_always(answers.hang())
    with pytest.raises(CandidateError) as caught:
        player.run(DRAFT, tickets=1, seconds=4)
    assert "HelpdeskError" in caught.value.bases, f"{caught.value.type} instead of AnswerError"
    assert _given_up(mistral), "the request went on after the deadline"


def test_a_cancelled_draft_is_cancelled(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.hang())
    running = player.start(
        at_the_desk("""
            import asyncio
            task = asyncio.create_task(drafter.draft("t-1"))
            await inbox.get()
            task.cancel()
            try:
                await task
            except asyncio.CancelledError:
                return "cancelled"
            except Exception as error:
                return type(error).__name__
            return "finished"
        """),
        tickets=1,
    )
    assert mistral.wait_for(lambda log: bool(log.chat.requests)), "the model was never asked"
    running.send("cancel it now")
    outcome = running.result()
    assert outcome == "cancelled", f"a cancelled draft ended with {outcome}"
    assert _given_up(mistral), "the request of a cancelled draft went on"


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
    player.run(DRAFT, tickets=1)
    assert mistral.chat.requests, "the model was never asked"
    assert not mistral.saw("customer-1@example.com"), "the customer's address went over the wire"


@pytest.mark.parametrize(
    "failure",
    [answers.status(422), answers.json_body(200, {"id": "1", "choices": "none"}), answers.cut()],
    ids=["422", "malformed", "connection cut"],
)
def test_every_api_error_is_an_answer_error(
    player: Player, mistral: Simulator, failure: Answer
) -> None:
    player.environ["HELPDESK_RETRY_INITIAL_MS"] = "1"
    player.environ["HELPDESK_RETRY_TOTAL_MS"] = "20"
    mistral.chat.respond_always(failure)
    with pytest.raises(CandidateError) as caught:
        player.run(DRAFT, tickets=1)
    assert "HelpdeskError" in caught.value.bases, f"{caught.value.type} escapes"


def test_the_time_of_a_draft_has_a_zone(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond_always(answers.reply(word))
    draft = player.run(
        at_the_desk("""
            draft = await drafter.draft("t-1")
            return {"text": draft.text, "zone": str(draft.written_at.utcoffset())}
        """),
        tickets=1,
    )
    assert draft["text"] == word, "no draft came of it"
    assert draft["zone"] != "None", "written_at has no time zone"


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
        lambda log: any(request.disconnected for request in log.chat.requests), timeout=2
    )
