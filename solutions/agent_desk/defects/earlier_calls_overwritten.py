"""The tool calls of each event replace those of the events before it."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import FRAGMENT_OVERWRITES
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT

FLAWED = (
    "                        if choice.delta.tool_calls:\n"
    "                            reply.calls = [\n"
    "                                asked_for(call, redactor) for call in choice.delta.tool_calls\n"
    "                            ]\n"
)

DEFECT = Defect(
    slug="earlier-calls-overwritten",
    rule=FRAGMENT_OVERWRITES,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=AGENT,
            clean="                        reply.calls += [\n"
            "                            asked_for(call, redactor) for call in choice.delta.tool_calls or ()\n"
            "                        ]\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=AGENT, text="    calls: list[Call] = field(default_factory=list)"),),
    explanation="Each event of the stream overwrites reply.calls: when the tool calls come in "
    "several events only those of the last event are left. Extend the list instead of "
    "replacing it.",
    checks=(HiddenTest(node_id="test_stream.py::test_calls_of_several_events_are_all_kept"),),
    rubric=Rubric(
        what=(
            "overwrite",
            "overwrites",
            "overwritten",
            "replaces",
            "replaced",
            "replacing",
            "assigns",
            "assignment",
            "reset",
            "reply.calls =",
            "last event",
            "only the last",
            "previous calls",
            "earlier calls",
            "calls are lost",
            "loses calls",
            "lost calls",
        ),
        why=(
            "several events",
            "multiple events",
            "different events",
            "each event",
            "every event",
            "more than one event",
            "several chunks",
            "multiple chunks",
            "next chunk",
            "spread over",
            "parallel calls",
            "lost",
            "lose",
            "dropped",
            "earlier",
            "previous",
            "only the last",
            "disappear",
        ),
        fix=(
            "extend",
            "append",
            "+=",
            "accumulate",
            "add to the list",
            "collect",
        ),
        paraphrases=(
            (
                "reply.calls is overwritten by every event with tool calls, so calls that come in "
                "several chunks are lost; use extend."
            ),
            "calls of earlier events lost",
            "Accumulate here: the assignment keeps only the calls of the last event.",
            "Shouldn't this be += ? The model may stream two tool calls in two events.",
            "If the calls are spread over multiple events, the previous ones are replaced.",
            "It replace the list in each chunk, so first tool call disappear.",
        ),
        forbidden=(
            "calls are duplicated",
            "calls added twice",
        ),
        near_misses=("tool_calls may be Unset, good that it is checked.",),
    ),
    right_fixes=(
        Fix(
            name="extend",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="                        reply.calls.extend(\n"
                    "                            asked_for(call, redactor) for call in choice.delta.tool_calls or ()\n"
                    "                        )\n",
                ),
            ),
        ),
        Fix(
            name="one by one",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="                        for call in choice.delta.tool_calls or ():\n"
                    "                            reply.calls.append(asked_for(call, redactor))\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the first event wins",
            replacements=(
                Replacement(
                    path=AGENT,
                    old="                        if choice.delta.tool_calls:\n",
                    new="                        if choice.delta.tool_calls and not reply.calls:\n",
                ),
            ),
        ),
    ),
)
