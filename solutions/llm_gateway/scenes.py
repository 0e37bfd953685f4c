"""Scenarios that several hidden tests play in the player."""

from __future__ import annotations

import secrets
import textwrap

PREAMBLE = """\
import asyncio
import os
from gateway.asks import Ask
from gateway.serving import open_gateway
from gateway.settings import Settings

def ask(prompt="What is a mutex?", tenant="search"):
    return Ask(tenant=tenant, prompt=prompt)

async def outcome(awaitable):
    try:
        return await awaitable
    except (Exception, asyncio.CancelledError) as error:
        return f"<{type(error).__name__}>"

async def pieces_of(stream, pieces):
    async for piece in stream:
        pieces.append(piece)

async with open_gateway(Settings.from_env(os.environ)) as gateway:
"""
QUICK = {
    "GATEWAY_BURST": "100",
    "GATEWAY_GRACE_S": "0",
    "GATEWAY_RETRY_INITIAL_MS": "1",
    "GATEWAY_RETRY_TOTAL_MS": "0",
}


def fresh_word() -> str:
    """Return a word that nobody can know: what claims to hold it has really met the wire."""
    return f"mutex{secrets.token_hex(6)}"


def at_the_gateway(body: str) -> str:
    """Return a scenario with ``gateway`` open.

    ``ask`` makes an ask, ``outcome`` awaits one and names its error in angle brackets, and
    ``pieces_of`` reads a stream into a list.
    """
    return PREAMBLE + textwrap.indent(textwrap.dedent(body), "    ")
