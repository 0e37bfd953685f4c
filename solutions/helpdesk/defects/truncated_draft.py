"""A draft that the model did not finish is stored like any other."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.answers import IGNORED_FINISH_REASON
from checker.rules.rule import Severity
from solutions.helpdesk.places import CLIENT, DRAFTING

FLAWED = '                return str(message.content) if message else ""\n'

DEFECT = Defect(
    slug="truncated-draft",
    rule=IGNORED_FINISH_REASON,
    severity=Severity.MAJOR,
    changes=(
        Edit(path=DRAFTING, clean="                return text_of(response)\n", flawed=FLAWED),
    ),
    sites=(Site(path=CLIENT, text='if choice.finish_reason != "stop":'),),
    explanation="finish_reason is never checked, so a draft cut off at max_tokens is stored as if "
    "it were complete. Use text_of, which refuses unfinished and empty answers.",
    checks=(
        HiddenTest(node_id="test_drafts.py::test_a_draft_cut_short_is_no_draft"),
        HiddenTest(node_id="test_drafts.py::test_an_empty_answer_is_no_draft"),
    ),
    right_fixes=(
        Fix(
            name="checked here",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new='                if response.choices[0].finish_reason != "stop":\n'
                    '                    raise AnswerError(f"ticket {ticket.id}: cut short")\n'
                    "                content = message.content if message else None\n"
                    "                if not isinstance(content, str) or not content.strip():\n"
                    '                    raise AnswerError(f"ticket {ticket.id}: no text")\n'
                    "                return content\n",
                ),
            ),
        ),
        Fix(
            name="text_of, in a method that names the ticket",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="                return self._finished(ticket, response)\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    def _finished(self, ticket: Ticket, response: ChatCompletionResponse)"
                    " -> str:\n"
                    "        try:\n"
                    "            return text_of(response)\n"
                    "        except AnswerError as error:\n"
                    '            raise AnswerError(f"ticket {ticket.id}: {error}") from error\n\n'
                    "    async def _pieces(self",
                ),
            ),
            imports=("from helpdesk.client import text_of",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="only empty answers are refused",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="                if message is None or not message.content:\n"
                    '                    raise AnswerError(f"ticket {ticket.id}: no text")\n'
                    "                return str(message.content)\n",
                ),
            ),
        ),
    ),
)
