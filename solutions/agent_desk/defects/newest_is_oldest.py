"""A docstring promises the order the other way round."""

from __future__ import annotations

import re

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, Site, StructureCheck
from checker.rules.conventions import STALE_DOCSTRING
from checker.rules.rule import Severity
from solutions.agent_desk.places import APPROVALS, PENDING

FLAWED = '        """Return what waits for a decision now, newest first."""\n'

WRONG = re.compile(
    r"\b(newest|latest|youngest|recent)\b[^.;]*\b(first|front|beginning|top|before|to the oldest)\b"
    r"|\b(oldest|longest|earliest)\b[^.;]*\b(last|end|bottom|back)\b"
    r"|\breversed?\b|\bdescending\b|\bsorted\b|\bby (its|their|the)? ?(id|session|name|number)s?\b"
    r"|\b(random|arbitrary|no certain|no particular|any) order\b",
    re.IGNORECASE,
)


def pending_says_the_right_order(modules: Modules) -> bool:
    """Return whether the docstring of pending does not promise the newest first."""
    found = [
        node
        for node in m.findall(modules[APPROVALS], m.FunctionDef(name=m.Name("pending")))
        if isinstance(node, cst.FunctionDef)
    ]
    return bool(found) and not any(WRONG.search(node.get_docstring() or "") for node in found)


DEFECT = Defect(
    slug="newest-is-oldest",
    rule=STALE_DOCSTRING,
    severity=Severity.NIT,
    changes=(
        Edit(
            path=APPROVALS,
            clean='        """Return what waits for a decision now, oldest first."""\n',
            flawed=FLAWED,
        ),
    ),
    sites=(
        Site(path=APPROVALS, text="return tuple(pending for pending, _ in self._waiting.values())"),
    ),
    explanation="The docstring says newest first, but the dict is walked in the order of "
    "insertion: the oldest comes first. Correct the docstring.",
    checks=(
        StructureCheck(
            anchor=PENDING,
            holds=pending_says_the_right_order,
            asks="the docstring of pending does not promise the newest first",
        ),
    ),
    right_fixes=(
        Fix(
            name="oldest first",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old="decision now, newest first.",
                    new="decision now, the oldest first.",
                ),
            ),
        ),
        Fix(
            name="in other words",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old="decision now, newest first.",
                    new="decision now, in the order in which it was asked.",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another word for it",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old="decision now, newest first.",
                    new="decision now, latest first.",
                ),
            ),
        ),
    ),
)
