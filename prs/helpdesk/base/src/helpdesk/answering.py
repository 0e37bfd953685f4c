"""Answer one ticket, while the agent waits."""

from __future__ import annotations

import httpx2
from mistralai.client.errors import MistralError

from helpdesk.client import text_of
from helpdesk.desk import Desk
from helpdesk.errors import AnswerError
from helpdesk.prompts import messages_for


async def answer(desk: Desk, ticket_id: str) -> str:
    """Return an answer to the ticket and store it as sent.

    Raises:
        TicketNotFoundError: there is no such ticket.
        AnswerError: the model gave nothing usable; the ticket stays open.
    """
    ticket = await desk.store.get(ticket_id)
    similar = await desk.archive.search(ticket.body)
    try:
        response = await desk.client.chat.complete_async(
            model=desk.settings.chat_model,
            messages=messages_for(ticket, similar),
            max_tokens=desk.settings.max_tokens,
        )
    except (MistralError, httpx2.TransportError) as error:
        raise AnswerError(f"ticket {ticket_id}: the model cannot be reached now") from error
    text = text_of(response)
    await desk.store.save_answer(ticket_id, text)
    return text
