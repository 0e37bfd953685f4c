"""Documents are sent to be summarised with all personal data in them."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.prompts import PERSONAL_DATA_IN_PROMPT
from checker.rules.rule import Severity
from solutions.agent_desk.places import CONTRIBUTING, TOOLS

FLAWED = "            UserMessage(content=document),\n"

DEFECT = Defect(
    slug="summary-in-clear",
    rule=PERSONAL_DATA_IN_PROMPT,
    severity=Severity.BLOCKER,
    group="summary-prompt",
    changes=(
        Edit(
            path=TOOLS,
            clean="            UserMessage(content=self._redactor.hide(document)),\n",
            flawed=FLAWED,
        ),
    ),
    sites=(
        Site(path=CONTRIBUTING, text="placeholders, whoever asks and whatever the text comes from"),
    ),
    explanation="The document goes to the API as it is: bank accounts and phone numbers in it "
    "leave the house, because this request does not pass through the redactor. Hide it "
    "with self._redactor.hide first.",
    checks=(
        HiddenTest(node_id="test_documents.py::test_a_summary_sends_no_personal_data"),
        HiddenTest(node_id="test_requests.py::test_a_summary_is_written_down_in_clear"),
    ),
    right_fixes=(
        Fix(
            name="hidden before",
            replacements=(
                Replacement(
                    path=TOOLS, old=FLAWED, new="            UserMessage(content=hidden),\n"
                ),
                Replacement(
                    path=TOOLS,
                    old="        messages: list[models.ChatCompletionRequestMessage] = [\n",
                    new="        hidden = self._redactor.hide(document)\n"
                    "        messages: list[models.ChatCompletionRequestMessage] = [\n",
                ),
            ),
        ),
        Fix(
            name="hidden where it is read",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old="        document = fenced(name, await self._office.claims.document(name))\n",
                    new="        text = self._redactor.hide(await self._office.claims.document(name))\n"
                    "        document = fenced(name, text)\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="bank accounts only",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new='            UserMessage(content=re.sub(r"[A-Z]{2}[0-9]{20}", "[IBAN]", document)),\n',
                ),
            ),
            imports=("import re",),
        ),
    ),
)
