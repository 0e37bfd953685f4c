"""How a question to a person ends, and what waits for one meanwhile."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player

pytestmark = pytest.mark.target("agentdesk.approvals:Approvals")

OPENED = """
import asyncio
from agentdesk.approvals import Approvals
from agentdesk.errors import ApprovalError
loop = asyncio.get_running_loop()
real = loop.time

async def later(seconds):
    loop.time = lambda: real() + seconds
    for _ in range(20):
        await asyncio.sleep(0)

def ended(asked):
    if not asked.done():
        return ["waiting"]
    error = asked.exception()
    return [each.__name__ for each in type(error).__mro__] if error else ["allowed"]

def waiting(approvals):
    return [each.action for each in approvals.pending()]

def ask(approvals, *actions):
    return [asyncio.create_task(approvals.obtain("s", action)) for action in actions]

"""


def test_what_is_given_up_waits_no_more(player: Player) -> None:
    seen = player.run(
        OPENED
        + """
short, long = Approvals(deadline_s=0.05), Approvals(deadline_s=300)
[silent] = ask(short, "silent")
await asyncio.wait({silent}, timeout=1)
seen = [[] if "RefusedError" not in ended(silent) else waiting(short)]
asked = ask(long, "first", "second", "third", "fourth")
for _ in asked:
    await long.next()
seen.append(waiting(long))
asked[1].cancel()
await asyncio.wait({asked[1]})
seen.append(waiting(long))
for each, allow in zip(long.pending()[:2], (True, False)):
    long.decide(each.id, allow=allow)
await asyncio.wait({asked[0], asked[2]}, timeout=1)
seen.append(waiting(long))
asked[3].cancel()
return [*seen, ended(asked[0])[0]]
""",
        unused=None,
    )
    silent, before, cancelled, decided, allowed = seen
    assert before == ["first", "second", "third", "fourth"], f"four actions waited: {before}"
    assert silent == [], "an action that nobody decided about in time still waits for a decision"
    assert cancelled == ["first", "third", "fourth"], f"the second was cancelled: {cancelled}"
    assert decided == ["fourth"], f"the first and the third were decided: {decided}"
    assert allowed == "allowed", "what a person allowed has not come through"


def test_nobody_is_waited_for_without_end(player: Player) -> None:
    seen = player.run(
        OPENED
        + """
approvals, seen = Approvals(deadline_s=300), []
slow, silent, brief = *ask(approvals, "slow", "silent"), *ask(Approvals(deadline_s=20), "brief")
pending = await approvals.next()
await later(30)
seen += [ended(silent), ended(brief)]
await later(290)
seen.append(ended(silent))
try:
    approvals.decide(pending.id, allow=True)
except ApprovalError:
    pass
await later(310)
await asyncio.wait({slow, silent, brief}, timeout=1)
seen += [ended(slow), ended(silent)]
for each in (slow, silent, brief):
    each.cancel()
loop.time = real
return seen
""",
        unused=None,
    )
    early, brief, still, slow, silent = seen
    assert early == ["waiting"], f"after 30 s of 300 s nobody is waited for any more: {early[0]}"
    assert brief != ["waiting"], "after 30 s a person is waited for who had 20 s"
    assert still == ["waiting"], f"after 290 s of 300 s nobody is waited for any more: {still[0]}"
    assert slow == ["allowed"], f"a person allowed it after 290 s of 300 s, it was {slow[0]}"
    assert silent != ["waiting"], "a person is waited for although the deadline is over"
    for told in (brief, silent):
        refused = told == ["allowed"] or "RefusedError" in told  # a yes is another fault
        assert refused, f"nobody answered in time, and that is told as {told[0]}"


def test_silence_is_a_refusal(player: Player) -> None:
    told = player.run(
        OPENED
        + """
approvals, told = Approvals(deadline_s=20), []
for action in ("pay", "", "pay again"):
    [asked] = ask(approvals, action)
    await approvals.next()
    await later(25)
    await later(50)
    told.append(ended(asked))
    asked.cancel()
    await later(0)
loop.time = real
return told
""",
        unused=None,
    )
    for each in told:
        if each != ["waiting"]:  # to wait for ever is another fault
            assert each != ["allowed"], "a person who said nothing is taken to have said yes"
            assert "RefusedError" in each, f"a person said nothing, and that is told as {each[0]}"


def test_who_waits_longest_comes_first(player: Player) -> None:
    actions = ["c", "a", "d", "b"]
    seen = player.run(
        OPENED
        + """
approvals = Approvals(deadline_s=300)
asked = ask(approvals, *actions)
named = [(await approvals.next()).action for _ in asked]
seen = [named, waiting(approvals)]
for each in asked:
    each.cancel()
return seen
""",
        actions=actions,
    )
    assert seen == [actions] * 2, f"asked about {actions}, a person is shown {seen}"
