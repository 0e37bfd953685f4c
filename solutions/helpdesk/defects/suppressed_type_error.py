"""A method promises a draft, returns None at times, and silences mypy."""

from __future__ import annotations

import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck, TypeCheck
from checker.rules.rule import Severity
from checker.rules.typing_faults import SUPPRESSED_TYPE_ERROR
from solutions.helpdesk.places import DRAFT_OF, STORE

SIGNATURE = "    def _draft_of(self, ticket_id: str) -> Draft:\n"
RETURNED = "        return None if row is None else _draft(row)"
FLAWED = f"{RETURNED}  # type: ignore[return-value]\n"


def nothing_is_silenced(modules: Modules) -> bool:
    """Return whether the store tells mypy the truth: no ignore comment, no cast and no Any."""
    name = m.Name(m.MatchRegex(r"cast|Any|no_type_check"))
    silenced = name | m.Attribute(attr=name)
    ignored = m.Comment(value=m.MatchRegex(r"#\s*(type:\s*ignore|mypy:).*"))
    return not m.findall(modules[STORE], silenced | ignored)


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
            asks="the store's types are true without ignore comments, casts and Any",
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
