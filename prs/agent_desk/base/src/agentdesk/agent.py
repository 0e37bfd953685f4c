"""The agent: answers a clerk, and remembers the conversation."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence

from agentdesk.client import complete, text_of
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
            AgentError: no usable answer came; nothing is written down.
        """
        async with self._sessions[session]:
            history = await self._office.journal.turns(session)
            asked = Turn(role=Role.USER, text=text)
            shown = _recent(history, self._office.settings.memory_turns)
            redactor = Redactor()
            messages = messages_for([*shown, asked], redactor)
            response = await complete(self._office.client, self._office.settings, messages)
            self.usage.add(response.usage)
            answer = redactor.show(text_of(response))
            turns = (asked, Turn(role=Role.ASSISTANT, text=answer))
            await self._office.journal.append(session, turns)
        return answer


def _recent(turns: Sequence[Turn], limit: int) -> Sequence[Turn]:
    """Return the last turns, at most ``limit``."""
    return turns[max(len(turns) - limit, 0) :]
