"""Rules about checking, failing and cleaning up."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

MISSING_VALIDATION = Rule(
    code="ERR350",
    name="missing-validation",
    category=Category.ERRORS,
    summary="What cannot be right is not refused where it comes in.",
    why="It is noticed further on, where nobody can tell why, or never.",
    bad="def take(count):\n    return items[:count]",
    good=(
        "def take(count):\n"
        "    if count < 0:\n"
        '        raise ValueError("count must not be negative")\n'
        "    return items[:count]"
    ),
)
CHANGED_BEFORE_CHECK = Rule(
    code="ERR351",
    name="changed-before-checked",
    category=Category.ERRORS,
    summary="State is changed before it is checked whether it may be.",
    why="A call that is refused leaves half of its work behind.",
    bad=(
        "def spend(self, sum):\n"
        "    self.left -= sum\n"
        "    if self.left < 0:\n"
        "        raise BudgetError"
    ),
    good=(
        "def spend(self, sum):\n"
        "    if sum > self.left:\n"
        "        raise BudgetError\n"
        "    self.left -= sum"
    ),
)
TOO_WIDE = Rule(
    code="ERR352",
    name="exception-class-too-wide",
    category=Category.ERRORS,
    summary="A handler catches more than it can deal with.",
    why="Mistakes in our own code are taken for the failure it expects, and hidden.",
    bad="try:\n    value = cache[key]\nexcept Exception:\n    value = None",
    good="try:\n    value = cache[key]\nexcept KeyError:\n    value = None",
)
REST_SKIPPED = Rule(
    code="ERR353",
    name="rest-skipped",
    category=Category.ERRORS,
    summary="One item that is passed over ends the loop over all of them.",
    why="Whatever comes after it is never looked at.",
    bad="for row in rows:\n    if not row:\n        break\n    use(row)",
    good="for row in rows:\n    if not row:\n        continue\n    use(row)",
)
CLEANUP_SKIPPED = Rule(
    code="RES450",
    name="cleanup-skipped-on-failure",
    category=Category.RESOURCES,
    summary="What must always be cleaned up is cleaned up on success alone.",
    why="After the first failure a handle, a place or a lock is lost.",
    bad="handle = take()\nuse(handle)\ngive_back(handle)",
    good="handle = take()\ntry:\n    use(handle)\nfinally:\n    give_back(handle)",
)

RULES = (
    MISSING_VALIDATION,
    CHANGED_BEFORE_CHECK,
    TOO_WIDE,
    REST_SKIPPED,
    CLEANUP_SKIPPED,
)
