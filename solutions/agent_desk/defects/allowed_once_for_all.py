"""One permission lets every later payment of the session through."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.security import APPROVAL_NOT_BOUND_TO_ACTION
from solutions.agent_desk.places import AGENT

FLAWED_1 = (
    '        """Return once a person has allowed to use a tool in this session."""\n'
    "        if (session, tool.name) in self._allowed:\n"
    "            return\n"
    "        self._allowed.add((session, tool.name))\n"
)
FLAWED_2 = (
    "        self.approvals = Approvals(office.settings.approval_deadline_s)\n"
    "        self._allowed: set[tuple[str, str]] = set()\n"
)

DEFECT = Defect(
    slug="allowed-once-for-all",
    rule=APPROVAL_NOT_BOUND_TO_ACTION,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=AGENT,
            clean='        """Return once a person has allowed to use a tool with exactly these values."""\n',
            flawed=FLAWED_1,
        ),
        Edit(
            path=AGENT,
            clean="        self.approvals = Approvals(office.settings.approval_deadline_s)\n",
            flawed=FLAWED_2,
        ),
    ),
    explanation="The permission is remembered by tool and session, not by what is to be done: "
    "after the first payment was asked about, every later payment of any amount goes "
    "through unasked, even after a no. Ask about every action.",
    checks=(HiddenTest(node_id="test_approvals.py::test_every_payment_is_asked_about"),),
    right_fixes=(
        Fix(
            name="asked about every action",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED_1,
                    new='        """Return once a person has allowed to use a tool with exactly these values."""\n',
                ),
                Replacement(
                    path=AGENT,
                    old=FLAWED_2,
                    new="        self.approvals = Approvals(office.settings.approval_deadline_s)\n",
                ),
            ),
        ),
        Fix(
            name="kept as a record only",
            replacements=(
                Replacement(
                    path=AGENT,
                    old="        if (session, tool.name) in self._allowed:\n"
                    "            return\n"
                    "        self._allowed.add((session, tool.name))\n",
                    new="        self._allowed.add((session, tool.name))\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="remembered by claim",
            replacements=(
                Replacement(
                    path=AGENT,
                    old="        if (session, tool.name) in self._allowed:\n"
                    "            return\n"
                    "        self._allowed.add((session, tool.name))\n",
                    new='        if (session, str(values.get("claim_id"))) in self._allowed:\n'
                    "            return\n"
                    '        self._allowed.add((session, str(values.get("claim_id"))))\n',
                ),
            ),
        ),
    ),
)
