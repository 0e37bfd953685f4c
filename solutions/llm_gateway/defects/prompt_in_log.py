"""What tenants ask is written to the log."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.security import PERSONAL_DATA_IN_LOG
from solutions.llm_gateway.places import CONTRIBUTING, UPSTREAM

FLAWED = '        logger.info("%s asks %r", ask.tenant, ask.prompt)\n'

DEFECT = Defect(
    slug="prompt-in-log",
    rule=PERSONAL_DATA_IN_LOG,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=UPSTREAM,
            clean='        logger.info("%s asks, %d characters", ask.tenant, len(ask.prompt))\n',
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=CONTRIBUTING, text="What tenants ask and what they are told never reaches"),),
    explanation="The whole prompt goes to the log, although prompts must never reach a log: it may "
    "hold personal data. Log its length only.",
    checks=(HiddenTest(node_id="test_privacy.py::test_prompts_reach_no_log"),),
    right_fixes=(
        Fix(
            name="the tenant alone",
            replacements=(
                Replacement(
                    path=UPSTREAM, old=FLAWED, new='        logger.info("%s asks", ask.tenant)\n'
                ),
            ),
        ),
        Fix(
            name="a function that describes an ask",
            replacements=(
                Replacement(
                    path=UPSTREAM, old=FLAWED, new="        logger.info(_described(ask))\n"
                ),
                Replacement(
                    path=UPSTREAM,
                    old="def _retry_after_s(",
                    new="def _described(ask: Ask) -> str:\n"
                    '    return f"{ask.tenant} asks, {len(ask.prompt.split())} words"\n\n\n'
                    "def _retry_after_s(",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="at another level",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new='        logger.debug("%s asks %r", ask.tenant, ask.prompt)\n',
                ),
            ),
        ),
        Fix(
            name="the beginning of it",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new='        logger.info("%s asks %.80s", ask.tenant, ask.prompt)\n',
                ),
            ),
        ),
    ),
)
