"""A variable takes the name of the builtin input."""

from __future__ import annotations

import builtins

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, Rubric, StructureCheck
from checker.rules.naming import SHADOWED_BUILTIN
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT, STREAM

FLAWED = (
    "    input = arguments if isinstance(arguments, str) else json.dumps(arguments)\n"
    '    return Call(id=call.id or "", name=call.function.name, arguments=redactor.show(input))\n'
)

MEANING = {
    "text",
    "texts",
    "argument",
    "arguments",
    "args",
    "raw",
    "json",
    "payload",
    "content",
    "written",
    "string",
    "given",
    "encoded",
    "serialised",
    "serialized",
    "values",
    "body",
    "parameters",
    "split",
}


def written_arguments_are_called_so(modules: Modules) -> bool:
    """Return whether the text of a call's arguments has a name that fits and is no builtin."""
    dumped = m.Call(func=m.Attribute(value=m.Name("json"), attr=m.Name("dumps")))
    names = [
        node.targets[0].target.value
        for node in m.findall(modules[AGENT], m.Assign(value=m.IfExp()))
        if isinstance(node, cst.Assign)
        and isinstance(node.targets[0].target, cst.Name)
        and m.findall(node.value, dumped)
    ]
    return all(set(each.split("_")) & MEANING and not hasattr(builtins, each) for each in names)


DEFECT = Defect(
    slug="input-shadowed",
    rule=SHADOWED_BUILTIN,
    severity=Severity.NIT,
    misnomer="input",
    changes=(
        Edit(
            path=AGENT,
            clean="    text = arguments if isinstance(arguments, str) else json.dumps(arguments)\n"
            '    return Call(id=call.id or "", name=call.function.name, arguments=redactor.show(text))\n',
            flawed=FLAWED,
        ),
    ),
    explanation="input shadows the builtin of the same name in this function. Call it text or "
    "arguments.",
    checks=(
        StructureCheck(
            anchor=STREAM,
            holds=written_arguments_are_called_so,
            asks="no variable takes the name of a builtin",
        ),
    ),
    rubric=Rubric(
        what=(
            "input",
            "variable name",
            "name of a builtin",
            "variable named",
        ),
        why=(
            "shadows",
            "shadow",
            "shadowing",
            "builtin",
            "built-in",
            "builtin function",
            "hides the",
        ),
        fix=(
            "rename",
            "call it text",
            "text",
            "arguments",
            "another name",
            "raw",
        ),
        paraphrases=(
            "input shadows the builtin, please rename it.",
            "nit: input shadows a builtin",
            "The variable named input hides the built-in function; text would do.",
            "Could you call it text? input is a builtin.",
            "Please use another name than input, it shadows the builtin function.",
            "The name input is same as the builtin of python, better to change.",
        ),
        forbidden=(
            "input is blocking",
            "input() blocks",
            "user input",
        ),
        near_misses=("The arguments may be a dict, good.",),
    ),
    right_fixes=(
        Fix(
            name="raw text",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="    raw_text = arguments if isinstance(arguments, str) else json.dumps(arguments)\n"
                    '    return Call(id=call.id or "", name=call.function.name, arguments=redactor.show(raw_text))\n',
                ),
            ),
        ),
        Fix(
            name="without a variable",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="    if not isinstance(arguments, str):\n"
                    "        arguments = json.dumps(arguments)\n"
                    '    return Call(id=call.id or "", name=call.function.name, arguments=redactor.show(arguments))\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another builtin",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="    bytes = arguments if isinstance(arguments, str) else json.dumps(arguments)\n"
                    '    return Call(id=call.id or "", name=call.function.name, arguments=redactor.show(bytes))\n',
                ),
            ),
        ),
    ),
)
