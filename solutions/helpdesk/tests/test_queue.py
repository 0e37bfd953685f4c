"""What ``Drafter.draft_queue`` promises."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.helpdesk.scenes import at_the_desk

pytestmark = pytest.mark.target("helpdesk.drafting:Drafter.draft_queue")


def test_no_more_requests_at_once_than_allowed(player: Player, mistral: Simulator) -> None:
    player.environ["HELPDESK_MAX_IN_FLIGHT"] = "3"
    for number in range(7, 11):
        mistral.chat.respond_when(f"parcel number {number}", answers.status(400))
    running = player.start(
        at_the_desk("""
            import asyncio
            failing = (drafter.draft(f"t-{number}") for number in range(7, 11))
            await asyncio.gather(*failing, return_exceptions=True)
            await inbox.get()
            others = (drafter.draft(f"t-{number}") for number in range(4, 7))
            await asyncio.gather(drafter.draft_queue(limit=3), *others)
        """),
        tickets=10,
    )
    failed = mistral.wait_for(
        lambda log: len([r for r in log.chat.requests if r.status == 400]) == 4
    )
    assert failed, "not every ticket was asked about"
    gate = mistral.gate()
    mistral.chat.respond_always(answers.held(gate))
    running.send("now the others")
    gate.wait_for_arrival(count=3)
    gate.wait_for_arrival(1.0, count=4)  # nobody should come
    gate.open()
    running.result()
    peak = mistral.chat.peak_in_flight
    assert len(mistral.chat.requests) == 10, "not every ticket was asked about"
    assert peak <= 3, f"{peak} requests at once; max_in_flight is 3"
    assert peak == 3, f"no more than {peak} requests at once; max_in_flight is 3"


def test_one_failure_stops_no_other_ticket(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_when("parcel number 2", answers.status(400))
    mistral.chat.respond_when("parcel number 4", answers.status(401))
    mistral.chat.barrier(until=3, patience=4.0)
    run, again = player.run(
        at_the_desk("return [await drafter.draft_queue(), await drafter.draft_queue()]"), tickets=5
    )
    drafted = [draft["ticket_id"] for draft in run["drafts"]]
    assert drafted == ["t-1", "t-3", "t-5"], f"drafted {drafted} when t-2 and t-4 fail"
    failed = list(run["failures"])
    assert failed == ["t-2", "t-4"], f"failures {failed} instead of t-2 and t-4"
    assert all(run["failures"].values()), "nobody is told why a ticket failed"
    assert mistral.chat.peak_in_flight > 1, "the tickets of the queue wait for each other"
    drafted = [draft["ticket_id"] for draft in again["drafts"]]
    assert drafted == failed, f"the next run drafted {drafted}, not what had failed"


def test_a_limit_of_zero_drafts_nothing(player: Player, mistral: Simulator) -> None:
    outcome = player.run(
        at_the_desk("""
            import asyncio
            from helpdesk.cli import main
            codes = [await asyncio.to_thread(main, ["draft", "--limit", "0"])]
            none = await drafter.draft_queue(limit=0)
            runs = [none, await drafter.draft_queue(limit=1), await drafter.draft_queue(limit=9)]
            codes.append(await asyncio.to_thread(main, ["draft"]))
            return {"codes": codes, "drafted": [len(run.drafts) for run in runs]}
        """),
        tickets=3,
    )
    of_zero, of_nothing_left = outcome["codes"]
    assert of_zero == of_nothing_left, "a limit of 0 is a failure to the command"
    assert outcome["drafted"][0] == 0, "drafts with a limit of 0"
    assert outcome["drafted"] == [0, 1, 2], f"limits of 0, 1 and 9 draft {outcome['drafted']}"
    asked = len(mistral.chat.requests)
    assert asked == 3, f"{asked} requests for three tickets, of which a limit of 0 wants none"


def test_without_a_limit_every_ticket_is_drafted(player: Player, mistral: Simulator) -> None:
    runs = player.run(
        at_the_desk("""
            first = await drafter.draft_queue(limit=None)
            await desk.store.add(ticket(9))
            return [first, await drafter.draft_queue(), await drafter.draft_queue()]
        """),
        tickets=6,
    )
    drafted = [[draft["ticket_id"] for draft in run["drafts"]] for run in runs]
    assert drafted == [[f"t-{number}" for number in range(1, 7)], ["t-9"], []]
    assert len(mistral.chat.requests) == 7


def test_the_oldest_tickets_come_first(player: Player, mistral: Simulator) -> None:
    run = player.run(at_the_desk("return await drafter.draft_queue(limit=2)"), tickets=3)
    assert [draft["ticket_id"] for draft in run["drafts"]] == ["t-1", "t-2"]
    assert len(mistral.chat.requests) == 2
