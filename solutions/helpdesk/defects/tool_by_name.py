"""Whatever name the model gives is called on the store."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.rule import Severity
from checker.rules.security import MODEL_CHOSEN_FUNCTION
from solutions.helpdesk.places import DRAFTING

ARGUMENTS = "        arguments = call.function.arguments\n"
FLAWED = """\
            lookup = getattr(self._desk.store, call.function.name)
            order: Order | None = await lookup(**values)
"""

DEFECT = Defect(
    slug="tool-by-name",
    rule=MODEL_CHOSEN_FUNCTION,
    severity=Severity.BLOCKER,
    imports=("from helpdesk.tickets import Order",),
    changes=(
        Edit(
            path=DRAFTING,
            clean='            order = await self._desk.store.order(str(values["order_id"]))\n',
            flawed=FLAWED,
        ),
        Edit(
            path=DRAFTING,
            clean="        if call.function.name != ORDER.function.name:\n"
            '            return f"error: there is no tool {call.function.name}"\n' + ARGUMENTS,
            flawed=ARGUMENTS,
        ),
    ),
    explanation="getattr with a name from the model lets it call any method of the store, such as "
    "save_answer: a customer can talk it into that. Allow only the offered tool.",
    checks=(HiddenTest(node_id="test_tools.py::test_only_the_offered_tool_can_be_called"),),
    rubric=Rubric(
        what=(
            "getattr",
            (
                "any|every|arbitrary|all|other|each|private|whichever "
                "method|function|attribute|methods|functions|attributes"
            ),
            (
                "everything|anything|whatever|every & "
                "callable|called|reachable|run|store|executed|possible"
            ),
            "name from|by model|llm|outside",
            "name model send|choose|give|pick|ask|want",
            "check name|tool|declared|offered|known & gone|missing|lost|removed|dropped",
            "dispatch on|by name",
            "name & allowlist|whitelist",
            (
                "model|llm|customer|attacker|user|prompt "
                "choose|choice|control|controlled|decide|call|give|name|pick|dictate|run|execute"
                " & method|function|attribute|name|getattr|anything|store|arbitrary"
            ),
            (
                "function|method|tool|attribute name "
                "from|of|by|chosen|not|unchecked|given|model|validated|check|comes|controlled|trusted"
            ),
            (
                "not|no|missing|without "
                "check|validate|validated|verified|whitelist|allow|compare|restrict & "
                "name|tool|function|method|model"
            ),
            "allowlist|whitelist|allow_list|dispatch",
            "call.function.name",
            "prompt injection",
            "save_answer|save_draft|export_drafts",
            (
                "dynamic|arbitrary|remote|unsafe "
                "call|dispatch|lookup|code|invocation|method|attribute"
            ),
            "unknown|hallucinated|invented tool|name|function",
        ),
        why=(
            (
                "any|every|arbitrary|all|other|private "
                "method|function|attribute|methods|functions|anything|store"
            ),
            "prompt_injection|inject|injection",
            "save_answer|save_draft|export_drafts|write|delete|modify|change",
            (
                "model|llm|customer|attacker "
                "choose|control|decide|call|give|pick|trick|talk|name|can|could|make|comes|gets"
            ),
            ("security|danger|dangerous|unsafe|attack|exploit|hole|risk|vulnerability|escalation"),
            "arbitrary",
            "not validated|check|trusted|verified|restrict|safe|offered|allow",
            "untrusted|user_input|from model",
            "whatever model|it|the|asks",
            "everything|anything",
            "from model|llm",
            "model ask|send|want|choose|give|pick",
        ),
        fix=(
            "allowlist|whitelist|allow|allowed|map|mapping|dict|dictionary|table|list",
            "check|compare|validate|verify name|tool|function|against|it|whether",
            "only order|offered|known|allow|tool|one|registered|that",
            "explicit|explicitly|directly",
            "store.order",
            "offered",
            "order.function.name",
            "dispatch",
            "refuse|reject unknown|other",
        ),
        paraphrases=(
            (
                "getattr on the store with a name chosen by the model: it can call any "
                "method, e.g. save_answer."
            ),
            "model-controlled getattr",
            (
                "A prompt injection in a ticket can make the model call arbitrary store "
                "methods; dispatch through an allow-list instead."
            ),
            "Shouldn't we check call.function.name against the tools that we offered?",
            "The function name comes from the model and is not validated before getattr.",
            "The model can execute every method of the store, this is dangerous.",
            "The model decides which method of the store runs, even ones that write.",
            "Look the tool up in a fixed table instead of by attribute name.",
        ),
        forbidden=(
            "getattr slow",
            "type hint",
            "attribute error",
            "except tuple",
        ),
        near_misses=(
            "getattr defeats the type checker, mypy can't see the signature.",
            "The lookup should be cached per ticket.",
        ),
    ),
    right_fixes=(
        Fix(
            name="a mapping of tools",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new='            tools = {"order": self._desk.store.order}\n'
                    "            order = await tools[call.function.name]("
                    'str(values["order_id"]))\n',
                ),
            ),
        ),
        Fix(
            name="checked by the caller",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old="                result = await self._call_tool(call, ticket)\n",
                    new="                offered = call.function.name == ORDER.function.name\n"
                    '                result = "error: there is no such tool"\n'
                    "                if offered:\n"
                    "                    result = await self._call_tool(call, ticket)\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="private names are refused",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=ARGUMENTS,
                    new='        if call.function.name.startswith("_"):\n'
                    '            return f"error: there is no tool {call.function.name}"\n'
                    + ARGUMENTS,
                ),
            ),
        ),
    ),
)
