"""The agent: answers a clerk, and remembers the conversation."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence

import httpx2
from mistralai.client.errors import MistralError

from agentdesk.client import text_of
from agentdesk.errors import AgentError
from agentdesk.office import Office
from agentdesk.prompts import messages_for
from agentdesk.redaction import Redactor
from agentdesk.turns import Role, Turn
from agentdesk.usage import Usage


class Agent:
    """Leads any number of conversations at once; within one, turn follows turn."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._sessions: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.usage = Usage()

    async def ask(self, session: str, text: str) -> str:
        """Return the answer to what a clerk says, and write both down.

        Raises:
            SessionError: the session's name makes no file name.
            AgentError: the model gave nothing usable; nothing is written down.
        """
        async with self._sessions[session]:
            history = await self._office.journal.turns(session)
            asked = Turn(role=Role.USER, text=text)
            shown = _recent(history, self._office.settings.memory_turns)
            answer = await self._answer([*shown, asked])
            turns = (asked, Turn(role=Role.ASSISTANT, text=answer))
            await self._office.journal.append(session, turns)
        return answer

    async def _answer(self, turns: list[Turn]) -> str:
        redactor = Redactor()
        try:
            response = await self._office.client.chat.complete_async(
                model=self._office.settings.model,
                messages=messages_for(turns, redactor),
                max_tokens=self._office.settings.answer_tokens,
            )
        except (MistralError, httpx2.TransportError) as error:
            raise AgentError("the model cannot be reached now") from error
        self.usage.add(response.usage)
        return redactor.show(text_of(response))


def _recent(turns: Sequence[Turn], limit: int) -> Sequence[Turn]:
    """Return the last turns, at most ``limit``."""
    return turns[max(len(turns) - limit, 0) :]
