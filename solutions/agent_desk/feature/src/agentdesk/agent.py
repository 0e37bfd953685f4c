"""The agent: answers a clerk with the help of tools, and remembers the conversation."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

import httpx2
from mistralai.client.errors import MistralError

from agentdesk.approvals import Approvals
from agentdesk.errors import AgentDeskError, AgentError
from agentdesk.office import Office
from agentdesk.prompts import asked_for, messages_for
from agentdesk.redaction import Redactor, Unveiling
from agentdesk.tool import Tool
from agentdesk.tools import Toolbox
from agentdesk.turns import Call, Role, Turn
from agentdesk.usage import Usage

ENDS = ("stop", "tool_calls")

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Reply:
    """What has come of one request to the model so far, in clear."""

    text: str = ""
    calls: list[Call] = field(default_factory=list)


class Agent:
    """Leads any number of conversations at once; within one, turn follows turn."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._sessions: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._slots = asyncio.Semaphore(office.settings.parallel_tools)
        self.approvals = Approvals(office.settings.approval_deadline_s)
        self.usage = Usage()

    async def ask(self, session: str, text: str) -> str:
        """Return the whole answer to what a clerk says; see ``stream``."""
        async with aclosing(self.stream(session, text)) as pieces:
            return "".join([piece async for piece in pieces])

    async def stream(self, session: str, text: str) -> AsyncGenerator[str, None]:
        """Yield the answer to what a clerk says as it comes, and write the turns down at its end.

        Raises:
            SessionError: the session's name makes no file name.
            AgentError: no usable answer came; nothing is written down.
        """
        async with self._sessions[session]:
            history = await self._office.journal.turns(session)
            shown = _recent(history, self._office.settings.memory_turns)
            redactor = Redactor()
            toolbox = Toolbox(self._office, redactor, self.usage)
            fresh = [Turn(role=Role.USER, text=text)]
            reply = Reply()
            for _ in range(self._office.settings.max_rounds):
                fresh += await self._use_tools(session, reply.calls, toolbox)
                reply = Reply()
                async with aclosing(
                    self._round([*shown, *fresh], redactor, toolbox, reply)
                ) as pieces:
                    async for piece in pieces:
                        yield piece
                turn = Turn(role=Role.ASSISTANT, text=reply.text, calls=tuple(reply.calls))
                fresh.append(turn)
                if not reply.calls:
                    await self._office.journal.append(session, fresh)
                    return
            raise AgentError("the model only calls tools")

    async def _round(
        self, turns: Sequence[Turn], redactor: Redactor, toolbox: Toolbox, reply: Reply
    ) -> AsyncGenerator[str, None]:
        """Yield the text of one reply as it comes; ``reply`` holds all of it at the end."""
        unveiling = Unveiling(redactor)
        finish = None
        try:
            async with await self._office.client.chat.stream_async(
                model=self._office.settings.model,
                messages=messages_for(turns, redactor),
                tools=toolbox.specs(),
                max_tokens=self._office.settings.answer_tokens,
            ) as events:
                async for event in events:
                    if event.data.usage:
                        self.usage.add(event.data.usage)
                    for choice in event.data.choices:
                        finish = choice.finish_reason or finish
                        reply.calls += [
                            asked_for(call, redactor) for call in choice.delta.tool_calls or ()
                        ]
                        if isinstance(choice.delta.content, str):
                            piece = unveiling.feed(choice.delta.content)
                            reply.text += piece
                            if piece:
                                yield piece
        except (MistralError, httpx2.TransportError) as error:
            raise AgentError("the model cannot be reached now") from error
        if finish not in ENDS:
            raise AgentError(f"the answer ended early: {finish}")
        rest = unveiling.end()
        reply.text += rest
        if rest:
            yield rest
        if not reply.calls and not reply.text.strip():
            raise AgentError("the model answered without text")

    async def _use_tools(self, session: str, calls: Sequence[Call], toolbox: Toolbox) -> list[Turn]:
        """Return the results of all calls, in their order; the tools work side by side."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._result(session, call, toolbox)) for call in calls]
        return [
            Turn(role=Role.TOOL, text=task.result(), call_id=call.id)
            for call, task in zip(calls, tasks, strict=True)
        ]

    async def _obtain_permission(self, session: str, tool: Tool, values: Mapping[str, Any]) -> None:
        """Return once a person has allowed to use a tool with exactly these values."""
        euros = values.get("cents", 0) / 100
        action = tool.action.format(**values, euros=euros)
        await self.approvals.obtain(session, action)

    async def _result(self, session: str, call: Call, toolbox: Toolbox) -> str:
        """Return what a tool says, or what went wrong: the model can put that right."""
        logger.info("session %s: tool %s", session, call.name)
        try:
            tool = toolbox.find(call.name)
            values = tool.parse(call.arguments)
            await tool.check(**values)
            if tool.action:
                await self._obtain_permission(session, tool, values)
                async with self._slots:  # no deadline: nobody can undo a part of it
                    return await tool.run(**values)
            async with self._slots, asyncio.timeout(self._office.settings.tool_deadline_s):
                return await tool.run(**values)
        except TimeoutError:
            return "error: this took too long and was given up"
        except AgentDeskError as error:
            return f"error: {error}"
        except Exception as error:
            logger.warning("tool %s failed: %s", call.name, type(error).__name__)
            return "error: this tool does not work now"


def _recent(turns: Sequence[Turn], limit: int) -> Sequence[Turn]:
    """Return the last turns, at most ``limit``, from something that a clerk said on.

    The API refuses a tool's result without the call that asked for it.
    """
    start = max(len(turns) - limit, 0)
    while start < len(turns) and turns[start].role is not Role.USER:
        start += 1
    return turns[start:]
