"""A document is put between markers that it can close."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.prompts import DELIMITER_NOT_ESCAPED
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
