"""What tenants ask is written to the log."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.rule import Severity
from checker.rules.security import CONTENT_IN_LOG
from solutions.llm_gateway.places import CONTRIBUTING, UPSTREAM

FLAWED = '        logger.info("%s asks %r", ask.tenant, ask.prompt)\n'

DEFECT = Defect(
    slug="prompt-in-log",
    rule=CONTENT_IN_LOG,
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
    rubric=Rubric(
        what=(
            "prompt is logged",
            "prompts are logged",
            "logs the prompt",
            "logs prompts",
            "logging the prompt",
            "logging prompts",
            "log the prompt",
            "prompt in the log",
            "prompt in log",
            "prompts in the log",
            "prompt to the log",
            "prompt goes to the log",
            "prompt is written",
            "prompt ends up",
            "ask.prompt",
        ),
        why=(
            "personal data",
            "privacy",
            "private",
            "sensitive",
            "confidential",
            "gdpr",
            "never reach a log",
            "never reaches a log",
            "never be logged",
            "must not be logged",
            "not allowed",
            "contributing",
            "leak",
            "plain text",
            "promise",
        ),
        fix=(
            "length only",
            "only the length",
            "only its length",
            "len(ask.prompt)",
            "log the length",
            "characters",
            "remove the prompt",
            "drop the prompt",
            "do not log",
            "don't log",
        ),
        paraphrases=(
            "This logs the prompt of the tenant, CONTRIBUTING forbids that: log only its length.",
            "prompt in the log, privacy!",
            "Please don't log ask.prompt, it may contain personal data.",
            "Did we not promise that prompts never reach a log? Here ask.prompt is logged.",
            (
                "The old line logged the length, now the prompt itself ends up in the log: this is a leak."
            ),
            "The content of prompt is written in logs, this is not allowed for privacy.",
        ),
        near_misses=("One line per call at level info is rather noisy.",),
    ),
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
