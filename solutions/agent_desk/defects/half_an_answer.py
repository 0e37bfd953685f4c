"""An answer that ran into the token limit counts as whole."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.answers import IGNORED_FINISH_REASON
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT

FLAWED = 'ENDS = ("stop", "length", "tool_calls")\n'

DEFECT = Defect(
    slug="half-an-answer",
    rule=IGNORED_FINISH_REASON,
    severity=Severity.MAJOR,
    changes=(Edit(path=AGENT, clean='ENDS = ("stop", "tool_calls")\n', flawed=FLAWED),),
    sites=(Site(path=AGENT, text="if finish not in ENDS:"),),
    explanation="ENDS admits finish_reason 'length': an answer that was cut off at answer_tokens "
    "is taken for complete and written to the journal. Only stop and tool_calls are "
    "regular ends.",
    checks=(HiddenTest(node_id="test_stream.py::test_an_answer_cut_short_is_an_error"),),
    right_fixes=(
        Fix(
            name="in the other order",
            replacements=(
                Replacement(
                    path=AGENT, old=FLAWED, new='ENDS = frozenset({"tool_calls", "stop"})\n'
                ),
            ),
        ),
        Fix(
            name="told apart",
            replacements=(
                Replacement(
                    path=AGENT,
                    old="        if finish not in ENDS:\n",
                    new='        if finish == "length":\n'
                    '            raise AgentError("the answer is longer than answer_tokens")\n'
                    "        if finish not in ENDS:\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a warning in the log",
            replacements=(
                Replacement(
                    path=AGENT,
                    old="        if finish not in ENDS:\n",
                    new='        if finish == "length":\n'
                    '            logger.warning("an answer was cut short")\n'
                    "        if finish not in ENDS:\n",
                ),
            ),
        ),
    ),
)
