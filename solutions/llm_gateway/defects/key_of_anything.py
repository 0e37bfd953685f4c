"""The function that makes keys says Any for what it takes and gives."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, LintCheck, Replacement, Rubric
from checker.rules.conventions import ANY_IN_SIGNATURE
from checker.rules.rule import Severity
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
    rubric=Rubric(
        what=("any", "any type", "typed as any", "annotated as any", "typing.any", "untyped"),
        why=(
            "mypy",
            "type checker",
            "type checking",
            "types are known",
            "type is known",
            "not checked",
            "checks nothing",
            "switches off",
            "disables",
            "loses",
            "hides",
            "ask and key",
            "signature",
        ),
        fix=(
            "ask: ask",
            "-> key",
            "use ask",
            "use key",
            "real types",
            "proper types",
            "write the types",
            "precise types",
            "be more specific",
        ),
        paraphrases=(
            "Any in this signature switches mypy off, it should be `ask: Ask` and `-> Key`.",
            "Any instead of the real types",
            "Please write the types: an Ask goes in and a Key comes out, no need for Any.",
            "Why is this typed as Any? Both types are known.",
            "nit: with Any nothing is checked here, use Ask and Key.",
            "Better not to use Any, mypy can't check the types of it.",
        ),
        near_misses=("Key is a tuple, a dataclass would be easier to read.",),
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
