"""Scenarios that several hidden tests play in the player."""

from __future__ import annotations

import secrets
import textwrap

PREAMBLE = """\
import os
from helpdesk.desk import open_desk
from helpdesk.drafting import Drafter
from helpdesk.settings import Settings
from helpdesk.tickets import Draft, Order, PastAnswer, Ticket

def ticket(number):
    return Ticket(
        id=f"t-{number}",
        customer=f"customer-{number}@example.com",
        subject="Parcel",
        body=f"Where is parcel number {number}?",
    )

async with open_desk(Settings.from_env(os.environ)) as desk:
    for number in range(1, tickets + 1):
        await desk.store.add(ticket(number))
    drafter = Drafter(desk)
"""


def fresh_word() -> str:
    """Return a word that nobody can know: what claims to hold it has really met the wire."""
    return f"parcel{secrets.token_hex(6)}"


def at_the_desk(body: str) -> str:
    """Return a scenario with ``desk`` and ``drafter`` open and ``tickets`` tickets waiting."""
    return PREAMBLE + textwrap.indent(textwrap.dedent(body), "    ")
