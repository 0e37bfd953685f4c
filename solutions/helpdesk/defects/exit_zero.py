"""The command exits with 0 although tickets failed."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.failures import SUCCESS_ON_FAILURE
from checker.rules.rule import Severity
from solutions.helpdesk.places import CLI

DONE = '    print(f"{len(run.drafts)} drafted, {drafter.usage.completion_tokens} tokens written")\n'
FLAWED = f"{DONE}    return 0\n"

DEFECT = Defect(
    slug="exit-zero",
    rule=SUCCESS_ON_FAILURE,
    severity=Severity.MAJOR,
    group="queue-failures",
    changes=(Edit(path=CLI, clean=f"{DONE}    return 1 if run.failures else 0\n", flawed=FLAWED),),
    sites=(Site(path=CLI, text="return the exit code: 0 done, 1 a ticket failed"),),
    explanation="The draft command always exits with 0, even when tickets failed, so a nightly "
    "job never notices. Return 1 if run.failures is not empty.",
    checks=(HiddenTest(node_id="test_cli.py::test_failures_are_told_by_the_exit_code"),),
    rubric=Rubric(
        what=(
            "exit|return|status code zero|always|not|wrong|1|success|reflect|never|lost",
            ("exit|exits|return|returns|ends|end zero|always|unconditional|success|not 1|status"),
            "always return|exit|zero|success",
            (
                "fail|failure|failures|failed & "
                "exit|return|status|code|job|cron|ci|script|caller|success|zero"
            ),
            "return 1|0",
            "exit 1|zero|nonzero|code|status",
            "non zero|nonzero exit|status|code|return",
            "not reach|reflect|influence|affect exit|return|status|code",
            (
                "script|job|cron|ci|caller|shell|pipeline|nightly not|think|believe|never "
                "tell|notice|see|know|learn|detect|ok|success"
            ),
            "run.failures forgotten|ignored|lost|not & script|exit|return|code|caller",
            "docstring not true|say|promise & return|1|exit|fail",
        ),
        why=(
            (
                "fail|failures|failed & even|although|despite|when|if|with|some|any|also|no"
                " matter|tickets"
            ),
            "fail & zero|return|exit|success",
            "cron|ci|job|script|nightly|shell|pipeline|monitoring|automation|caller",
            "not notice|see|tell|know|learn|detect|reflect|reach",
            "success",
            "docstring|description|docs|documentation|pr say|promise|main",
            "unconditional|always",
            "no matter",
            "go wrong",
            "forgotten",
        ),
        fix=(
            "return 1",
            "1 if run.failures",
            "exit 1",
            "nonzero",
            "non zero",
            "restore return|old|expression",
            "must|should be 1",
            "with not zero",
            "return error code|status",
            "old expression",
        ),
        paraphrases=(
            "The exit code is always 0, even when some tickets failed; it should be 1 then.",
            "returns 0 despite failures",
            "The docstring of main says 1 for a failed ticket, but draft never returns it.",
            "Shouldn't this be return 1 if run.failures else 0?",
            ("A cron job looks only at the exit status and will never see that drafts failed."),
            "When there are failures the command must exit with not zero.",
            (
                "A script that calls this can't tell that tickets failed: it ends with 0 "
                "all the same."
            ),
            "What does the command exit with when there are failures? The docs say 1.",
        ),
        forbidden=(
            "distinct code",
            "exit code 1 is for crashes",
            "such as 3",
            "sys exit",
        ),
        near_misses=(
            "Exit code 1 is for crashes, please use another one for failed tickets.",
            "The failures should be counted in the summary line too.",
        ),
    ),
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
