"""What ``Drafter.draft_queue`` promises."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.helpdesk.scenes import at_the_desk

pytestmark = pytest.mark.target("helpdesk.drafting:Drafter.draft_queue")


def test_no_more_requests_at_once_than_allowed(player: Player, mistral: Simulator) -> None:
    player.environ["HELPDESK_MAX_IN_FLIGHT"] = "2"
    mistral.chat.barrier(until=6, patience=1.0)
    player.run(
        at_the_desk("""
            import asyncio
            await asyncio.gather(*(drafter.draft(f"t-{number}") for number in range(1, 7)))
        """),
        tickets=6,
    )
    peak = mistral.chat.peak_in_flight
    assert len(mistral.chat.requests) == 6, "not every ticket was asked about"
    assert peak <= 2, f"{peak} requests at once; max_in_flight is 2"


def test_one_failure_stops_no_other_ticket(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_when("parcel number 2", answers.status(400))
    run = player.run(at_the_desk("return await drafter.draft_queue()"), tickets=3)
    drafted = [draft["ticket_id"] for draft in run["drafts"]]
    assert drafted == ["t-1", "t-3"], f"drafted {drafted} when t-2 alone fails"
    assert list(run["failures"]) == ["t-2"], f"failures {list(run['failures'])} instead of t-2"


def test_a_limit_of_zero_drafts_nothing(player: Player, mistral: Simulator) -> None:
    run = player.run(at_the_desk("return await drafter.draft_queue(limit=0)"), tickets=2)
    asked = len(mistral.chat.requests)
    assert asked == 0, f"{asked} requests with a limit of 0"
    assert run["drafts"] == [], "drafts with a limit of 0"


def test_the_oldest_tickets_come_first(player: Player, mistral: Simulator) -> None:
    run = player.run(at_the_desk("return await drafter.draft_queue(limit=2)"), tickets=3)
    assert [draft["ticket_id"] for draft in run["drafts"]] == ["t-1", "t-2"]
    assert len(mistral.chat.requests) == 2
