"""A stranger's document is part of the system message."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import UNTRUSTED_SYSTEM_MESSAGE
from checker.rules.rule import Severity
from solutions.agent_desk.places import CONTRIBUTING, TOOLS

FLAWED = (
    '            SystemMessage(content=f"{SUMMARISE}\\n{self._redactor.hide(document)}"),\n'
    '            UserMessage(content="Summarise it."),\n'
)

DEFECT = Defect(
    slug="document-as-system",
    rule=UNTRUSTED_SYSTEM_MESSAGE,
    severity=Severity.MAJOR,
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
    rubric=Rubric(
        what=(
            "system message",
            "system prompt",
            "systemmessage",
            "system role",
            "system's voice",
            "system voice",
            "role system",
        ),
        why=(
            "injection",
            "prompt injection",
            "untrusted",
            "stranger",
            "strangers",
            "instructions",
            "obeys",
            "obeyed",
            "attacker",
            "document",
            "orders",
            "authority",
            "data",
        ),
        fix=(
            "user message",
            "usermessage",
            "user role",
            "as user",
            "send it as",
            "move it to the user",
            "tool message",
            "out of the system",
        ),
        paraphrases=(
            (
                "The document ends up in the system prompt: prompt injection, its instructions "
                "have the system's voice."
            ),
            "untrusted document in the system message",
            (
                "Documents come from strangers and must not be part of the SystemMessage, send it "
                "as a user message."
            ),
            (
                "Shouldn't the document go into the UserMessage? Whoever wrote it gives the model "
                "orders this way."
            ),
            (
                "CONTRIBUTING says that documents are data, here the model obeys them as system "
                "instructions."
            ),
            "The text of document is in system role, attacker can write instructions there.",
        ),
        forbidden=(
            "document is not redacted",
            "personal data",
        ),
        near_misses=("The wording of SUMMARISE is clear.",),
    ),
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
