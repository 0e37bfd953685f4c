"""That it was a timeout is dropped from the refusal."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.handlers import LOST_EXCEPTION_CAUSE
from checker.rules.rule import Severity
from solutions.agent_desk.places import APPROVALS, CONTRIBUTING

FLAWED = (
    "        except TimeoutError:\n"
    '            raise RefusedError(f"nobody allowed it in time: {action}") from None\n'
)

DEFECT = Defect(
    slug="timeout-cause-dropped",
    rule=LOST_EXCEPTION_CAUSE,
    severity=Severity.MINOR,
    group="approval-wait",
    changes=(
        Edit(
            path=APPROVALS,
            clean="        except TimeoutError as error:\n"
            '            raise RefusedError(f"nobody allowed it in time: {action}") from error\n',
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=CONTRIBUTING, text="derive from `AgentDeskError`; their cause is kept"),),
    explanation="from None drops the cause of the refusal: the log cannot tell a timeout from a "
    "person's no. CONTRIBUTING asks to keep the cause; raise from error.",
    checks=(HiddenTest(node_id="test_approvals.py::test_the_cause_of_a_refusal_is_kept"),),
    right_fixes=(
        Fix(
            name="as it was caught",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old=FLAWED,
                    new="        except TimeoutError as late:\n"
                    '            raise RefusedError(f"nobody allowed it in time: {action}") from late\n',
                ),
            ),
        ),
        Fix(
            name="set by hand",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old=FLAWED,
                    new="        except TimeoutError as late:\n"
                    '            refusal = RefusedError(f"nobody allowed it in time: {action}")\n'
                    "            refusal.__cause__ = late\n"
                    "            raise refusal\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the class in the text",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old=FLAWED,
                    new="        except TimeoutError as late:\n"
                    '            raise RefusedError(f"{type(late).__name__}: {action}") from None\n',
                ),
            ),
        ),
    ),
)
