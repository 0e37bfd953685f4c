"""The function that makes keys says Any for what it takes and gives."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, LintCheck, Replacement
from checker.rules.rule import Severity
from checker.rules.typing_faults import ANY_IN_SIGNATURE
from solutions.llm_gateway.places import DRAIN, SERVING

FLAWED = "def _key(ask: Any) -> Any:\n"

DEFECT = Defect(
    slug="key-of-anything",
    rule=ANY_IN_SIGNATURE,
    severity=Severity.NIT,
    changes=(Edit(path=SERVING, clean="def _key(ask: Ask) -> Key:\n", flawed=FLAWED),),
    imports=("from typing import Any",),
    explanation="_key takes an Ask and returns a Key, but its signature says Any twice: mypy checks "
    "nothing there any more. Write the types.",
    checks=(LintCheck(code="ANN401", anchor=DRAIN),),
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
