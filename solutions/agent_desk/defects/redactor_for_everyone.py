"""All sessions share one redactor, so one can be shown the data of another."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.security import STATE_SHARED_ACROSS_USERS
from solutions.agent_desk.places import AGENT, REDACTION

FLAWED_1 = "            redactor = self._redactor\n"
FLAWED_2 = "        self._redactor = Redactor()\n        self.usage = Usage()\n"

DEFECT = Defect(
    slug="redactor-for-everyone",
    rule=STATE_SHARED_ACROSS_USERS,
    severity=Severity.BLOCKER,
    changes=(
        Edit(path=AGENT, clean="            redactor = Redactor()\n", flawed=FLAWED_1),
        Edit(path=AGENT, clean="        self.usage = Usage()\n", flawed=FLAWED_2),
    ),
    sites=(
        Site(
            path=REDACTION,
            text="A placeholder means something to the redactor that made it and to no other",
        ),
    ),
    explanation="One Redactor is shared by all sessions of the agent: a placeholder such as "
    "[IBAN-1] is resolved to the bank account of somebody else's conversation. Make a "
    "Redactor for each answer.",
    checks=(
        HiddenTest(node_id="test_documents.py::test_nobody_is_shown_the_data_of_another_session"),
    ),
    right_fixes=(
        Fix(
            name="made where it is used",
            replacements=(
                Replacement(path=AGENT, old=FLAWED_1, new="            redactor = Redactor()\n"),
                Replacement(path=AGENT, old=FLAWED_2, new="        self.usage = Usage()\n"),
            ),
        ),
        Fix(
            name="one a session",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED_1,
                    new="            redactor = self._redactors[session]\n",
                ),
                Replacement(
                    path=AGENT,
                    old=FLAWED_2,
                    new="        self._redactors: defaultdict[str, Redactor] = defaultdict(Redactor)\n"
                    "        self.usage = Usage()\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a copy that shares the values",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED_1,
                    new="            redactor = copy.copy(self._redactor)\n",
                ),
            ),
            imports=("import copy",),
        ),
    ),
)
