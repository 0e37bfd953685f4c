"""A plausible candidate: finds some, misses some, one false alarm, and breaks something by it."""

from __future__ import annotations

from checker.model.key import Fix, Remark, Replacement, Sample, Site
from checker.rules.rule import Severity
from solutions.llm_gateway.defects import (
    backoff_commented_out,
    first_caller_cancels_all,
    global_by_default,
    refusal_not_required,
    spent_asked_on_the_loop,
    uptime_by_wall_clock,
)
from solutions.llm_gateway.places import LEDGER, SERVING, SETTINGS, SHARING, TESTS, UPSTREAM

MAY_PASS = "MAY_PASS = frozenset({429, 500, 502, 503, 504})"  # noqa: S105  no password

REMARKS = (
    Remark(
        site=Site(path=SETTINGS, text=global_by_default.FLAWED),
        severity=Severity.BLOCKER,
        body="issue (blocking): the default region must stay `eu`, with `global` "
        "data leaves the EU. The README promises otherwise.",
    ),
    Remark(
        site=Site(path=SHARING, text=first_caller_cancels_all.FLAWED),
        severity=Severity.BLOCKER,
        body="If one caller is cancelled here, its cancellation propagates to the shared task and "
        "all other callers lose their answer. Please use `asyncio.shield` or `asyncio.wait`.",
    ),
    Remark(
        site=Site(path=TESTS, text=refusal_not_required.FLAWED),
        severity=Severity.MAJOR,
        body="This test passes when no exception is raised. Use `pytest.raises(ClosedError)`.",
    ),
    Remark(
        site=Site(path=LEDGER, text=spent_asked_on_the_loop.FLAWED),
        severity=Severity.MINOR,
        body="`_spent` runs SQLite on the event loop, please `await self.spent(tenant)`.",
    ),
    Remark(
        site=Site(path=SERVING, text=uptime_by_wall_clock.UPTIME),
        severity=Severity.MINOR,
        body="time.time() jumps when the clock is set, use the monotonic clock.",
    ),
    Remark(
        site=Site(path=UPSTREAM, text=backoff_commented_out.DEAD),
        severity=Severity.NIT,
        body="nit: please delete the commented-out code",
    ),
    Remark(
        site=Site(path=UPSTREAM, text="random.uniform(0.5, 1)"),
        severity=Severity.MAJOR,
        body="random is not secure, please use secrets.SystemRandom.",
    ),
    Remark(
        site=Site(path=SERVING, text="class Gateway:\n"),
        body="This class does a lot.",
    ),
)

FIX = Fix(
    name="what the candidate committed",
    replacements=(
        Replacement(
            path=SETTINGS,
            old=global_by_default.FLAWED,
            new='    region: str = "eu"  # tenants are promised that their data stays in the EU\n',
        ),
        Replacement(
            path=SHARING,
            old=first_caller_cancels_all.FLAWED,
            new="            await asyncio.wait({flight.task})\n",
        ),
        Replacement(
            path=TESTS,
            old=refusal_not_required.FLAWED,
            new="            with pytest.raises(ClosedError):\n"
            "                await opened.ask(ask())\n",
        ),
        Replacement(
            path=UPSTREAM,
            old=MAY_PASS,
            new="MAY_PASS = frozenset({429, 502})",
        ),
        Replacement(path=UPSTREAM, old=backoff_commented_out.DEAD, new=""),
        Replacement(
            path=LEDGER,
            old=spent_asked_on_the_loop.FLAWED,
            new="        left = self._budget - self._held[tenant] - await self.spent(tenant)\n",
        ),
        Replacement(
            path=SERVING,
            old=uptime_by_wall_clock.UPTIME,
            new="            uptime_s=time.monotonic() - self._opened_at,\n",
        ),
    ),
)

SAMPLE = Sample(
    seed=42,
    remarks=REMARKS,
    body="Impressive work! A few things must change before it can go live, see the comments.",
    fix=FIX,
)
