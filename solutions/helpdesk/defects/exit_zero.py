"""The command exits with 0 although tickets failed."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.failures import SUCCESS_EXIT_CODE_ON_FAILURE
from checker.rules.rule import Severity
from solutions.helpdesk.places import CLI

DONE = '    print(f"{len(run.drafts)} drafted, {drafter.usage.completion_tokens} tokens written")\n'
FLAWED = f"{DONE}    return 0\n"

DEFECT = Defect(
    slug="exit-zero",
    rule=SUCCESS_EXIT_CODE_ON_FAILURE,
    severity=Severity.MAJOR,
    group="queue-failures",
    changes=(Edit(path=CLI, clean=f"{DONE}    return 1 if run.failures else 0\n", flawed=FLAWED),),
    sites=(Site(path=CLI, text="return the exit code: 0 done, 1 a ticket failed"),),
    explanation="The draft command always exits with 0, even when tickets failed, so a nightly "
    "job never notices. Return 1 if run.failures is not empty.",
    checks=(HiddenTest(node_id="test_cli.py::test_failures_are_told_by_the_exit_code"),),
    right_fixes=(
        Fix(
            name="as a number",
            replacements=(
                Replacement(
                    path=CLI, old=FLAWED, new=f"{DONE}    return int(bool(run.failures))\n"
                ),
            ),
        ),
        Fix(
            name="a failing run is an error",
            replacements=(
                Replacement(
                    path=CLI,
                    old=FLAWED,
                    new=f"{DONE}    if run.failures:\n"
                    '        raise HelpdeskError(f"{len(run.failures)} tickets failed")\n'
                    "    return 0\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="1 only if nothing was drafted",
            replacements=(
                Replacement(path=CLI, old=FLAWED, new=f"{DONE}    return 0 if run.drafts else 1\n"),
            ),
        ),
    ),
)
