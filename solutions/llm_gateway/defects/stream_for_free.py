"""Streams are no longer charged."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.answers import INCOMPLETE_USAGE_COUNT
from checker.rules.rule import Severity
from solutions.llm_gateway.places import CONTRIBUTING, UPSTREAM

FLAWED = """\
                async for event in events:
                    for choice in event.data.choices:
"""
CHARGED = """\
                async for event in events:
                    if event.data.usage:
                        await self._ledger.charge(ask.tenant, _billed(event.data.usage))
                    for choice in event.data.choices:
"""

DEFECT = Defect(
    slug="stream-for-free",
    rule=INCOMPLETE_USAGE_COUNT,
    severity=Severity.BLOCKER,  # every stream, in normal use
    changes=(Edit(path=UPSTREAM, clean=CHARGED, flawed=FLAWED),),
    sites=(Site(path=CONTRIBUTING, text="Every call that was billed is charged,"),),
    explanation="The usage of the last event is no longer charged to the ledger: streams cost the "
    "tenant nothing and its budget never ends. Charge event.data.usage as before.",
    checks=(HiddenTest(node_id="test_budget.py::test_a_stream_is_charged"),),
    right_fixes=(
        Fix(
            name="charged by a method",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new="                async for event in events:\n"
                    "                    await self._charge(ask, event.data.usage)\n"
                    "                    for choice in event.data.choices:\n",
                ),
                Replacement(
                    path=UPSTREAM,
                    old="    async def _retried(self",
                    new="    async def _charge(self, ask: Ask, usage: UsageInfo | None) -> None:\n"
                    "        if usage:\n"
                    "            await self._ledger.charge(ask.tenant, _billed(usage))\n\n"
                    "    async def _retried(self",
                ),
            ),
        ),
        Fix(
            name="charged at the end",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new="                async for event in events:\n"
                    "                    usage = event.data.usage or usage\n"
                    "                    for choice in event.data.choices:\n",
                ),
                Replacement(
                    path=UPSTREAM,
                    old="        finish = None\n        try:\n",
                    new="        finish = None\n"
                    "        usage: UsageInfo | None = None\n"
                    "        try:\n",
                ),
                Replacement(
                    path=UPSTREAM,
                    old='        if finish != "stop":\n',
                    new="        if usage is not None:\n"
                    "            await self._ledger.charge(ask.tenant, _billed(usage))\n"
                    '        if finish != "stop":\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="charged without what was said",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new="                async for event in events:\n"
                    "                    if event.data.usage:\n"
                    "                        prompt = event.data.usage.prompt_tokens or 0\n"
                    "                        usage = Usage(prompt_tokens=prompt)\n"
                    "                        await self._ledger.charge(ask.tenant, usage)\n"
                    "                    for choice in event.data.choices:\n",
                ),
            ),
        ),
    ),
)
