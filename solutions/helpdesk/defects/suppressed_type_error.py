"""A method promises a draft, returns None at times, and silences mypy."""

from __future__ import annotations

import libcst.matchers as m

from checker.model.key import (
    Defect,
    Edit,
    Fix,
    Modules,
    Replacement,
    Rubric,
    StructureCheck,
    TypeCheck,
)
from checker.rules.conventions import SUPPRESSED_TYPE_ERROR
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFT_OF, STORE

SIGNATURE = "    def _draft_of(self, ticket_id: str) -> Draft:\n"
RETURNED = "        return None if row is None else _draft(row)"
FLAWED = f"{RETURNED}  # type: ignore[return-value]\n"


def nothing_is_silenced(modules: Modules) -> bool:
    """Return whether the store tells mypy the truth, without ignore comments and ``cast``."""
    cast = m.Call(func=m.Name("cast") | m.Attribute(attr=m.Name("cast")))
    ignored = m.Comment(value=m.MatchRegex(r"#\s*type:\s*ignore.*"))
    return not m.findall(modules[STORE], cast | ignored)


DEFECT = Defect(
    slug="suppressed-type-error",
    rule=SUPPRESSED_TYPE_ERROR,
    severity=Severity.MINOR,
    changes=(
        Edit(path=STORE, clean=f"{RETURNED}\n", flawed=FLAWED),
        Edit(
            path=STORE,
            clean="    def _draft_of(self, ticket_id: str) -> Draft | None:\n",
            flawed=SIGNATURE,
        ),
    ),
    explanation="The signature says Draft, but None is returned when there is none, and the type "
    "error is silenced with type: ignore. Declare Draft | None.",
    checks=(
        TypeCheck(code="return-value", anchor=DRAFT_OF),
        StructureCheck(
            anchor=DRAFT_OF,
            holds=nothing_is_silenced,
            asks="the store's types are true without ignore comments and casts",
        ),
    ),
    rubric=Rubric(
        what=(
            "type ignore",
            "ignore comment & hide|real|mypy|none|remove|type",
            "ignore hides|return|mypy",
            "return none",
            "can|may|could|does|is return none",
            "none return|not|draft|when|but|missing|possible",
            "draft or none",
            "draft none",
            "optional",
            (
                "annotation|signature|return type|type|hint|declared|typed "
                "wrong|lie|not|promise|say|false|lies|misleading|should|draft|none|incorrect|optional"
            ),
            "wrong annotation|signature|type|hint",
            "silence|hide|suppress|swallow|ignore mypy|type|error|checker|warning|real",
            "mypy silenced|hide|suppress|right|complain|ignored|error",
        ),
        why=(
            "none",
            "hide|hides|suppress|silence|mask real|error|mypy|type|problem|bug|that",
            "mypy right",
            "lie|lies|wrong|false|misleading",
            "caller|callers not|think|assume|rely|know|may|crash|must|forget|attribute",
            "attribute error",
            "promise|signature|annotation say|promise|draft|never",
            "not row|draft|checked|true",
            "real error|problem|bug",
            "instead of fix",
            "type checker|mypy not|blind",
            "ignore",
        ),
        fix=(
            "draft or none",
            "draft none",
            "optional",
            "remove|drop ignore|type",
            "fix|correct|change|widen|declare|adapt annotation|signature|type|return|hint",
            "annotate",
            "declare",
            "should be draft|none|optional",
        ),
        paraphrases=(
            "The return type should be Draft | None; the type: ignore hides a real error.",
            "type: ignore instead of fixing the annotation",
            ("_draft_of returns None when there is no row, but its signature promises a Draft."),
            "Why silence mypy here? It complains rightly, this can return None.",
            "Remove the ignore and declare Optional.",
            "The annotation say Draft but it can be None.",
            ("The signature lies: without a row you get None, and the comment keeps mypy quiet."),
            "Don't suppress the checker, say in the type that there may be no draft.",
        ),
        forbidden=(
            "raise instead of none",
            "rename",
            "tuple",
            "lacks a reason",
        ),
        near_misses=(
            "Raise KeyError instead of returning None here.",
            "The ignore comment lacks a reason.",
        ),
    ),
    right_fixes=(
        Fix(
            name="an early return",
            replacements=(
                Replacement(
                    path=STORE,
                    old=SIGNATURE,
                    new="    def _draft_of(self, ticket_id: str) -> Optional[Draft]:\n",
                ),
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new="        if row is None:\n            return None\n        return _draft(row)\n",
                ),
            ),
            imports=("from typing import Optional",),
        ),
        Fix(
            name="a list of at most one",
            replacements=(
                Replacement(
                    path=STORE,
                    old=SIGNATURE,
                    new="    def _draft_of(self, ticket_id: str) -> Draft | None:\n",
                ),
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new="        found = [] if row is None else [_draft(row)]\n"
                    "        return found[0] if found else None\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a cast",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new='        return cast("Draft", None if row is None else _draft(row))\n',
                ),
            ),
            imports=("from typing import cast",),
        ),
        Fix(
            name="another ignore",
            replacements=(
                Replacement(path=STORE, old=FLAWED, new=f"{RETURNED}  # type: ignore\n"),
            ),
        ),
    ),
)
