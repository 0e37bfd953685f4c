"""Actions that a person has to allow before they are done."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass

from agentdesk.errors import ApprovalError, RefusedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """One action that waits for a person's word; ``action`` says all that would be done."""

    id: str
    session: str
    action: str


class Approvals:
    """Asks a person about every single action; no answer is a no."""

    def __init__(self, deadline_s: float) -> None:
        self._deadline_s = deadline_s
        self._waiting: dict[str, tuple[Pending, asyncio.Future[bool]]] = {}
        self._news: asyncio.Queue[Pending] = asyncio.Queue()

    def pending(self) -> tuple[Pending, ...]:
        """Return what waits for a decision now, oldest first."""
        return tuple(pending for pending, _ in self._waiting.values())

    async def next(self) -> Pending:
        """Wait for the next action that nobody has been asked about, and return it."""
        return await self._news.get()

    def decide(self, pending_id: str, *, allow: bool) -> None:
        """Allow an action or refuse it, once; raise ApprovalError where nothing waits for it."""
        if pending_id not in self._waiting:
            raise ApprovalError(f"nothing waits for a decision as {pending_id}")
        _, decision = self._waiting[pending_id]
        if decision.done():
            raise ApprovalError(f"{pending_id} is decided already")
        decision.set_result(allow)

    async def obtain(self, session: str, action: str) -> None:
        """Return once a person has allowed exactly this action; raise RefusedError otherwise."""
        pending = Pending(id=secrets.token_hex(4), session=session, action=action)
        decision = asyncio.get_running_loop().create_future()
        self._waiting[pending.id] = (pending, decision)
        self._news.put_nowait(pending)
        try:
            async with asyncio.timeout(self._deadline_s):
                allowed = await decision
        except TimeoutError as error:
            raise RefusedError(f"nobody allowed it in time: {action}") from error
        finally:
            del self._waiting[pending.id]
        if not allowed:
            raise RefusedError(f"a person refused it: {action}")
