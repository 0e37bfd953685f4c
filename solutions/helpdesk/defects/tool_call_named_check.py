"""The method that runs a tool is named as if it only looked at it."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, Rubric, StructureCheck
from checker.rules.naming import MISLEADING_NAME
from checker.rules.rule import Severity
from solutions.helpdesk.naming import functions_that_take, words
from solutions.helpdesk.places import DRAFT, DRAFTING

USED = "                result = await self._validate_call(call, ticket)\n"
DEFINED = "    async def _validate_call(self, call: ToolCall, ticket: Ticket) -> str:\n"
MEANING = {
    "run",
    "call",
    "execute",
    "invoke",
    "answer",
    "perform",
    "use",
    "handle",
    "apply",
    "result",
    "dispatch",
    "lookup",
    "look",
    "order",
    "tool",
    "response",
    "output",
    "resolve",
    "status",
}
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
    rubric=Rubric(
        what=(
            (
                "name & "
                "wrong|hide|suggest|not|mislead|expect|sound|only|executes|run|call|correct|from|odd"
            ),
            "wrong|misleading|confusing|bad|lying|poor name|named|naming",
            "validate_call run|executes|perform|not|do|does|hide|more|mislead|actually|is",
            (
                "validate|validating|validation & run|perform|execute|call|not "
                "only|only|more|tool's|output|sound|hide|side effect|odd|name|returns"
            ),
            "named wrong|badly|validate",
            "rename & validate|it|call_tool|run_tool|execute|method",
            "not validate|valid|check",
            "run|execute|call|perform tool & name|validate|rename",
            "does more",
            "side effect",
            "call it _call_tool|call_tool|run_tool",
            "sounds|looks like",
        ),
        why=(
            "run|perform|execute|call_tool|call|order|it|lookup",
            "run|perform|execute tool",
            "execute",
            "return result|status|output|the",
            "side effect|effects",
            "not validate|only|just|valid|check",
            "hide",
            "wrong|misleading",
            "more than",
            "tool's output|result",
            "look up|looks order",
            "sounds|suggest|expect|expected|suggests",
            "do not only",
            "run it",
        ),
        fix=(
            "rename",
            "call|name it|this|_call_tool",
            "call_tool",
            "run_tool",
            "execute_tool",
            "_call_tool|_run_tool|_execute_tool",
            "better|other|another name",
        ),
        paraphrases=(
            (
                "_validate_call actually runs the tool and returns its result, please "
                "rename it to something like _run_tool."
            ),
            "misleading name, this executes the tool",
            "The name suggests a check, but the method looks the order up.",
            "Could this be called _call_tool? It doesn't validate anything.",
            "Naming: validate hides that the tool is executed here.",
            "The method's name is not correct, it don't validate but run the tool.",
            "From the name I expect a check, but it runs the tool and gives its output.",
            "Does this only validate? It does the call as well, so name it after that.",
        ),
        forbidden=(
            "too long",
            "split in",
            "not validated at all",
            "free function",
            "before the message",
        ),
        near_misses=(
            "The arguments are not validated at all, any order_id gets through.",
            "Split this function into one that validates and one that executes.",
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
