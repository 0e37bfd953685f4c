"""The terminal is waited for on the event loop."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, LintCheck, Replacement
from checker.rules.concurrency import BLOCKING_CALL_IN_COROUTINE
from checker.rules.rule import Severity
from solutions.agent_desk.places import CLI, MAIN

FLAWED = '            said = input(f"\\n{pending.action}? [y/N] ")\n'

DEFECT = Defect(
    slug="input-on-the-loop",
    rule=BLOCKING_CALL_IN_COROUTINE,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=CLI,
            clean='            said = await asyncio.to_thread(input, f"\\n{pending.action}? [y/N] ")\n',
            flawed=FLAWED,
        ),
    ),
    explanation="input() blocks the event loop while the clerk thinks: streams, timeouts and every "
    "other task stand still. Run it with asyncio.to_thread.",
    checks=(
        LintCheck(code="ASYNC250", anchor=MAIN, visible=True),
        HiddenTest(node_id="test_cli.py::test_waiting_for_a_person_does_not_block_the_loop"),
    ),
    right_fixes=(
        Fix(
            name="the executor of the loop",
            replacements=(
                Replacement(
                    path=CLI,
                    old=FLAWED,
                    new='            question = f"\\n{pending.action}? [y/N] "\n'
                    "            said = await asyncio.get_running_loop().run_in_executor(None, input, question)\n",
                ),
            ),
        ),
        Fix(
            name="a function for the thread",
            replacements=(
                Replacement(
                    path=CLI,
                    old=FLAWED,
                    new="            said = await asyncio.to_thread(_typed, pending.action)\n",
                ),
                Replacement(
                    path=CLI,
                    old="async def _decide(approvals: Approvals) -> None:\n",
                    new="def _typed(action: str) -> str:\n"
                    '    return input(f"\\n{action}? [y/N] ")\n'
                    "\n"
                    "\n"
                    "async def _decide(approvals: Approvals) -> None:\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="awaited after the fact",
            replacements=(
                Replacement(
                    path=CLI,
                    old=FLAWED,
                    new='            said = input(f"\\n{pending.action}? [y/N] ")\n'
                    "            await asyncio.sleep(0)\n",
                ),
            ),
        ),
    ),
)
