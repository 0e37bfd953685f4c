"""Faults in what is refused, and what is let in."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

ZERO_TREATED_AS_MISSING = Rule(
    code="ERR019",
    name="zero-treated-as-missing",
    category=Category.ERRORS,
    summary="A test for truth takes 0, an empty text or an empty list for None.",
    why="0 is an answer: a limit of none at all turns into no limit.",
    bad="def first(items, limit=None):\n    return items[:limit] if limit else items",
    good="def first(items, limit=None):\n    return items if limit is None else items[:limit]",
    also=(
        "falsy zero",
        "if limit instead of is not None",
        "truthiness check",
        "0 treated as None",
        "empty string treated as missing",
        "or default swallows 0",
        "0 means unlimited",
    ),
    siblings=("missing-edge-case",),
    unlike=(
        ("incomplete-condition", "another condition is too weak."),
        ("missing-edge-case", "a special value has no answer of its own."),
    ),
    link="https://docs.python.org/3/library/stdtypes.html#truth-value-testing",
    formerly=("ERR307",),
)
ASSERT_FOR_VALIDATION = Rule(
    code="ERR002",
    name="assert-for-validation",
    category=Category.ERRORS,
    summary="Input from outside is checked by an assert.",
    why="python -O removes it, and callers who handle the documented error never see it.",
    bad="def resize(size):\n    assert size > 0",
    good='def resize(size):\n    if size <= 0:\n        raise ValueError("size must be positive")',
    also=(
        "assert for input checks",
        "python -O strips it",
        "AssertionError instead of a real error",
        "assert in production code",
        "validation by assert",
        "S101",
    ),
    siblings=(
        "missing-validation",
        "wrong-error-raised",
    ),
    unlike=(
        ("missing-validation", "there is no check at all."),
        ("wrong-error-raised", "an error is raised, of a wrong class."),
    ),
    link="https://docs.astral.sh/ruff/rules/assert/",
    formerly=(
        "ERR308",
        "input-checked-by-assert",
    ),
)
MISSING_VALIDATION = Rule(
    code="ERR011",
    name="missing-validation",
    category=Category.ERRORS,
    summary="What cannot be right is not refused where it comes in.",
    why="It is noticed further on, where nobody can tell why, or never.",
    bad="def take(count):\n    return items[:count]",
    good=(
        "def take(count):\n    if count < 0:\n"
        '        raise ValueError("count must not be negative")\n    return items[:count]'
    ),
    also=(
        "guard removed",
        "input not validated",
        "invalid value accepted",
        "check is missing",
        "no range check",
        "bad settings are taken",
        "empty input is not refused",
        "precondition gone",
    ),
    siblings=(
        "assert-for-validation",
        "incomplete-condition",
        "missing-clamp",
        "missing-edge-case",
        "negative-number-accepted",
    ),
    unlike=(
        ("negative-number-accepted", "it is the sign that is not checked."),
        ("missing-ownership-check", "it is who may do it that is not checked."),
        ("path-traversal", "what is not checked is a path."),
        ("unchecked-embedding-response", "what is not checked is the API's answer."),
        ("incomplete-condition", "there is a check, which asks for too little."),
    ),
    link="https://cheatsheetseries.owasp.org/cheatsheets/Input_Validation_Cheat_Sheet.html",
    formerly=("ERR350",),
)
NEGATIVE_NUMBER_ACCEPTED = Rule(
    code="ERR012",
    name="negative-number-accepted",
    category=Category.ERRORS,
    summary="A number from outside is used without refusing the negative ones.",
    why="A negative amount turns an operation into its opposite.",
    bad=(
        "def withdraw(amount):\n    if amount == 0:\n        raise ValueError(amount)\n"
        "    book(-amount)"
    ),
    good=(
        "def withdraw(amount):\n    if amount <= 0:\n        raise ValueError(amount)\n"
        "    book(-amount)"
    ),
    also=(
        "negative amount allowed",
        "only zero is refused",
        "sign not checked",
        "minus value lowers the sum",
        "must be positive",
        "<= 0 instead of == 0",
    ),
    siblings=(
        "missing-validation",
        "off-by-one",
    ),
    unlike=(
        ("missing-validation", "something other than the sign is not checked."),
        ("off-by-one", "a boundary is off by one."),
    ),
    link="https://cheatsheetseries.owasp.org/cheatsheets/Input_Validation_Cheat_Sheet.html",
    formerly=(
        "ERR362",
        "sign-not-checked",
    ),
)
NEGATIVE_ZERO_SLICE = Rule(
    code="ERR013",
    name="negative-zero-slice",
    category=Category.ERRORS,
    summary="The last n items are taken with [-n:], and n may be 0.",
    why="-0 is 0: instead of nothing the slice holds everything.",
    bad="def last(items, n):\n    return items[-n:]",
    good="def last(items, n):\n    return items[max(len(items) - n, 0) :]",
    also=(
        "[-0:] is everything",
        "slice with a limit of 0",
        "turns[-limit:] returns all",
        "last n with n = 0",
        "minus zero slice",
    ),
    unlike=(("zero-treated-as-missing", "a test for truth is wrong, not a slice."),),
    link="https://docs.python.org/3/library/stdtypes.html#common-sequence-operations",
    formerly=(
        "ERR360",
        "slice-from-minus-zero",
    ),
)
ALLOWED_BY_DEFAULT = Rule(
    code="ERR001",
    name="allowed-by-default",
    category=Category.ERRORS,
    summary="Something is allowed because nobody said no.",
    why="A question that times out, or is answered with nothing, must leave things as they are.",
    bad='def allowed(said):\n    return said != "no"',
    good='def allowed(said):\n    return said == "yes"',
    also=(
        "silence means yes",
        "Enter approves",
        "fail open",
        "timeout counts as approval",
        "default allow",
        "anything but no is a yes",
        "consent assumed",
        "must deny by default",
    ),
    unlike=(
        ("approval-not-bound-to-action", "somebody did allow something, but not this."),
        ("condition-inverted", "the condition is turned round."),
    ),
    link="https://cheatsheetseries.owasp.org/cheatsheets/Authorization_Cheat_Sheet.html#deny-by-default",
    formerly=(
        "ERR363",
        "silence-taken-for-consent",
    ),
)
RULES = (
    ZERO_TREATED_AS_MISSING,
    ASSERT_FOR_VALIDATION,
    MISSING_VALIDATION,
    NEGATIVE_NUMBER_ACCEPTED,
    NEGATIVE_ZERO_SLICE,
    ALLOWED_BY_DEFAULT,
)
