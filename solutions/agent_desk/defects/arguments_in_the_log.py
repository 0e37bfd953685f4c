"""The arguments of tools are logged in clear."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.security import PERSONAL_DATA_IN_LOG
from solutions.agent_desk.places import AGENT, CONTRIBUTING

FLAWED = '        logger.info("session %s: %s(%s)", session, call.name, call.arguments)\n'

DEFECT = Defect(
    slug="arguments-in-the-log",
    rule=PERSONAL_DATA_IN_LOG,
    severity=Severity.BLOCKER,  # a hole in normal use, as summary-in-clear
    changes=(
        Edit(
            path=AGENT,
            clean='        logger.info("session %s: tool %s", session, call.name)\n',
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=CONTRIBUTING, text="They never go into logs."),),
    explanation="call.arguments is in clear, with placeholders resolved: bank accounts and "
    "addresses of policy holders go into the log. Log the tool's name only.",
    checks=(HiddenTest(node_id="test_documents.py::test_nothing_personal_is_logged"),),
    right_fixes=(
        Fix(
            name="names of the arguments",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new='        logger.info("session %s: %s, %s bytes", session, call.name, len(call.arguments))\n',
                ),
            ),
        ),
        Fix(
            name="no log at all",
            replacements=(Replacement(path=AGENT, old=FLAWED, new=""),),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="at another level",
            replacements=(
                Replacement(
                    path=AGENT,
                    old='logger.info("session %s: %s(%s)"',
                    new='logger.debug("session %s: %s(%s)"',
                ),
            ),
        ),
    ),
)
