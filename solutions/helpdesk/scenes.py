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

# Who opens the database on the event loop blocks it, and so does who waits there for a thread:
# while a worker opens the database the loop has to turn.
WATCHED = """\
import asyncio
import sys
import threading
watched, blocking = [], []
loop, loop_thread = asyncio.get_running_loop(), threading.get_ident()

def watch(event, arguments):
    if event != "sqlite3.connect" or not watched:
        return
    turned, on_the_loop = threading.Event(), threading.get_ident() == loop_thread
    if not on_the_loop:
        loop.call_soon_threadsafe(turned.set)
    if on_the_loop or not turned.wait(4):
        blocking.append(watched[-1])

sys.addaudithook(watch)
"""


def fresh_word() -> str:
    """Return a word that nobody can know: what claims to hold it has really met the wire."""
    return f"parcel{secrets.token_hex(6)}"


def at_the_desk(body: str) -> str:
    """Return a scenario with ``desk`` and ``drafter`` open and ``tickets`` tickets waiting."""
    return PREAMBLE + textwrap.indent(textwrap.dedent(body), "    ")
