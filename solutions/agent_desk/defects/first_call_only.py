"""Of several calls in one reply only the first is answered."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.conversations import UNANSWERED_TOOL_CALL
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT

FLAWED = "                fresh += await self._use_tools(session, reply.calls[:1], toolbox)\n"

DEFECT = Defect(
    slug="first-call-only",
    rule=UNANSWERED_TOOL_CALL,
    severity=Severity.BLOCKER,
    group="tool-round",  # of one result nobody can tell whether several keep their order
    changes=(
        Edit(
            path=AGENT,
            clean="                fresh += await self._use_tools(session, reply.calls, toolbox)\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=AGENT, text="text=reply.text, calls=tuple(reply.calls))"),),
    explanation="Only the first tool call of a reply is run (reply.calls[:1]), but all of them "
    "stand in the assistant turn: the API answers 400 when a call has no result. "
    "Answer every call.",
    checks=(HiddenTest(node_id="test_rounds.py::test_every_call_is_answered"),),
    right_fixes=(
        Fix(
            name="one call after the other",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="                for call in reply.calls:\n"
                    "                    fresh += await self._use_tools(session, [call], toolbox)\n",
                ),
            ),
        ),
        Fix(
            name="the calls of the turn",
            replacements=(
                Replacement(
                    path=AGENT,
                    old="self._use_tools(session, reply.calls[:1], toolbox)",
                    new="self._use_tools(session, fresh[-1].calls, toolbox)",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the last instead of the first",
            replacements=(Replacement(path=AGENT, old="reply.calls[:1]", new="reply.calls[-1:]"),),
        ),
    ),
)
