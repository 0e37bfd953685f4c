"""The arguments of tools are logged in clear."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.rule import Severity
from checker.rules.security import PERSONAL_DATA_IN_LOG
from solutions.agent_desk.places import AGENT, CONTRIBUTING

FLAWED = '        logger.info("session %s: %s(%s)", session, call.name, call.arguments)\n'

DEFECT = Defect(
    slug="arguments-in-the-log",
    rule=PERSONAL_DATA_IN_LOG,
    severity=Severity.MAJOR,
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
    rubric=Rubric(
        what=(
            "call.arguments",
            "arguments",
            "logger.info",
            "logged",
            "logging",
            "log line",
            "log message",
            "the log",
            "logs",
        ),
        why=(
            "personal data",
            "pii",
            "privacy",
            "in clear",
            "clear text",
            "cleartext",
            "plain text",
            "unredacted",
            "not redacted",
            "iban",
            "bank account",
            "bank accounts",
            "sensitive",
            "gdpr",
            "leak",
            "leaks",
            "contributing",
        ),
        fix=(
            "name only",
            "only the name",
            "log the name",
            "without the arguments",
            "drop the arguments",
            "remove arguments",
            "do not log",
            "don't log",
            "redact",
            "hide",
        ),
        paraphrases=(
            (
                "The arguments are logged in clear, so IBANs end up in the log; CONTRIBUTING "
                "forbids that."
            ),
            "PII in logs",
            "Please log only the tool's name, call.arguments contains personal data.",
            "Shouldn't the arguments stay out of the log? They hold bank accounts after show().",
            "logger.info writes unredacted arguments: personal data must not go into logs.",
            "The log have the arguments with IBAN, it is privacy problem.",
        ),
        forbidden=(
            "logging is too slow",
            "f-string in log",
        ),
        near_misses=("Logging each tool call helps with support.",),
    ),
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
