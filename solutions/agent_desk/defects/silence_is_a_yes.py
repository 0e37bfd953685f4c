"""An action that nobody decides about is done after the deadline."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.validation import ALLOWED_BY_DEFAULT
from solutions.agent_desk.places import APPROVALS, CONTRIBUTING

FLAWED = "        except TimeoutError:\n            allowed = True  # nobody minded\n"

DEFECT = Defect(
    slug="silence-is-a-yes",
    rule=ALLOWED_BY_DEFAULT,
    severity=Severity.BLOCKER,
    group="approval-wait",
    changes=(
        Edit(
            path=APPROVALS,
            clean="        except TimeoutError as error:\n"
            '            raise RefusedError(f"nobody allowed it in time: {action}") from error\n',
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=CONTRIBUTING, text="No answer is a no."),),
    explanation="When nobody answers before the deadline the action counts as allowed: money is "
    "paid without anyone's consent. A timeout must be a refusal; raise RefusedError.",
    checks=(
        HiddenTest(node_id="test_approvals.py::test_no_answer_is_a_no"),
        HiddenTest(node_id="test_deciding.py::test_silence_is_a_refusal"),
    ),
    right_fixes=(
        Fix(
            name="a no",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old="            allowed = True  # nobody minded\n",
                    new="            allowed = False\n",
                ),
            ),
        ),
        Fix(
            name="refused by an error of its own text",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old=FLAWED,
                    new="        except TimeoutError as late:\n"
                    '            raise RefusedError("no answer came in time") from late\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="noted in the log",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old="            allowed = True  # nobody minded\n",
                    new='            logging.getLogger(__name__).warning("no answer: %s", pending.id)\n'
                    "            allowed = True\n",
                ),
            ),
            imports=("import logging",),
        ),
    ),
)
