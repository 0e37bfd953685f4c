"""What ``Approvals.obtain`` raises where nobody has said yes."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player

pytestmark = pytest.mark.target("agentdesk.approvals:Approvals.obtain")

OBTAIN = """
import asyncio
from agentdesk.approvals import Approvals
approvals = Approvals(deadline_s=deadline_s)
asked = asyncio.create_task(approvals.obtain("s", "pay"))
pending = await approvals.next()
if words:
    approvals.decide(pending.id, allow=False)
await asyncio.wait({asked}, timeout=1.5)
if not asked.done():
    asked.cancel()
    return None
error = asked.exception()
return [] if error is None else [each.__name__ for each in type(error).__mro__]
"""


@pytest.mark.parametrize(("words", "deadline_s"), [("no", 30), ("", 0.05)])
def test_what_nobody_allows_is_refused(player: Player, words: str, deadline_s: float) -> None:
    raised = player.run(OBTAIN, words=words, deadline_s=deadline_s)
    assert raised is not None, "what nobody allows waits for ever"
    assert raised != [], "what nobody allowed is allowed"
    assert "RefusedError" in raised, f"{raised[0]} instead of RefusedError"
