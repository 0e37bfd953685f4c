"""Drafts: replies that the model writes and a person approves."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx2
from mistralai.client.errors import MistralError
from mistralai.client.models import (
    ChatCompletionRequestMessage,
    ChatCompletionResponse,
    Function,
    Tool,
    ToolCall,
    ToolMessage,
)

from helpdesk.client import text_of
from helpdesk.desk import Desk
from helpdesk.errors import AnswerError, HelpdeskError
from helpdesk.prompts import messages_for
from helpdesk.tickets import Draft, Ticket
from helpdesk.usage import Usage

STREAM_ATTEMPTS = 3
ORDER = Tool(
    function=Function(
        name="order",
        description="Where an order of this customer is.",
        parameters={
            "type": "object",
            "properties": {"order_id": {"type": "string"}},
            "required": ["order_id"],
        },
    )
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRun:
    """What a run over the queue came to: drafts in its order, reasons by ticket number."""

    drafts: tuple[Draft, ...]
    failures: Mapping[str, str]


class Drafter:
    """Writes drafts, at most ``settings.max_in_flight`` at a time over all its callers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._gate = asyncio.Semaphore(desk.settings.max_in_flight)
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.usage = Usage()

    async def draft_queue(self, *, limit: int | None = None) -> DraftRun:
        """Draft a reply to every open ticket, or to the ``limit`` oldest: 0 is none.

        A ticket that fails is reported and stops no other.
        """
        tickets = await self._desk.store.open_tickets()
        if limit is not None:
            tickets = tickets[:limit]
        results = await asyncio.gather(
            *(self.draft(ticket.id) for ticket in tickets), return_exceptions=True
        )
        drafts: list[Draft] = []
        failures: dict[str, str] = {}
        for ticket, result in zip(tickets, results, strict=True):
            if isinstance(result, Draft):
                drafts.append(result)
            elif isinstance(result, HelpdeskError):
                failures[ticket.id] = str(result)
            else:
                raise result
        return DraftRun(drafts=tuple(drafts), failures=failures)

    async def draft(self, ticket_id: str) -> Draft:
        """Return the ticket's draft, which is written first if there is none.

        Raises:
            TicketNotFoundError: there is no such ticket.
            AnswerError: nothing usable came within ``settings.draft_deadline_s``.
        """
        async with self._locks[ticket_id]:
            existing = await self._desk.store.draft_of(ticket_id)
            if existing is not None:
                return existing
            return await self._new_draft(ticket_id)

    async def stream(self, ticket_id: str) -> AsyncGenerator[str, None]:
        """Yield a reply as the model writes it; nothing is stored.

        A broken connection is tried again, but not once a piece was given out: the reader would
        see the beginning twice.

        Raises:
            TicketNotFoundError: there is no such ticket.
            AnswerError: the reply did not come to its end.
        """
        ticket = await self._desk.store.get(ticket_id)
        delay_s = self._desk.settings.retry_initial_ms / 1000
        for attempt in range(1, STREAM_ATTEMPTS + 1):
            begun = False
            try:
                async with aclosing(self._pieces(ticket)) as pieces:
                    async for piece in pieces:
                        begun = True
                        yield piece
                return
            except MistralError as error:
                raise AnswerError(f"ticket {ticket_id}: the model cannot be reached now") from error
            except httpx2.TransportError as error:
                if begun or attempt == STREAM_ATTEMPTS:
                    raise AnswerError(f"ticket {ticket_id}: the reply broke off") from error
            await asyncio.sleep(delay_s)

    async def _new_draft(self, ticket_id: str) -> Draft:
        ticket = await self._desk.store.get(ticket_id)
        async with self._gate:
            try:
                async with asyncio.timeout(self._desk.settings.draft_deadline_s):
                    text = await self._write(ticket)
            except TimeoutError as error:
                raise AnswerError(f"ticket {ticket_id}: no draft in time") from error
        draft = Draft(ticket_id=ticket_id, text=text, written_at=datetime.now(tz=UTC))
        await self._desk.store.save_draft(draft)
        return draft

    async def _pieces(self, ticket: Ticket) -> AsyncGenerator[str, None]:
        similar = await self._desk.archive.search(ticket.body)
        finish = None
        async with await self._desk.client.chat.stream_async(
            model=self._desk.settings.chat_model,
            messages=messages_for(ticket, similar),
            max_tokens=self._desk.settings.max_tokens,
            timeout_ms=int(self._desk.settings.draft_deadline_s * 1000),
        ) as events:
            async for event in events:
                if event.data.usage:
                    self.usage.add(event.data.usage)
                for choice in event.data.choices:
                    finish = choice.finish_reason or finish
                    if isinstance(choice.delta.content, str) and choice.delta.content:
                        yield choice.delta.content
        if finish != "stop":
            raise AnswerError(f"ticket {ticket.id}: the reply ended early: {finish}")

    async def _write(self, ticket: Ticket) -> str:
        """Return the model's reply, after the tool calls it asks for."""
        similar = await self._desk.archive.search(ticket.body)
        messages = messages_for(ticket, similar)
        for _ in range(self._desk.settings.max_tool_rounds):
            response = await self._complete(ticket, messages)
            message = response.choices[0].message
            if message is None or not message.tool_calls:
                return text_of(response)
            messages.append(message)
            for call in message.tool_calls:
                result = await self._call_tool(call, ticket)
                messages.append(
                    ToolMessage(content=result, tool_call_id=call.id, name=call.function.name)
                )
        raise AnswerError(f"ticket {ticket.id}: the model only calls tools")

    async def _complete(
        self, ticket: Ticket, messages: list[ChatCompletionRequestMessage]
    ) -> ChatCompletionResponse:
        try:
            response = await self._desk.client.chat.complete_async(
                model=self._desk.settings.chat_model,
                messages=messages,
                tools=[ORDER],
                max_tokens=self._desk.settings.max_tokens,
                prompt_cache_key=ticket.id,
            )
        except (MistralError, httpx2.TransportError) as error:
            raise AnswerError(f"ticket {ticket.id}: the model cannot be reached now") from error
        self.usage.add(response.usage)
        logger.info("ticket %s: %s tokens", ticket.id, response.usage.total_tokens)
        return response

    async def _call_tool(self, call: ToolCall, ticket: Ticket) -> str:
        """Return the tool's result, or what was wrong: the model can put that right."""
        if call.function.name != ORDER.function.name:
            return f"error: there is no tool {call.function.name}"
        arguments = call.function.arguments
        try:
            values = json.loads(arguments) if isinstance(arguments, str) else arguments
            order = await self._desk.store.order(str(values["order_id"]))
        except (KeyError, TypeError, ValueError) as error:
            return f"error: {error}"
        if order is None or order.customer != ticket.customer:
            return "error: this customer has no such order"
        return order.status
