"""The deadline for a person's word is gone."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.asynchrony import MISSING_DEADLINE
from checker.rules.rule import Severity
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
    checks=(HiddenTest(node_id="test_approvals.py::test_nobody_is_waited_for_without_end"),),
    rubric=Rubric(
        what=(
            "timeout",
            "deadline",
            "deadline_s",
            "approval_deadline_s",
            "_deadline_s",
            "no limit",
            "await decision",
            "waits without",
            "unbounded wait",
        ),
        why=(
            "for ever",
            "forever",
            "endless",
            "endlessly",
            "never ends",
            "hang",
            "hangs",
            "indefinitely",
            "never used",
            "unused",
            "ignored",
            "no effect",
            "blocks",
            "blocked",
            "stuck",
            "without end",
            "without timeout",
            "missing",
            "no timeout",
            "never times out",
        ),
        fix=(
            "asyncio.timeout",
            "wait_for",
            "add a timeout",
            "use the deadline",
            "use deadline_s",
            "use _deadline_s",
            "refusederror",
            "wrap",
        ),
        paraphrases=(
            (
                "The await on decision has no timeout: approval_deadline_s is never used and the "
                "session hangs forever when nobody decides."
            ),
            "no deadline for approvals",
            "Use asyncio.timeout(self._deadline_s) here, no answer is a no.",
            (
                "Shouldn't the deadline be applied? An unanswered question blocks its session "
                "endlessly."
            ),
            "self._deadline_s is stored but unused, so we wait indefinitely for a person.",
            "It wait forever when the clerk don't answer, the timeout is missing.",
        ),
        forbidden=(
            "timeout too short",
            "timeout is too long",
            "counts as allowed",
        ),
        near_misses=("A future is a good fit for a decision.",),
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
