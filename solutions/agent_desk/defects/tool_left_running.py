"""A tool that takes too long is given up, but goes on working."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.tasks import ABANDONED_WORK_GOES_ON
from solutions.agent_desk.places import AGENT

FLAWED = (
    "            async with self._slots:\n"
    "                work = asyncio.ensure_future(tool.run(**values))\n"
    "                await asyncio.wait({work}, timeout=self._office.settings.tool_deadline_s)\n"
    "                if not work.done():\n"
    "                    raise TimeoutError\n"
    "                return work.result()\n"
)

DEFECT = Defect(
    slug="tool-left-running",
    rule=ABANDONED_WORK_GOES_ON,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=AGENT,
            clean="            async with self._slots, asyncio.timeout(self._office.settings.tool_deadline_s):\n"
            "                return await tool.run(**values)\n",
            flawed=FLAWED,
        ),
    ),
    explanation="asyncio.wait does not cancel the task at its timeout: the tool goes on after it "
    "was given up, with its request and outside the limit. Cancel it, or use "
    "asyncio.timeout.",
    checks=(HiddenTest(node_id="test_rounds.py::test_a_tool_that_takes_too_long_is_stopped"),),
    right_fixes=(
        Fix(
            name="wait_for",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="            async with self._slots:\n"
                    "                deadline_s = self._office.settings.tool_deadline_s\n"
                    "                return await asyncio.wait_for(tool.run(**values), deadline_s)\n",
                ),
            ),
        ),
        Fix(
            name="cancelled by hand",
            replacements=(
                Replacement(
                    path=AGENT,
                    old="                if not work.done():\n"
                    "                    raise TimeoutError\n",
                    new="                if not work.done():\n"
                    "                    work.cancel()\n"
                    "                    await asyncio.wait({work})\n"
                    "                    raise TimeoutError\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="shielded from its own deadline",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="            async with self._slots, asyncio.timeout(self._office.settings.tool_deadline_s):\n"
                    "                return await asyncio.shield(tool.run(**values))\n",
                ),
            ),
        ),
    ),
)
