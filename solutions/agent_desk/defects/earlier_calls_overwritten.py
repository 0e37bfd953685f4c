"""The tool calls of each event replace those of the events before it."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.answers import STREAM_FRAGMENT_OVERWRITES
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
    rule=STREAM_FRAGMENT_OVERWRITES,
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
