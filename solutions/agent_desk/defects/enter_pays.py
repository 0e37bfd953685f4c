"""At the terminal everything but a no is a yes."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.validation import ALLOWED_BY_DEFAULT
from solutions.agent_desk.places import CLI

FLAWED = '            approvals.decide(pending.id, allow=said.strip().lower() not in {"n", "no"})\n'

DEFECT = Defect(
    slug="enter-pays",
    rule=ALLOWED_BY_DEFAULT,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=CLI,
            clean='            approvals.decide(pending.id, allow=said.strip().lower() in {"y", "yes"})\n',
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=CLI, text="? [y/N] "),),
    explanation="Everything except n and no counts as consent: pressing Enter or a typo pays, "
    "although the prompt says [y/N]. Allow only on y or yes.",
    checks=(HiddenTest(node_id="test_cli.py::test_only_a_yes_is_a_yes"),),
    right_fixes=(
        Fix(
            name="begins with y",
            replacements=(
                Replacement(
                    path=CLI,
                    old=FLAWED,
                    new='            approvals.decide(pending.id, allow=said.strip().lower() == "y" or said == "yes")\n',
                ),
            ),
        ),
        Fix(
            name="by a list",
            replacements=(
                Replacement(
                    path=CLI,
                    old=FLAWED,
                    new="            answer = said.strip().casefold()\n"
                    '            approvals.decide(pending.id, allow=bool(answer) and answer in "y yes".split())\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="enter only",
            replacements=(
                Replacement(
                    path=CLI,
                    old='allow=said.strip().lower() not in {"n", "no"}',
                    new='allow=said.strip().lower() not in {"n", "no", ""}',
                ),
            ),
        ),
    ),
)
