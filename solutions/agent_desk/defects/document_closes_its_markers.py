"""A document is put between markers that it can close."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import DELIMITER_NOT_ESCAPED
from checker.rules.rule import Severity
from solutions.agent_desk.places import PROMPTS, TOOLS

FLAWED = (
    "        text = await self._office.claims.document(name)\n"
    "        return f'<document name=\"{name}\">\\n{text}\\n</document>'\n"
)

DEFECT = Defect(
    slug="document-closes-its-markers",
    rule=DELIMITER_NOT_ESCAPED,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=TOOLS,
            clean="        return fenced(name, await self._office.claims.document(name))\n",
            flawed=FLAWED,
        ),
    ),
    sites=(
        Site(
            path=PROMPTS, text='"""Return a document between markers that its text cannot close."""'
        ),
    ),
    explanation="The document is put between the markers without escaping: a text that holds "
    "</document> closes them, and what follows looks as if it came from us. Use "
    "prompts.fenced.",
    checks=(HiddenTest(node_id="test_documents.py::test_a_document_stays_in_its_markers"),),
    rubric=Rubric(
        what=(
            "</document>",
            "closing tag",
            "close the markers",
            "close its markers",
            "closes the",
            "not escaped",
            "escape",
            "escaped",
            "escaping",
            "unescaped",
            "markers",
            "delimiter",
            "fenced",
            "fence",
        ),
        why=(
            "injection",
            "prompt injection",
            "break out",
            "breaks out",
            "closes",
            "close the",
            "outside the",
            "instructions",
            "looks as if",
            "untrusted",
            "stranger",
            "strangers",
            "attacker",
            "fake",
            "forged",
            "contain",
        ),
        fix=(
            "fenced",
            "use fenced",
            "html.escape",
            "escape the text",
            "escape it",
            "escape the document",
            "prompts.fenced",
        ),
        paraphrases=(
            (
                "The text is not escaped, a document containing </document> breaks out of its "
                "markers; use fenced()."
            ),
            "unescaped document, prompt injection",
            (
                "prompts.fenced exists for this: it escapes the text so that it cannot close the "
                "markers."
            ),
            (
                "Shouldn't this use fenced()? An attacker only has to write </document> and then "
                "instructions."
            ),
            (
                "A stranger's document can close the tag itself, and what follows looks like our "
                "own text."
            ),
            "The document is not escaped, so it can contain the end tag and inject something.",
        ),
        forbidden=(
            "escaped twice",
            "double escaping",
        ),
        near_misses=("The name of the document stands in the marker, good.",),
    ),
    right_fixes=(
        Fix(
            name="escaped by itself",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="        text = html.escape(await self._office.claims.document(name), quote=False)\n"
                    "        return f'<document name=\"{name}\">\\n{text}\\n</document>'\n",
                ),
            ),
            imports=("import html",),
        ),
        Fix(
            name="fenced in two steps",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="        text = await self._office.claims.document(name)\n"
                    "        return fenced(name, text)\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="one spelling of the end",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old="        text = await self._office.claims.document(name)\n",
                    new="        text = await self._office.claims.document(name)\n"
                    '        text = text.replace("</DOCUMENT>", "")\n',
                ),
            ),
        ),
    ),
)
