"""A function names its parameters with one letter each."""

from __future__ import annotations

import re

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import CRYPTIC_NAME
from checker.rules.rule import Severity
from solutions.llm_gateway.naming import words
from solutions.llm_gateway.places import DRAIN, SHARING

CLEAN = """\
def forget(known: dict[Key, V], key: Key, value: V) -> None:
    \"\"\"Remove a value, unless another has taken its place.\"\"\"
    if known.get(key) is value:
        del known[key]
"""
FLAWED = """\
def forget(d: dict[Key, V], k: Key, v: V) -> None:
    \"\"\"Remove a value, unless another has taken its place.\"\"\"
    if d.get(k) is v:
        del d[k]
"""
SHORTEST = 3
VAGUE = {"arg", "args", "param", "foo", "bar", "baz", "xxx", "aaa", "abc"}


def parameters_say_what_they_are(modules: Modules) -> bool:
    """Return whether whoever removes something from its parameter names its parameters."""
    if SHARING not in modules or not m.findall(modules[SHARING], m.FunctionDef()):
        return False
    named = [_parameters(node) for node in _removers(modules[SHARING])]
    return all(any(map(_says, words(name))) for names in named for name in names)


def _says(word: str) -> bool:
    """Return whether a word of a name is a word of a language, and not an abbreviation."""
    spoken = re.search("[aeiou]", word) and re.search("[^aeiou]", word)
    return len(word) >= SHORTEST and bool(spoken) and word not in VAGUE


def _removers(module: cst.Module) -> list[cst.FunctionDef]:
    """Return the functions outside of classes that delete or pop from something."""
    popping = m.Call(func=m.Attribute(attr=m.Name("pop")))
    return [
        node
        for node in module.body
        if isinstance(node, cst.FunctionDef) and m.findall(node.body, m.Del() | popping)
    ]


def _parameters(function: cst.FunctionDef) -> list[str]:
    listed = function.params
    every = (*listed.posonly_params, *listed.params, *listed.kwonly_params)
    return [each.name.value for each in every]


DEFECT = Defect(
    slug="one-letter-names",
    rule=CRYPTIC_NAME,
    severity=Severity.NIT,
    misnomer="d",
    changes=(Edit(path=SHARING, clean=CLEAN, flawed=FLAWED),),
    explanation="d, k and v say nothing about what is removed from where. Give the parameters of "
    "forget real names, such as known, key and value.",
    checks=(
        StructureCheck(
            anchor=DRAIN,
            holds=parameters_say_what_they_are,
            asks="the function that removes a value says what its parameters are",
        ),
    ),
    right_fixes=(
        Fix(
            name="other words",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=FLAWED,
                    new="def forget(table: dict[Key, V], key: Key, expected: V) -> None:\n"
                    '    """Remove a value, unless another has taken its place."""\n'
                    "    if table.get(key) is expected:\n"
                    "        table.pop(key)\n",
                ),
            ),
        ),
        Fix(
            name="key and value",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=FLAWED,
                    new="def forget(under_way: dict[Key, V], key: Key, value: V) -> None:\n"
                    '    """Remove a value, unless another has taken its place."""\n'
                    "    if key in under_way and under_way[key] is value:\n"
                    "        del under_way[key]\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="two letters each",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=FLAWED,
                    new="def forget(dd: dict[Key, V], kk: Key, vv: V) -> None:\n"
                    '    """Remove a value, unless another has taken its place."""\n'
                    "    if dd.get(kk) is vv:\n"
                    "        del dd[kk]\n",
                ),
            ),
        ),
    ),
)
