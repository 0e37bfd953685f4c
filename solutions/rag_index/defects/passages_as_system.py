"""Passages stand in the system message, where documents can give orders."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.prompts import UNTRUSTED_TEXT_IN_SYSTEM_MESSAGE
from checker.rules.rule import Severity
from solutions.rag_index.places import ANSWERING, CONTRIBUTING

FLAWED = r"""            SystemMessage(content=f"{RULES}\n\n{numbered}"),
            UserMessage(content=question),
"""

DEFECT = Defect(
    slug="passages-as-system",
    rule=UNTRUSTED_TEXT_IN_SYSTEM_MESSAGE,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=ANSWERING,
            clean=r"""            SystemMessage(content=RULES),
            UserMessage(content=f"{numbered}\n\nQuestion: {question}"),
""",
            flawed=FLAWED,
        ),
    ),
    sites=(
        Site(path=CONTRIBUTING, text="What documents say is data: it never has the system's voice"),
    ),
    explanation="The passages are put into the system message: whoever writes a document can give "
    "the model orders with the system's authority (prompt injection). Put them into the user "
    "message.",
    checks=(HiddenTest(node_id="test_answers.py::test_documents_never_have_the_systems_voice"),),
    right_fixes=(
        Fix(
            name="a message each",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new="            SystemMessage(content=RULES),\n"
                    "            UserMessage(content=numbered),\n"
                    "            UserMessage(content=question),\n",
                ),
            ),
        ),
        Fix(
            name="the user's text from a function",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new="            SystemMessage(content=RULES),\n"
                    "            UserMessage(content=_asked(numbered, question)),\n",
                ),
                Replacement(
                    path=ANSWERING,
                    old="def _citations(",
                    new="def _asked(numbered: str, question: str) -> str:\n"
                    r'    return f"<passages>\n{numbered}\n</passages>\n\n{question}"' + "\n\n\n"
                    "def _citations(",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="marked as data, in the same place",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new=r'            SystemMessage(content=f"{RULES}\n\n<data>{numbered}</data>"),'
                    "\n            UserMessage(content=question),\n",
                ),
            ),
        ),
        Fix(
            name="a system message of its own",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new="            SystemMessage(content=RULES),\n"
                    "            SystemMessage(content=numbered),\n"
                    "            UserMessage(content=question),\n",
                ),
            ),
        ),
    ),
)
