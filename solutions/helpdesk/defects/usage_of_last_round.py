"""Only the last round of a tool loop is counted."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.answers import INCOMPLETE_USAGE_COUNT
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

ASKED = "            if message is None or not message.tool_calls:\n"
COUNTED = "                self.usage.add(response.usage)\n"

DEFECT = Defect(
    slug="usage-of-last-round",
    rule=INCOMPLETE_USAGE_COUNT,
    severity=Severity.MINOR,
    changes=(
        Edit(path=DRAFTING, clean=ASKED, flawed=ASKED + COUNTED),
        Edit(
            path=DRAFTING,
            clean='            raise AnswerError(f"ticket {ticket.id}: the model cannot be reached '
            'now") from error\n        self.usage.add(response.usage)\n',
            flawed='            raise AnswerError(f"ticket {ticket.id}: the model cannot be reached '
            'now") from error\n',
        ),
    ),
    explanation="usage is added only when the model answers without a tool call, so the rounds "
    "with tool calls are billed and not counted. Add it after every request.",
    checks=(HiddenTest(node_id="test_tools.py::test_every_round_is_counted"),),
    right_fixes=(
        Fix(
            name="counted at the top of the round",
            replacements=(
                Replacement(path=DRAFTING, old=ASKED + COUNTED, new=ASKED),
                Replacement(
                    path=DRAFTING,
                    old="            message = response.choices[0].message\n",
                    new="            self.usage.add(response.usage)\n"
                    "            message = response.choices[0].message\n",
                ),
            ),
        ),
        Fix(
            name="counted by a method",
            replacements=(
                Replacement(path=DRAFTING, old=ASKED + COUNTED, new=ASKED),
                Replacement(
                    path=DRAFTING,
                    old="            response = await self._complete(ticket, messages)\n",
                    new="            response = await self._counted(ticket, messages)\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="    async def _complete(",
                    new="    async def _counted(\n"
                    "        self, ticket: Ticket, messages: list[ChatCompletionRequestMessage]\n"
                    "    ) -> ChatCompletionResponse:\n"
                    "        response = await self._complete(ticket, messages)\n"
                    "        self.usage.add(response.usage)\n"
                    "        return response\n\n"
                    "    async def _complete(",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="counted for tool calls only",
            replacements=(
                Replacement(path=DRAFTING, old=ASKED + COUNTED, new=ASKED),
                Replacement(
                    path=DRAFTING,
                    old="            messages.append(message)\n",
                    new="            self.usage.add(response.usage)\n"
                    "            messages.append(message)\n",
                ),
            ),
        ),
    ),
)
