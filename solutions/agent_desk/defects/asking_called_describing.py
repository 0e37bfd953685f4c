"""The method that asks a person is named as if it only made a text."""

from __future__ import annotations

import re

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import MISLEADING_NAME
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT, STREAM

FLAWED_1 = "    async def _describe_action(self, session: str, tool: Tool, values: Mapping[str, Any]) -> None:\n"
FLAWED_2 = "                await self._describe_action(session, tool, values)\n"

MEANING = (  # what the words of such a name begin with
    *("obtain", "ask", "get", "permi", "approv", "allow", "consent", "confirm", "request"),
    *("requir", "await", "wait", "ensure", "authori", "clear", "seek", "secure", "demand"),
    *("consult", "decision", "decide", "agree", "sign", "person", "human", "let"),
)
ONLY_SAYS = {
    *("describe", "format", "render", "text", "log", "show", "print", "explain", "announce"),
    *("prepare", "build", "make", "tell"),
}


def asking_is_called_asking(modules: Modules) -> bool:
    """Return whether the functions that ask a person say so in their names."""
    asks = m.Call(func=m.Attribute(attr=m.Name("obtain")))
    names = [
        node.name.value
        for node in m.findall(modules[AGENT], m.FunctionDef())
        if isinstance(node, cst.FunctionDef)
        and node.name.value not in {"_result", "stream"}
        and m.findall(node.body, asks)
    ]
    words = [set(re.findall("[a-z]+", name.lower())) for name in names]
    asked = bool(m.findall(modules[AGENT], asks))
    return asked and all(_says_that_it_asks(each) for each in words)


def _says_that_it_asks(words: set[str]) -> bool:
    asks = any(word.startswith(stem) for word in words for stem in MEANING)
    return asks and (not words & ONLY_SAYS or "and" in words)


DEFECT = Defect(
    slug="asking-called-describing",
    rule=MISLEADING_NAME,
    severity=Severity.MINOR,
    misnomer="_describe_action",
    changes=(
        Edit(
            path=AGENT,
            clean="    async def _obtain_permission(self, session: str, tool: Tool, values: Mapping[str, Any]) -> None:\n",
            flawed=FLAWED_1,
        ),
        Edit(
            path=AGENT,
            clean="                await self._obtain_permission(session, tool, values)\n",
            flawed=FLAWED_2,
        ),
    ),
    explanation="_describe_action does not describe anything for the caller, it waits until a "
    "person has allowed the action: the name hides the most important step. Call it "
    "_obtain_permission.",
    checks=(
        StructureCheck(
            anchor=STREAM,
            holds=asking_is_called_asking,
            asks="the method that asks a person says so in its name",
        ),
    ),
    right_fixes=(
        Fix(
            name="request approval",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED_1,
                    new="    async def _request_approval(self, session: str, tool: Tool, values: Mapping[str, Any]) -> None:\n",
                ),
                Replacement(
                    path=AGENT,
                    old=FLAWED_2,
                    new="                await self._request_approval(session, tool, values)\n",
                ),
            ),
        ),
        Fix(
            name="inside the caller",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED_2,
                    new='                euros = values.get("cents", 0) / 100\n'
                    "                action = tool.action.format(**values, euros=euros)\n"
                    "                await self.approvals.obtain(session, action)\n",
                ),
                Replacement(
                    path=AGENT,
                    old="    async def _describe_action(self, session: str, tool: Tool, values: Mapping[str, Any]) -> None:\n"
                    '        """Return once a person has allowed to use a tool with exactly these values."""\n'
                    '        euros = values.get("cents", 0) / 100\n'
                    "        action = tool.action.format(**values, euros=euros)\n"
                    "        await self.approvals.obtain(session, action)\n"
                    "\n",
                    new="",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another word for telling",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED_1,
                    new="    async def _explain_action(self, session: str, tool: Tool, values: Mapping[str, Any]) -> None:\n",
                ),
                Replacement(
                    path=AGENT,
                    old=FLAWED_2,
                    new="                await self._explain_action(session, tool, values)\n",
                ),
            ),
        ),
    ),
)
