"""All tools together are called tool."""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import SINGULAR_NAME_FOR_MANY
from checker.rules.rule import Severity
from solutions.agent_desk.places import TOOLBOX, TOOLS

FLAWED_1 = "        tool = (\n"
FLAWED_2 = "        self._tools = {each.name: each for each in tool}\n"

MEANING = {"all", "every", "offered", "list", "known", "available", "toolbox", "box", "set"}
FEWEST_LETTERS = 3  # of a plural: s alone is none


def many_tools_are_called_tools(modules: Modules) -> bool:
    """Return whether a collection of tools has a name for many."""
    one = m.Element(value=m.Call(func=m.Name("Tool")))
    many = m.Tuple(elements=[one, m.ZeroOrMore()]) | m.List(elements=[one, m.ZeroOrMore()])
    targets: list[cst.BaseExpression] = []
    for node in m.findall(modules[TOOLS], m.Assign(value=many) | m.AnnAssign(value=many)):
        match node:
            case cst.Assign():
                targets += [each.target for each in node.targets]
            case cst.AnnAssign():
                targets.append(node.target)
    names = [each.value.strip("_").split("_") for each in targets if isinstance(each, cst.Name)]
    return all(_says_many(words) for words in names)


def _says_many(words: list[str]) -> bool:
    plural = words[-1].endswith("s") and len(words[-1]) >= FEWEST_LETTERS
    return plural or bool({*words} & MEANING)


DEFECT = Defect(
    slug="tool-for-many",
    rule=SINGULAR_NAME_FOR_MANY,
    severity=Severity.NIT,
    misnomer="tool",
    changes=(
        Edit(path=TOOLS, clean="        tools = (\n", flawed=FLAWED_1),
        Edit(
            path=TOOLS,
            clean="        self._tools = {tool.name: tool for tool in tools}\n",
            flawed=FLAWED_2,
        ),
    ),
    explanation="tool is a tuple of all tools, so its name should be plural, and the loop over it "
    "reads badly. Call it tools.",
    checks=(
        StructureCheck(
            anchor=TOOLBOX,
            holds=many_tools_are_called_tools,
            asks="a collection of tools has a plural name",
        ),
    ),
    right_fixes=(
        Fix(
            name="plural",
            replacements=(
                Replacement(path=TOOLS, old=FLAWED_1, new="        tools = (\n"),
                Replacement(
                    path=TOOLS,
                    old=FLAWED_2,
                    new="        self._tools = {tool.name: tool for tool in tools}\n",
                ),
            ),
        ),
        Fix(
            name="all tools",
            replacements=(
                Replacement(path=TOOLS, old=FLAWED_1, new="        offered_tools = (\n"),
                Replacement(
                    path=TOOLS,
                    old=FLAWED_2,
                    new="        self._tools = {tool.name: tool for tool in offered_tools}\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="one again",
            replacements=(
                Replacement(path=TOOLS, old=FLAWED_1, new="        item = (\n"),
                Replacement(
                    path=TOOLS,
                    old=FLAWED_2,
                    new="        self._tools = {each.name: each for each in item}\n",
                ),
            ),
        ),
    ),
)
