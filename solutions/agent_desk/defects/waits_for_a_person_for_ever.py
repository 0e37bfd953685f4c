"""The deadline for a person's word is gone."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.waiting import MISSING_DEADLINE
from solutions.agent_desk.places import APPROVALS

FLAWED = "            allowed = await decision\n"

DEFECT = Defect(
    slug="waits-for-a-person-for-ever",
    rule=MISSING_DEADLINE,
    severity=Severity.MAJOR,
    group="approval-wait",
    changes=(
        Edit(
            path=APPROVALS,
            clean="            async with asyncio.timeout(self._deadline_s):\n"
            "                allowed = await decision\n"
            "        except TimeoutError as error:\n"
            '            raise RefusedError(f"nobody allowed it in time: {action}") from error\n',
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=APPROVALS, text="        self._deadline_s = deadline_s\n"),),
    explanation="decision is awaited without a timeout, so an answer that nobody decides about "
    "hangs for ever and blocks its session: approval_deadline_s is stored and never "
    "used. Wrap it in asyncio.timeout.",
    checks=(
        HiddenTest(node_id="test_approvals.py::test_an_answer_waits_for_nobody_without_end"),
        HiddenTest(node_id="test_deciding.py::test_nobody_is_waited_for_without_end"),
    ),
    right_fixes=(
        Fix(
            name="wait_for",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old=FLAWED,
                    new="            allowed = await asyncio.wait_for(decision, self._deadline_s)\n"
                    "        except TimeoutError as error:\n"
                    '            raise RefusedError("no answer came in time") from error\n',
                ),
            ),
        ),
        Fix(
            name="asyncio.wait",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old=FLAWED,
                    new="            await asyncio.wait({decision}, timeout=self._deadline_s)\n"
                    "            allowed = decision.done() and decision.result()\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a day at the most",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old=FLAWED,
                    new="            allowed = await asyncio.wait_for(decision, 86_400)\n",
                ),
            ),
        ),
    ),
)
