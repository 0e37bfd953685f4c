"""The first version of the back-off is still there, as a comment."""

from __future__ import annotations

import ast
import itertools

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
NEVER_RUN = m.If(test=m.Name("False") | m.Integer("0"))


def no_code_stands_in_comments(modules: Modules) -> bool:
    """Return whether no comment of the library would run if it were none."""
    library = [module for path, module in modules.items() if path.parts[0] == "src"]
    if UPSTREAM not in modules or not m.findall(modules[UPSTREAM], m.FunctionDef()):
        return False
    found = [node for module in library for node in m.findall(module, m.Comment())]
    if any(_is_code(node.value) for node in found if isinstance(node, cst.Comment)):
        return False
    return not any(m.findall(module, NEVER_RUN) for module in library) and not any(
        _overwritten(block) or _quoted(block)
        for module in library
        for block in m.findall(module, m.IndentedBlock())
        if isinstance(block, cst.IndentedBlock)
    )


def _overwritten(block: cst.IndentedBlock) -> bool:
    """Return whether a name is assigned, and assigned anew by the next line without a look at it."""
    lines = [each for each in block.body if isinstance(each, cst.SimpleStatementLine)]
    for one, other in itertools.pairwise(lines):
        match one.body, other.body:
            case (
                [cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))])],
                [cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=again))], value=value)],
            ) if name == again and not m.findall(value, m.Name(name)):
                return True
    return False


def _quoted(block: cst.IndentedBlock) -> bool:
    """Return whether a text that nobody reads would be code if it were none."""
    texts = m.findall(block, m.Expr(value=m.SimpleString()))
    return any(
        _is_code(line)
        for each in texts
        if isinstance(each, cst.Expr) and isinstance(each.value, cst.SimpleString)
        for line in str(each.value.evaluated_value).splitlines()
    )


def _is_code(comment: str) -> bool:
    try:
        body = ast.parse(comment.lstrip("# ").strip()).body
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
