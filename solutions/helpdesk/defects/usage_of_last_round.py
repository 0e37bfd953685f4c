"""Only the last round of a tool loop is counted."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.mistral import INCOMPLETE_USAGE
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

ASKED = "            if message is None or not message.tool_calls:\n"
COUNTED = "                self.usage.add(response.usage)\n"

DEFECT = Defect(
    slug="usage-of-last-round",
    rule=INCOMPLETE_USAGE,
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
    rubric=Rubric(
        what=(
            "usage",
            "tokens counted",
            "token count",
            "counted only",
            "only the last",
            "only counts",
            "last response",
            "last round",
            "final round",
        ),
        why=(
            "every round billed",
            "rounds billed",
            "not counted",
            "undercount",
            "under-report",
            "underreport",
            "too low",
            "tool rounds",
            "rounds with tool calls",
            "missing tokens",
            "ignores earlier",
            "only the last",
            "only last",
            "incomplete",
        ),
        fix=(
            "add after every",
            "every response",
            "each response",
            "each round",
            "every request",
            "inside complete",
            "in _complete",
            "accumulate",
            "before the check",
        ),
        paraphrases=(
            (
                "Usage is only recorded for the final answer; the tool rounds are billed too but not "
                "counted."
            ),
            "only the last round's usage is added",
            "self.usage.add must run for every response, not just for the one without tool calls.",
            "Don't we also pay for the requests that end in a tool call? Their tokens are missing.",
            "The token count is too low whenever the model used a tool.",
            "It count only the last answer, the others rounds are forgotten.",
        ),
    ),
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
