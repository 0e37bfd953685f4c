"""At the terminal everything but a no is a yes."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.failures import SILENCE_AS_CONSENT
from checker.rules.rule import Severity
from solutions.agent_desk.places import CLI

FLAWED = '            approvals.decide(pending.id, allow=said.strip().lower() not in {"n", "no"})\n'

DEFECT = Defect(
    slug="enter-pays",
    rule=SILENCE_AS_CONSENT,
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
    rubric=Rubric(
        what=(
            "enter",
            "return key",
            "empty input",
            "empty answer",
            "typo",
            "anything else",
            "anything but",
            "everything but",
            "everything except",
            "any other",
            "not in",
            "default",
            "[y/n]",
            "y/n",
        ),
        why=(
            "allowed",
            "approves",
            "approved",
            "consent",
            "counts as",
            "yes",
            "pays",
            "paid",
            "approval",
            "taken for",
            "payment",
            "default is no",
            "means no",
            "accepts",
        ),
        fix=(
            "only y",
            "only yes",
            "in y",
            "only on y",
            "y or yes",
            "explicit yes",
            "in {",
            "allow only",
            "default to no",
            "must be a yes",
        ),
        paraphrases=(
            (
                "Pressing Enter approves the payment: everything except n/no is taken for a yes, "
                "although the prompt says [y/N]."
            ),
            "Enter means yes here",
            "Only y or yes should allow it; a typo now pays money.",
            'Shouldn\'t the default be no? With "not in" an empty answer counts as consent.',
            ('Anything but "no" is accepted as approval, the check has to be the other way round.'),
            "If the user press only enter, it is approved, but default must be N.",
        ),
        forbidden=(
            "yes is refused",
            "nothing is allowed",
        ),
        near_misses=("The prompt could show the session.",),
    ),
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
