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
            "only last|final|one|answer & usage|token|tokens|count|round|response|call",
            "count|counted|added|add only|just last|final|one|answer|end",
            "only counted|count last|final|one|usage|end",
            (
                "usage|tokens|token not|missing|only|lost|uncounted|incomplete|low|wrong "
                "counted|added|count|last|final|rounds|sum|end|answer"
            ),
            "not counted|count|added|add|tracked|show|summed|included",
            (
                "usage & every|each|all|intermediate|earlier|previous "
                "request|response|round|call|completion|rounds"
            ),
            (
                "tool|intermediate|earlier|other|previous rounds|calls|requests|responses &"
                " uncounted|count|usage|tokens"
            ),
            "under report|count",
            "uncounted",
            "usage.add moved|only|must|should|belong|every|each|after",
            "intermediate rounds",
            "usage too low|incomplete|small",
            "counts only",
            "tokens missing|lost",
            "move usage|call|count back|into|after|before",
        ),
        why=(
            "only last|final|one|end",
            "billed|paid|pay|cost|money",
            "missing|lost|not counted|count|show|included|added|recorded",
            "too low|small|little",
            "tool rounds",
            "intermediate|earlier|other|previous rounds|calls|requests|ones",
            "under report|count",
            "uncounted",
            "incomplete",
            "not only at end|last|final",
            "otherwise",
            "forgotten",
            "anywhere",
        ),
        fix=(
            (
                "add|count|record|call|run|after|for every|each|all "
                "request|response|round|call|completion"
            ),
            "every|each request|response|round|call|completion",
            "move back|complete|_complete|up|out|before|after",
            "in|into _complete",
            "after every|each",
            "all rounds",
        ),
        paraphrases=(
            (
                "Usage is only recorded for the final answer; the tool rounds are billed "
                "too but not counted."
            ),
            "only the last round's usage is added",
            (
                "self.usage.add must run for every response, not just for the one without "
                "tool calls."
            ),
            (
                "Don't we also pay for the requests that end in a tool call? Their tokens "
                "are missing."
            ),
            "The token count is too low whenever the model used a tool.",
            "It count only the last answer, the others rounds are forgotten.",
            "Each round costs tokens but just the final one is added to the sum.",
            "Are the requests with tool calls counted anywhere? Their tokens are lost.",
        ),
        forbidden=(
            "counted twice",
            "usage can be none",
            "without a lock",
            "stored in the database",
            "rename",
        ),
        near_misses=(
            "response.usage can be None, then add crashes.",
            "Usage should be stored in the database for every ticket.",
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
