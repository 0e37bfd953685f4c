"""An action that was given up waits for a decision for ever."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.resources import CLEANUP_SKIPPED_ON_FAILURE
from checker.rules.rule import Severity
from solutions.agent_desk.places import APPROVALS

FLAWED = "        del self._waiting[pending.id]\n        if not allowed:\n"

DEFECT = Defect(
    slug="pending-for-ever",
    rule=CLEANUP_SKIPPED_ON_FAILURE,
    severity=Severity.MAJOR,
    group="approval-wait",
    changes=(
        Edit(
            path=APPROVALS,
            clean="        finally:\n"
            "            del self._waiting[pending.id]\n"
            "        if not allowed:\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=APPROVALS, text="self._waiting[pending.id] = (pending, decision)"),),
    explanation="The entry is deleted only when a decision came: after a timeout or a cancellation "
    "it stays in _waiting, and a person is still asked about something that nobody "
    "does any more. Delete it in a finally block.",
    checks=(HiddenTest(node_id="test_deciding.py::test_what_is_given_up_waits_no_more"),),
    right_fixes=(
        Fix(
            name="popped in a finally",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old=FLAWED,
                    new="        finally:\n"
                    "            self._waiting.pop(pending.id, None)\n"
                    "        if not allowed:\n",
                ),
            ),
        ),
        Fix(
            name="when the future is done",
            replacements=(
                Replacement(path=APPROVALS, old=FLAWED, new="        if not allowed:\n"),
                Replacement(
                    path=APPROVALS,
                    old="        self._news.put_nowait(pending)\n",
                    new="        decision.add_done_callback(lambda _: self._waiting.pop(pending.id, None))\n"
                    "        self._news.put_nowait(pending)\n",
                ),
                Replacement(
                    path=APPROVALS,
                    old="        return tuple(pending for pending, _ in self._waiting.values())\n",
                    new="        waiting = self._waiting.values()\n"
                    "        return tuple(pending for pending, decision in waiting if not decision.done())\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="after a timeout only",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old='            raise RefusedError(f"nobody allowed it in time: {action}") from error\n'
                    "        del self._waiting[pending.id]\n",
                    new="            del self._waiting[pending.id]\n"
                    '            raise RefusedError(f"nobody allowed it in time: {action}") from error\n'
                    "        del self._waiting[pending.id]\n",
                ),
            ),
        ),
    ),
)
