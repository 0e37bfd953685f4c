"""The tokens of summaries are not counted."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.answers import INCOMPLETE_USAGE_COUNT
from checker.rules.rule import Severity
from solutions.agent_desk.places import TOOLS

FLAWED = "        return self._redactor.show(text_of(response))\n"

DEFECT = Defect(
    slug="summaries-for-nothing",
    rule=INCOMPLETE_USAGE_COUNT,
    severity=Severity.MINOR,
    changes=(
        Edit(
            path=TOOLS,
            clean="        self._usage.add(response.usage)\n"
            "        return self._redactor.show(text_of(response))\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=TOOLS, text="        self._usage = usage\n"),),
    explanation="The tokens of the summary's own request are never added to the usage, although it "
    "is billed like any other. Call self._usage.add(response.usage).",
    checks=(HiddenTest(node_id="test_documents.py::test_a_summary_is_counted"),),
    right_fixes=(
        Fix(
            name="after the text",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="        billed = response.usage\n"
                    "        self._usage.add(billed)\n"
                    "        return self._redactor.show(text_of(response))\n",
                ),
            ),
        ),
        Fix(
            name="by hand",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="        self._usage.prompt_tokens += response.usage.prompt_tokens or 0\n"
                    "        self._usage.completion_tokens += response.usage.completion_tokens or 0\n"
                    "        return self._redactor.show(text_of(response))\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the answer alone",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="        self._usage.completion_tokens += response.usage.completion_tokens or 0\n"
                    "        return self._redactor.show(text_of(response))\n",
                ),
            ),
        ),
    ),
)
