"""A draft that the model did not finish is stored like any other."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import IGNORED_FINISH_REASON
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
    rubric=Rubric(
        what=(
            "finish_reason",
            "finish reason",
            "not|without|bypass|instead|no_longer|use text_of",
            "use text_of",
            "whether|if model finished|complete",
            "text_of & finished|complete|look",
            "text_of not|bypassed|gone|exists|check|instead|helper|should|does|refuse",
            ("partial|cut|unfinished draft|answer|reply|text|response|message|output|stored|saved"),
            "draft|answer|reply|text|response partial|cut|complete|ended|finished|half",
            "max_tokens|token_limit|length",
            "bypass helper|check",
            "str none|unset|content|list|chunks",
            "content none|unset|list|chunks|not str",
            "not|no check|verified complete|finished|whole|end|stopped|full",
            "str message.content",
            "stopped because|for|at length|limit",
        ),
        why=(
            "finish_reason",
            "partial",
            "cut",
            "complete|finished|full",
            "max_tokens|length|token_limit",
            "stored|saved|accepted|returned as|like|complete|half",
            "half",
            "none|unset|list|chunks|empty",
            "not check|verified|finished|complete",
            "middle of sentence",
            "text_of check|refuse|raise|verify",
            "empty",
            "none text",
            "mid sentence",
        ),
        fix=(
            "text_of",
            "check finish_reason",
            "finish_reason",
            "existing helper",
            "helper",
            "raise",
            "use helper|function",
            "refuse|reject",
        ),
        paraphrases=(
            (
                "finish_reason is not checked: an answer that hits max_tokens is saved as a"
                " complete draft."
            ),
            "bypasses text_of, truncated drafts get through",
            (
                "str(message.content) turns None or Unset into text; text_of() exists for "
                "this and also checks that the model finished."
            ),
            "What if the model stopped because of length? We would store half a reply.",
            "Please use the existing text_of helper here.",
            "It is not verified that the answer is complete, cut drafts are accepted.",
            (
                "The model may stop in the middle because of max_tokens and we store that "
                "as a finished draft."
            ),
            "Why is the helper text_of not used any more? It refuses cut answers.",
        ),
        forbidden=(
            "raise|increase|bigger|higher max_tokens",
            "too high|low|small",
            "raise it so",
        ),
        near_misses=(
            "max_tokens is too low for long answers, please raise it.",
            "Strip the text before returning it.",
        ),
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
