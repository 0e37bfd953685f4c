"""The function that makes keys says Any for what it takes and gives."""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, LintCheck, Modules, Replacement, StructureCheck
from checker.rules.rule import Severity
from checker.rules.typing_faults import ANY_IN_SIGNATURE
from solutions.llm_gateway.places import DRAIN, SERVING, SHARING

FLAWED = "def _key(ask: Any) -> Any:\n"
USED_AS_IT_IS = {SHARING}  # what a coroutine yields and is sent is Any


def signatures_say_their_types(modules: Modules) -> bool:
    """Return whether no function of the library takes or gives just anything, by whatever name."""
    library = {path: each for path, each in modules.items() if path.parts[0] == "src"}
    if SERVING not in library or not m.findall(library[SERVING], m.FunctionDef()):
        return False
    return not any(
        _says_anything(module) for path, module in library.items() if path not in USED_AS_IT_IS
    )


def _says_anything(module: cst.Module) -> bool:
    anything = m.Name("Any") | m.Attribute(attr=m.Name("Any"))
    aliased = m.Assign(value=anything) | m.AnnAssign(value=anything)
    untyped = m.FunctionDef(returns=None)
    said = [node for node in m.findall(module, m.Annotation()) if m.findall(node, anything)]
    nothing = m.findall(module, m.Annotation(annotation=m.Name("object")))
    return bool(said or nothing or m.findall(module, aliased | untyped))


DEFECT = Defect(
    slug="key-of-anything",
    rule=ANY_IN_SIGNATURE,
    severity=Severity.NIT,
    changes=(Edit(path=SERVING, clean="def _key(ask: Ask) -> Key:\n", flawed=FLAWED),),
    imports=("from typing import Any",),
    explanation="_key takes an Ask and returns a Key, but its signature says Any twice: mypy checks "
    "nothing there any more. Write the types.",
    checks=(
        LintCheck(code="ANN401", anchor=DRAIN),
        StructureCheck(
            anchor=DRAIN,
            holds=signatures_say_their_types,
            asks="no function of the library takes or gives just anything",
        ),
    ),
    right_fixes=(
        Fix(
            name="the types",
            replacements=(
                Replacement(path=SERVING, old=FLAWED, new="def _key(ask: Ask, /) -> Key:\n"),
            ),
        ),
        Fix(
            name="the tuple spelled out",
            replacements=(
                Replacement(
                    path=SERVING, old=FLAWED, new="def _key(ask: Ask) -> tuple[str | int, ...]:\n"
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="only what it takes",
            replacements=(
                Replacement(path=SERVING, old=FLAWED, new="def _key(ask: Ask) -> Any:\n"),
            ),
        ),
    ),
)
