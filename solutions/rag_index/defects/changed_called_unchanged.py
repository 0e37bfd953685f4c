"""The documents that have changed are called unchanged."""

from __future__ import annotations

import re

import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import MISLEADING_NAME
from checker.rules.rule import Severity
from solutions.rag_index.naming import assigned, words
from solutions.rag_index.places import SYNC, SYNC_FOLDER

CLEAN = (
    (
        "        changed = [each for each in documents if known.get(each.id) != "
        "self._fingerprint(each)]\n"
    ),
    "        results = await asyncio.gather(*map(self._in_turn, changed), return_exceptions=True)\n",
    "        for document, result in zip(changed, results, strict=True):\n",
    "            updated=tuple(each.id for each in changed if each.id not in failures),\n",
)
MEANING = {
    "changed",
    "changes",
    "new",
    "updated",
    "updates",
    "update",
    "modified",
    "stale",
    "outdated",
    "pending",
    "due",
    "todo",
    "work",
    "dirty",
    "different",
    "fresh",
    "index",
}
OPPOSITE = {"unchanged", "same", "current", "unmodified", "known", "old", "identical", "skipped"}
FILTERED = m.ListComp(
    for_in=m.CompFor(
        ifs=[m.CompIf(test=m.Comparison(comparisons=[m.ComparisonTarget(m.NotEqual())]))]
    )
)


def flawed(line: str, name: str = "unchanged") -> str:
    """Return a line of the reference with another name for the changed documents."""
    return re.sub(r"\bchanged\b", name, line)


def changed_documents_are_called_changed(modules: Modules) -> bool:
    """Return whether documents chosen because they differ are not called the opposite."""
    names = assigned(modules[SYNC], FILTERED)
    return all(words(name) & MEANING and not words(name) & OPPOSITE for name in names)


def renamed(name: str) -> tuple[Replacement, ...]:
    """Return the replacements that give the list another name."""
    return tuple(Replacement(path=SYNC, old=flawed(line), new=flawed(line, name)) for line in CLEAN)


DEFECT = Defect(
    slug="changed-called-unchanged",
    rule=MISLEADING_NAME,
    severity=Severity.MINOR,
    misnomer="unchanged",
    changes=tuple(Edit(path=SYNC, clean=line, flawed=flawed(line)) for line in CLEAN),
    explanation="unchanged holds the documents that have changed: those whose fingerprint differs. "
    "The name says the opposite; call it changed.",
    checks=(
        StructureCheck(
            anchor=SYNC_FOLDER,
            holds=changed_documents_are_called_changed,
            asks="documents that have changed are not called unchanged",
        ),
    ),
    right_fixes=(
        Fix(name="outdated", replacements=renamed("outdated")),
        Fix(name="in two words", replacements=renamed("to_update")),
    ),
    wrong_fixes=(
        Fix(name="another opposite", replacements=renamed("same_as_before")),
        Fix(name="no meaning at all", replacements=renamed("docs2")),
    ),
)
