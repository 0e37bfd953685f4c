"""The first version of the back-off is still there, as a comment."""

from __future__ import annotations

import ast

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.hygiene import COMMENTED_OUT_CODE
from checker.rules.rule import Severity
from solutions.llm_gateway.places import DRAIN, UPSTREAM

USED = (
    "        backoff_s = random.uniform(0.5, 1) * self._settings.retry_initial_ms / 1000 "
    "* 2**attempt\n"
)
DEAD = """\
        # backoff_s = self._settings.retry_initial_ms / 1000 * attempt
        # backoff_s = min(backoff_s, 5)
"""


def no_code_stands_in_comments(modules: Modules) -> bool:
    """Return whether no comment of the library would run if it were none."""
    library = [module for path, module in modules.items() if path.parts[0] == "src"]
    if UPSTREAM not in modules or not m.findall(modules[UPSTREAM], m.FunctionDef()):
        return False
    found = [node for module in library for node in m.findall(module, m.Comment())]
    return not any(_is_code(node.value) for node in found if isinstance(node, cst.Comment))


def _is_code(comment: str) -> bool:
    try:
        body = ast.parse(comment.lstrip("# ")).body
    except SyntaxError:
        return False
    return any(
        isinstance(each, ast.Assign | ast.AugAssign | ast.Return)
        or (isinstance(each, ast.Expr) and isinstance(each.value, ast.Call | ast.Await))
        for each in body
    )


DEFECT = Defect(
    slug="backoff-commented-out",
    rule=COMMENTED_OUT_CODE,
    severity=Severity.NIT,
    changes=(Edit(path=UPSTREAM, clean=USED, flawed=f"{DEAD}{USED}"),),
    explanation="Commented-out code of an earlier back-off is left in; git remembers it. Delete the "
    "two lines.",
    checks=(
        StructureCheck(
            anchor=DRAIN,
            holds=no_code_stands_in_comments,
            asks="no code stands in comments",
        ),
    ),
    right_fixes=(
        Fix(
            name="deleted",
            replacements=(Replacement(path=UPSTREAM, old=DEAD, new=""),),
        ),
        Fix(
            name="said in words",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=DEAD,
                    new="        # doubled with every attempt, and blurred so that callers spread\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="one of the two",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old="        # backoff_s = min(backoff_s, 5)\n",
                    new="",
                ),
            ),
        ),
    ),
)
