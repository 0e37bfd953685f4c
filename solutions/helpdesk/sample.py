"""A plausible candidate: finds some, misses some, one false alarm, and breaks something by it."""

from __future__ import annotations

from checker.model.key import Fix, Remark, Replacement, Sample, Site
from checker.rules.rule import Severity
from solutions.helpdesk.defects import key_committed, leftover_log
from solutions.helpdesk.places import CLI, DRAFTING

GATHERED = "results = await asyncio.gather(*(self.draft(ticket.id) for ticket in tickets))"
OWN_CLIENT = "client = Mistral(api_key=self._desk.settings.api_key)"
OWN_GATE = "async with asyncio.Semaphore(self._desk.settings.max_in_flight):"
SWALLOWED = '            return f"error: {error}"'

REMARKS = (
    Remark(
        site=Site(path=DRAFTING, text=OWN_CLIENT),
        severity=Severity.BLOCKER,
        body="issue (blocking): a plain `Mistral(...)` goes to the default global endpoint, so "
        "customer data leaves the EU. Please reuse `self._desk.client`.",
    ),
    Remark(
        site=Site(path=key_committed.ENV, text=key_committed.TEXT),
        severity=Severity.BLOCKER,
        body="There is an API key in this file! Please revoke it and remove the file from git.",
    ),
    Remark(
        site=Site(path=DRAFTING, text=OWN_GATE),
        severity=Severity.MAJOR,
        body="This makes a new semaphore for every ticket, so it limits nothing. It belongs into "
        "`__init__`.",
    ),
    Remark(
        site=Site(path=DRAFTING, text=GATHERED),
        severity=Severity.MAJOR,
        body="One failing ticket makes gather raise and the other drafts are lost. Pass "
        "`return_exceptions=True`.",
    ),
    Remark(
        site=Site(path=DRAFTING, text="written_at=datetime.now()"),
        severity=Severity.MINOR,
        body="datetime.now() is naive, please use UTC.",
    ),
    Remark(
        site=Site(path=DRAFTING, text="        if limit:\n"),
        severity=Severity.MINOR,
        body="limit=0 is falsy: it drafts the whole queue.",
    ),
    Remark(
        site=Site(path=CLI, text="    for id, reason in run.failures.items():\n"),
        severity=Severity.NIT,
        body="nit: id shadows the builtin, call it ticket_id",
    ),
    Remark(
        site=Site(path=DRAFTING, text=SWALLOWED),
        severity=Severity.MAJOR,
        body="The exception is swallowed here, this should raise.",
    ),
    Remark(
        site=Site(path=DRAFTING, text="class Drafter:\n"),
        body="This class does a lot. I would make the tool loop easier to read.",
    ),
)

FIX = Fix(
    name="what the candidate committed",
    replacements=(
        Replacement(path=DRAFTING, old=f"        {OWN_CLIENT}\n", new=""),
        Replacement(
            path=DRAFTING,
            old="async with await client.chat.stream_async(",
            new="async with await self._desk.client.chat.stream_async(",
        ),
        Replacement(path=DRAFTING, old=OWN_GATE, new="async with self._gate:"),
        Replacement(
            path=DRAFTING,
            old="        self.usage = Usage()\n",
            new="        self._gate = asyncio.Semaphore(desk.settings.max_in_flight)\n"
            "        self.usage = Usage()\n",
        ),
        Replacement(
            path=DRAFTING, old="written_at=datetime.now()", new="written_at=datetime.now(tz=UTC)"
        ),
        Replacement(
            path=DRAFTING, old="        if limit:\n", new="        if limit is not None:\n"
        ),
        Replacement(
            path=DRAFTING,
            old=f"        {GATHERED}\n",
            new="        results = await asyncio.gather(\n"
            "            *(self.draft(ticket.id) for ticket in tickets), return_exceptions=True\n"
            "        )\n",
        ),
        Replacement(
            path=CLI,
            old="    return 1 if run.failures else 0\n",
            new="    return 0 if run.drafts else 1\n",
        ),
        Replacement(
            path=CLI,
            old="    for id, reason in run.failures.items():\n"
            '        print(f"helpdesk: {id}: {reason}", file=sys.stderr)\n',
            new="    for ticket_id, reason in run.failures.items():\n"
            '        print(f"helpdesk: {ticket_id}: {reason}", file=sys.stderr)\n',
        ),
        Replacement(path=leftover_log.LOG, old=leftover_log.TEXT, new=""),
        Replacement(path=key_committed.ENV, old=key_committed.TEXT, new=""),
    ),
    imports=("from datetime import UTC",),
)

SAMPLE = Sample(
    seed=42,
    remarks=REMARKS,
    body="Nice feature! Some things must change before it can go out, see the comments.",
    fix=FIX,
)
