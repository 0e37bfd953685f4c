"""Values of the model that no pack is needed for."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from checker.model.key import Defect, Edit
from checker.rules.rule import Category, Rule, Severity

APP = PurePosixPath("src/app.py")
RULE = Rule(
    code="TST900",
    name="made-by-hand",
    category=Category.ALGORITHMS,
    summary="A fault that only tests have.",
    why="It needs no pack.",
    bad="x = 1",
    good="x = 2",
)


def a_defect(slug: str, **fields: Any) -> Defect:
    """Return a defect with some of its fields; the rest say nothing."""
    usual: dict[str, Any] = {
        "rule": RULE,
        "severity": Severity.MAJOR,
        "changes": (Edit(path=APP, clean="right", flawed="wrong"),),
        "explanation": "It is wrong.",
        "checks": (),
        "right_fixes": (),
        "wrong_fixes": (),
    }
    return Defect(slug=slug, **{**usual, **fields})
