"""Everything the agent works with, opened and closed together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from mistralai.client import Mistral

from agentdesk.claims import ClaimBook
from agentdesk.client import connect
from agentdesk.journal import Journal
from agentdesk.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The parts that an agent needs."""

    settings: Settings
    client: Mistral
    journal: Journal
    claims: ClaimBook


@asynccontextmanager
async def open_office(settings: Settings) -> AsyncIterator[Office]:
    """Open the office; its client is closed at the end."""
    async with connect(settings) as client:
        yield Office(
            settings=settings,
            client=client,
            journal=Journal(settings.folder / "sessions"),
            claims=ClaimBook(settings.folder),
        )
