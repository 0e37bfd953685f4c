"""Everything a use case needs, opened and closed together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from mistralai.client import Mistral

from helpdesk.archive import Archive
from helpdesk.client import connect
from helpdesk.settings import Settings
from helpdesk.store import TicketStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The parts that work together on a ticket."""

    settings: Settings
    client: Mistral
    store: TicketStore
    archive: Archive


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[Desk]:
    """Open the store, a client and the archive; the client is closed at the end."""
    client = connect(settings)
    async with client:
        store = TicketStore(settings.database)
        archive = Archive(client, settings)
        await archive.refresh(await store.past_answers())
        yield Desk(settings=settings, client=client, store=store, archive=archive)
