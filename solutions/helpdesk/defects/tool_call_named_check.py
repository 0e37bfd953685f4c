"""The method that runs a tool is named as if it only looked at it."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import MISLEADING_NAME
from checker.rules.rule import Severity
from solutions.helpdesk.naming import functions_that_take, words
from solutions.helpdesk.places import DRAFT, DRAFTING

USED = "                result = await self._validate_call(call, ticket)\n"
DEFINED = "    async def _validate_call(self, call: ToolCall, ticket: Ticket) -> str:\n"
MEANING = words(
    "run call execute invoke answer perform use handle apply result dispatch lookup look order tool"
    " response output resolve status process fetch find get do serve respond query act make fulfil"
    " fulfill complete obtain read reply ask give retrieve load evaluate request carry exec"
)
ONLY_LOOKS = {"validate", "check", "verify", "is", "assert", "test", "inspect", "ensure"}


def runs_are_called_runs(modules: Modules) -> bool:
    """Return whether whoever takes a tool call and returns its result says so."""
    names = functions_that_take(modules[DRAFTING], "ToolCall")
    return bool(names) and all(
        words(name) & MEANING and not words(name) & ONLY_LOOKS for name in names
    )


DEFECT = Defect(
    slug="tool-call-named-check",
    rule=MISLEADING_NAME,
    severity=Severity.MINOR,
    misnomer="_validate_call",
    changes=(
        Edit(
            path=DRAFTING,
            clean="    async def _call_tool(self, call: ToolCall, ticket: Ticket) -> str:\n",
            flawed=DEFINED,
        ),
        Edit(
            path=DRAFTING,
            clean="                result = await self._call_tool(call, ticket)\n",
            flawed=USED,
        ),
    ),
    explanation="_validate_call does not validate, it runs the tool and returns its result: the "
    "name hides what happens. Call it _call_tool.",
    checks=(
        StructureCheck(
            anchor=DRAFT,
            holds=runs_are_called_runs,
            asks="the method that runs a tool says so in its name",
        ),
    ),
    right_fixes=(
        Fix(
            name="run",
            replacements=(
                Replacement(
                    path=DRAFTING, old=USED, new=USED.replace("_validate_call", "_run_tool")
                ),
                Replacement(
                    path=DRAFTING, old=DEFINED, new=DEFINED.replace("_validate_call", "_run_tool")
                ),
            ),
        ),
        Fix(
            name="a function of the module",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=USED,
                    new="                result = await self._tool_result(call, ticket)\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old=DEFINED,
                    new=DEFINED.replace("_validate_call", "_tool_result"),
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another word for looking",
            replacements=(
                Replacement(
                    path=DRAFTING, old=USED, new=USED.replace("_validate_call", "_check_call")
                ),
                Replacement(
                    path=DRAFTING, old=DEFINED, new=DEFINED.replace("_validate_call", "_check_call")
                ),
            ),
        ),
    ),
)
