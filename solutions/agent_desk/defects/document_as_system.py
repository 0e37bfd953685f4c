"""A stranger's document is part of the system message."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.prompts import UNTRUSTED_TEXT_IN_SYSTEM_MESSAGE
from checker.rules.rule import Severity
from solutions.agent_desk.places import CONTRIBUTING, TOOLS

FLAWED = (
    '            SystemMessage(content=f"{SUMMARISE}\\n{self._redactor.hide(document)}"),\n'
    '            UserMessage(content="Summarise it."),\n'
)

DEFECT = Defect(
    slug="document-as-system",
    rule=UNTRUSTED_TEXT_IN_SYSTEM_MESSAGE,
    severity=Severity.BLOCKER,  # a hole in normal use
    group="summary-prompt",
    changes=(
        Edit(
            path=TOOLS,
            clean="            SystemMessage(content=SUMMARISE),\n"
            "            UserMessage(content=self._redactor.hide(document)),\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=CONTRIBUTING, text="What they say is data: it never has the system's voice"),),
    explanation="The document is put into the system message, so instructions that a stranger "
    "wrote in it are obeyed as if they were ours. Send it as a user message.",
    checks=(HiddenTest(node_id="test_documents.py::test_a_document_never_has_the_systems_voice"),),
    right_fixes=(
        Fix(
            name="a message of its own",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="            SystemMessage(content=SUMMARISE),\n"
                    '            UserMessage(content=f"Summarise it.\\n{self._redactor.hide(document)}"),\n',
                ),
            ),
        ),
        Fix(
            name="without a system message",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new='            UserMessage(content=f"{SUMMARISE}\\n{self._redactor.hide(document)}"),\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a second system message",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="            SystemMessage(content=SUMMARISE),\n"
                    "            SystemMessage(content=self._redactor.hide(document)),\n"
                    '            UserMessage(content="Summarise it."),\n',
                ),
            ),
        ),
    ),
)
