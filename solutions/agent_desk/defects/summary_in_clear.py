"""Documents are sent to be summarised with all personal data in them."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import PERSONAL_DATA_IN_PROMPT
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
    checks=(HiddenTest(node_id="test_documents.py::test_a_summary_sends_no_personal_data"),),
    rubric=Rubric(
        what=(
            "document",
            "summary",
            "summarise",
            "usermessage",
            "user message",
            "unredacted",
            "not redacted",
            "not hidden",
            "redactor",
            "redaction",
            "hide",
        ),
        why=(
            "personal data",
            "pii",
            "privacy",
            "iban",
            "bank account",
            "bank accounts",
            "phone number",
            "leaves the house",
            "leave the house",
            "sent to the api",
            "sent to mistral",
            "unredacted",
            "without redaction",
            "in clear",
            "clear text",
            "gdpr",
            "leak",
            "leaks",
        ),
        fix=(
            "self._redactor.hide",
            "redactor.hide",
            "hide it",
            "hide the document",
            "redact",
            "use the redactor",
            "placeholders",
        ),
        paraphrases=(
            (
                "The document is sent to Mistral unredacted, bank accounts and phone numbers leave "
                "the house: use self._redactor.hide(document)."
            ),
            "PII goes to the API in clear",
            (
                "summarise_document bypasses the redactor, its request contains the personal data "
                "of the document."
            ),
            (
                "Shouldn't the document be hidden first? Personal data may leave the house as "
                "placeholders only."
            ),
            "This prompt does not go through messages_for, so nobody redacts the text.",
            "The document is sent without redaction, IBAN of customer is visible for the API.",
        ),
        forbidden=(
            "placeholders are not resolved",
            "redacted twice",
        ),
        near_misses=("Three sentences are a good length for a summary.",),
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
