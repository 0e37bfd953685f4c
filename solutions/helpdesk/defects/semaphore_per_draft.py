"""Every draft makes a semaphore of its own, so nothing bounds the requests."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.asynchrony import UNBOUNDED_CONCURRENCY
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

OWN_GATE = "async with asyncio.Semaphore(self._desk.settings.max_in_flight):"

DEFECT = Defect(
    slug="semaphore-per-draft",
    rule=UNBOUNDED_CONCURRENCY,
    severity=Severity.MAJOR,
    changes=(
        Edit(path=DRAFTING, clean="async with self._gate:", flawed=OWN_GATE),
        Edit(
            path=DRAFTING,
            clean="        self._desk = desk\n"
            "        self._gate = asyncio.Semaphore(desk.settings.max_in_flight)\n",
            flawed="        self._desk = desk\n",
        ),
    ),
    explanation="Each draft makes its own semaphore, so nobody shares it and nothing limits the "
    "number of concurrent requests. Create it once per Drafter.",
    checks=(HiddenTest(node_id="test_queue.py::test_no_more_requests_at_once_than_allowed"),),
    rubric=Rubric(
        what=(
            "semaphore per|each|every call|draft|ticket|request|task|invocation|time",
            "new|own|fresh|separate|local|different semaphore|gate",
            (
                "semaphore created|new|anew|instantiated|constructed "
                "each|every|inside|within|per|call|time|again|here"
            ),
            "created|new each|every|per & semaphore",
            "semaphore not shared",
            "semaphore not limit|effect|protect|restrict|throttle",
            "max_in_flight not effect|enforced|respected|work|used|apply|limit",
            "semaphore inside|within|in function|method|call|loop|write",
            "semaphore useless|pointless|ineffective",
            "not share semaphore",
            "not limit concurrent",
            "one semaphore & per drafter|instance",
            "live|belong|sit|stay|move on|to|in instance|drafter|self|constructor|init",
            (
                "each|every coroutine|task|draft|call|ticket "
                "acquire|has|get|wait|make|create fresh|own|new"
            ),
            "fresh|new one & each|every|nobody|else",
            "each|every|per & semaphore & own|new|itself",
        ),
        why=(
            "not limit|restrict|throttle|protect|effect|enforce|respect|apply|guard|work",
            "unlimited|unbounded",
            "not share",
            "useless|pointless|ineffective|meaningless|nothing",
            "all|every requests|tickets|drafts|calls parallel",
            "too many",
            "429",
            "rate limit",
            "many parallel",
            "always free|acquired|available|open",
            "not wait",
            "flood|overload|overwhelm",
            "parallel & all|many|endless|requests|tickets",
            "alone",
        ),
        fix=(
            "create|make|construct once",
            "in|to init|constructor",
            "share",
            "one|single semaphore",
            "semaphore once",
            "instance attribute|field|variable|level",
            "self._gate",
            "move semaphore|out|up",
            "reuse",
            "per drafter|desk|instance",
            "class level",
        ),
        paraphrases=(
            (
                "The semaphore is created anew in every call, so it never limits anything: "
                "all tickets hit the API at the same time."
            ),
            "This limit does not work, each task waits on its own semaphore.",
            "semaphore per call, so unbounded concurrency",
            ("Could you create the semaphore once in __init__ and share it between the drafts?"),
            (
                "max_in_flight has no effect because a new Semaphore is built for each "
                "ticket; with a long queue we fire all requests at once and run into 429."
            ),
            "A local semaphore protects nothing, it must be shared across calls.",
            "Every task gets a fresh semaphore and never has to wait for another one.",
            (
                "The concurrency limit is gone: the semaphore should live on the Drafter, "
                "not in the call."
            ),
        ),
        forbidden=(
            "semaphore not needed",
            "too low|high|small|strict",
            "all|drafts share this|one|single|same",
        ),
        near_misses=(
            "max_in_flight of 4 is too low for a night run, please raise it.",
            "Use a BoundedSemaphore here so that a double release gets noticed.",
        ),
    ),
    right_fixes=(
        Fix(
            name="module-level registry of gates by desk",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old="        self._desk = desk\n",
                    new="        self._desk = desk\n"
                    "        self._slots = asyncio.BoundedSemaphore(desk.settings.max_in_flight)\n",
                ),
                Replacement(path=DRAFTING, old=OWN_GATE, new="async with self._slots:"),
            ),
        ),
        Fix(
            name="a condition that counts, in a method of its own",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old="        self._desk = desk\n",
                    new="        self._desk = desk\n"
                    "        self._busy = 0\n"
                    "        self._changed = asyncio.Condition()\n",
                ),
                Replacement(path=DRAFTING, old=OWN_GATE, new="async with self._slot():"),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    @asynccontextmanager\n"
                    "    async def _slot(self) -> AsyncGenerator[None, None]:\n"
                    "        async with self._changed:\n"
                    "            limit = self._desk.settings.max_in_flight\n"
                    "            await self._changed.wait_for(lambda: self._busy < limit)\n"
                    "            self._busy += 1\n"
                    "        try:\n"
                    "            yield\n"
                    "        finally:\n"
                    "            async with self._changed:\n"
                    "                self._busy -= 1\n"
                    "                self._changed.notify()\n\n"
                    "    async def _pieces(self",
                ),
            ),
            imports=("from contextlib import asynccontextmanager",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a semaphore per call, only named",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=f"        {OWN_GATE}",
                    new="        gate = asyncio.Semaphore(self._desk.settings.max_in_flight)\n"
                    "        async with gate:",
                ),
            ),
        ),
    ),
)
