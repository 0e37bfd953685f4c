"""A plausible candidate: finds some, misses some, one false alarm, and breaks something by it."""

from __future__ import annotations

from checker.model.key import Fix, Remark, Replacement, Sample, Site
from checker.rules.rule import Severity
from solutions.agent_desk.defects import (
    assertion_after_the_raise,
    document_as_system,
    document_closes_its_markers,
    negative_payment,
    overpaid_at_once,
    redactor_for_everyone,
)
from solutions.agent_desk.places import AGENT, APPROVALS, CLAIMS, PYPROJECT, TESTS, TOOLS

OBEYED = document_as_system.FLAWED
SHARED = redactor_for_everyone.FLAWED_1
UNLOCKED = overpaid_at_once.FLAWED_1
UNREACHED = assertion_after_the_raise.FLAWED
UNESCAPED = document_closes_its_markers.FLAWED
NEGATIVE = negative_payment.FLAWED
LOOSE = "strict = false\n"
TIMED_OUT = 'return "error: this took too long and was given up"'

REMARKS = (
    Remark(
        site=Site(path=TOOLS, text=OBEYED),
        severity=Severity.BLOCKER,
        body="issue (blocking): the document is part of the system message, so the model obeys "
        "what a stranger wrote in it. Send it as a user message.",
    ),
    Remark(
        site=Site(path=AGENT, text=SHARED),
        severity=Severity.BLOCKER,
        body="The redactor is shared by all sessions: [IBAN-1] of one conversation resolves to the "
        "account of another one.",
    ),
    Remark(
        site=Site(path=TOOLS, text=UNESCAPED),
        severity=Severity.MAJOR,
        body="The text is not escaped: a document containing `</document>` breaks out of its "
        "markers. Please use `fenced()`.",
    ),
    Remark(
        site=Site(path=CLAIMS, text=UNLOCKED),
        severity=Severity.BLOCKER,
        body="There is a race condition: two concurrent payments both see the old sum and together "
        "exceed the limit. This needs a lock.",
    ),
    Remark(
        site=Site(path=TESTS, text=UNREACHED),
        severity=Severity.MAJOR,
        body="The assert is inside the `pytest.raises` block, so it is never executed. Dedent it.",
    ),
    Remark(
        site=Site(path=PYPROJECT, text=LOOSE),
        severity=Severity.MINOR,
        body="Why is mypy's strict mode disabled here? Please revert, it is unrelated.",
    ),
    Remark(
        site=Site(path=CLAIMS, text=NEGATIVE),
        severity=Severity.MINOR,
        body="Negative amounts are accepted here, it must be `cents <= 0`.",
    ),
    Remark(
        site=Site(path=AGENT, text=TIMED_OUT),
        severity=Severity.MAJOR,
        body="The timeout is swallowed here, this should raise.",
    ),
    Remark(
        site=Site(path=APPROVALS, text="self._news: asyncio.Queue[Pending] = asyncio.Queue()"),
        body="The queue is never drained: next() can return what is long over.",
    ),
)

FIX = Fix(
    name="what the candidate committed",
    replacements=(
        Replacement(
            path=TOOLS,
            old=OBEYED,
            new="            SystemMessage(content=SUMMARISE),\n"
            "            UserMessage(content=self._redactor.hide(document)),\n",
        ),
        Replacement(path=AGENT, old=SHARED, new="            redactor = Redactor()\n"),
        Replacement(path=AGENT, old="        self._redactor = Redactor()\n", new=""),
        Replacement(
            path=AGENT,
            old=f"            {TIMED_OUT}\n",
            new='            raise AgentError("a tool took too long") from None\n',
        ),
        Replacement(
            path=TOOLS,
            old=UNESCAPED,
            new="        return fenced(name, await self._office.claims.document(name))\n",
        ),
        Replacement(
            path=CLAIMS,
            old="        self._folder = folder\n",
            new="        self._folder = folder\n        self._lock = asyncio.Lock()\n",
        ),
        Replacement(
            path=CLAIMS,
            old=UNLOCKED,
            new="        async with self._lock:\n"
            + "".join(f"    {line}\n" for line in UNLOCKED.splitlines()),
        ),
        Replacement(
            path=TESTS,
            old='        assert asyncio.run(book.paid_cents("C-1")) == 99_000\n',
            new='    assert asyncio.run(book.paid_cents("C-1")) == 99_000\n',
        ),
        Replacement(path=PYPROJECT, old=LOOSE, new="strict = true\n"),
        Replacement(path=CLAIMS, old=NEGATIVE, new="        if cents <= 0:\n"),
    ),
)

SAMPLE = Sample(
    seed=42,
    remarks=REMARKS,
    body="This will save us a lot of clicking. Some things must change first, see the comments.",
    fix=FIX,
)
