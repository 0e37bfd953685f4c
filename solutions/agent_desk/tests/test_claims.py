"""What ``ClaimBook`` promises about amounts, names of claims and the event loop."""

from __future__ import annotations

import json

import pytest

from checker.sandbox.player import Player
from solutions.agent_desk.scenes import EMAIL, at_the_office, file_claim

pytestmark = pytest.mark.target("agentdesk.claims:ClaimBook.pay")

WATCHED = """
import sys
import threading
from pathlib import Path
watched, blocking, loop_thread = [], [], threading.get_ident()
files = {"C-1.json", "report-1.txt", "payments.jsonl"}

def watch(event, arguments):
    if event == "open" and watched and threading.get_ident() == loop_thread:
        if Path(str(arguments[0])).name in files:
            blocking.append(watched[-1])

sys.addaudithook(watch)
"""


def test_files_are_not_opened_on_the_loop(player: Player) -> None:
    file_claim(player.folder)
    scenario = at_the_office("""
        async def watch_it(name, work):
            watched.append(name)
            await work
            watched.clear()

        await watch_it("record", office.claims.record("C-1", 100))
        await watch_it("pay", office.claims.pay("C-1", 100))
        await watch_it("paid_cents", office.claims.paid_cents("C-1"))
        await watch_it("claim", office.claims.claim("C-1"))
        await watch_it("claims_of", office.claims.claims_of(email))
        await watch_it("document", office.claims.document("report-1.txt"))
        return blocking
    """)
    blocking = sorted({*player.run(WATCHED + scenario, email=EMAIL)})
    assert blocking == [], f"the event loop waits for files: {', '.join(blocking)}"


def test_a_claim_is_paid_to_the_last_cent(player: Player) -> None:
    file_claim(player.folder)
    outcome = player.run(
        at_the_office("""
            first = await attempt(office.claims.pay("C-1", 1))
            rest = await attempt(office.claims.pay("C-1", 99_999))
            paid = await office.claims.paid_cents("C-1")
            more = await attempt(office.claims.pay("C-1", 1))
            return {"raised": first["raised"] + rest["raised"], "paid": paid, "more": more}
        """)
    )
    assert outcome["raised"] == [], "a claim is not paid up to what it is insured for"
    assert outcome["paid"] == 100_000
    assert outcome["more"]["raised"], "a cent more than is insured was paid"


@pytest.mark.parametrize("cents", [0, -500, 100_001])
def test_an_amount_that_cannot_be_paid_is_a_payment_error(player: Player, cents: int) -> None:
    file_claim(player.folder)
    outcome = player.run(
        at_the_office("""
            refused = await attempt(office.claims.pay("C-1", cents))
            written = ""
            if os.path.exists("desk/payments.jsonl"):
                with open("desk/payments.jsonl") as payments:
                    written = payments.read()
            return {**refused, "written": written}
        """),
        cents=cents,
    )
    assert outcome["raised"], f"{cents} cents were taken for a payment"
    assert "PaymentError" in outcome["raised"], f"{outcome['raised'][0]} for {cents} cents"
    assert outcome["written"] == "", "a payment that was refused stands in the books"


def test_the_number_of_a_claim_is_no_path(player: Player) -> None:
    file_claim(player.folder)
    read, by_path = player.run(
        at_the_office("""
            by_number = await office.claims.claim("C-1")
            return [by_number.id, await attempt(office.claims.claim("../claims/C-1"))]
        """)
    )
    assert read == "C-1"
    assert by_path["raised"], "a claim is read by a path instead of its number"
    assert "AgentDeskError" in by_path["raised"], f"{by_path['raised'][0]} escapes"


def test_a_claim_without_documents_is_read(player: Player) -> None:
    file_claim(player.folder)
    file = player.folder / "desk" / "claims" / "C-1.json"
    claim = json.loads(file.read_text("utf-8"))
    del claim["documents"]
    file.write_text(json.dumps(claim), "utf-8")
    read = player.run(
        at_the_office("""
            claim = await office.claims.claim("C-1")
            return [claim.id, len(claim.documents)]
        """)
    )
    assert read == ["C-1", 0]


def test_equal_claims_are_one_in_a_set(player: Player) -> None:
    file_claim(player.folder)
    kept = player.run(
        at_the_office("""
            claims = [await office.claims.claim("C-1") for _ in range(2)]
            return len({*claims})
        """)
    )
    assert kept == 1, "two readings of one claim are not the same"
