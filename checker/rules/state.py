"""Faults in who shares which object."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

INTERNAL_COLLECTION_RETURNED = Rule(
    code="STA005",
    name="internal-collection-returned",
    category=Category.STATE,
    summary="A caller is handed an object's own collection.",
    why="Whoever changes what it got changes the object behind its back.",
    bad="def rows(self):\n    return self._rows",
    good="def rows(self):\n    return list(self._rows)",
    also=(
        "returns the internal list",
        "caller can change our state",
        "copy missing",
        "aliasing",
        "leaks a mutable reference",
        "should return a copy or tuple",
    ),
    siblings=("shallow-copy",),
    unlike=(
        ("shallow-copy", "there is a copy, which is not deep enough."),
        ("argument-mutated", "it is the caller's object that is changed."),
        ("iteration-over-changing-collection", "it changes during a loop."),
    ),
    link="https://docs.python.org/3/library/copy.html",
    formerly=(
        "STA1201",
        "internals-exposed",
    ),
)
ARGUMENT_MUTATED = Rule(
    code="STA001",
    name="argument-mutated",
    category=Category.STATE,
    summary="A function changes what it was passed.",
    why="The caller's data are others after the call, and a second call starts from them.",
    bad="def with_rules(messages):\n    messages.insert(0, RULES)\n    return messages",
    good="def with_rules(messages):\n    return [RULES, *messages]",
    also=(
        "mutates its argument",
        "changes the caller's list",
        "side effect on the input",
        "in-place sort of the argument",
        "should copy first",
        "caller's object is modified",
    ),
    unlike=(
        ("internal-collection-returned", "it is our own object that callers change."),
        ("shallow-copy", "it was copied, not deep enough."),
    ),
    link="https://docs.python.org/3/library/copy.html",
    formerly=("STA1202",),
)
STATE_SHARED_BETWEEN_INSTANCES = Rule(
    code="STA014",
    name="state-shared-between-instances",
    category=Category.STATE,
    summary="What belongs to an object is kept on its class.",
    why="All objects share it, and one session sees what belongs to another.",
    bad="class Session:\n    history = []",
    good="class Session:\n    def __init__(self):\n        self.history = []",
    also=(
        "class attribute instead of instance attribute",
        "shared by all instances",
        "mutable class variable",
        "RUF012",
        "belongs in __init__",
        "one list for all objects",
    ),
    siblings=(
        "mutable-default-argument",
        "state-shared-across-users",
    ),
    unlike=(
        ("mutable-default-argument", "it is shared by a default argument."),
        ("state-shared-across-users", "what is shared is users' data."),
    ),
    link="https://docs.astral.sh/ruff/rules/mutable-class-default/",
    formerly=("STA1203",),
)
SHALLOW_COPY = Rule(
    code="STA013",
    name="shallow-copy",
    category=Category.STATE,
    summary="A copy shares what is nested in it with the original.",
    why="A change in one shows in the other.",
    bad="backup = copy.copy(config)",
    good="backup = copy.deepcopy(config)",
    also=(
        "shallow copy",
        "deepcopy needed",
        "nested lists are shared",
        "dict() copies only the top level",
        "inner objects still aliased",
    ),
    siblings=("internal-collection-returned",),
    unlike=(
        ("internal-collection-returned", "there is no copy at all."),
        ("argument-mutated", "a function changes what it was passed."),
    ),
    link="https://docs.python.org/3/library/copy.html",
    formerly=("STA1204",),
)
INCOMPLETE_KEY = Rule(
    code="STA004",
    name="incomplete-key",
    category=Category.STATE,
    summary="A key leaves out something that the value depends on.",
    why="Two requests that differ share one entry, and one gets the answer of the other.",
    bad="key = question",
    good="key = (customer, question)",
    also=(
        "cache key incomplete",
        "key lacks the tenant",
        "two different requests share one entry",
        "part of the key dropped",
        "collision in the cache",
        "fingerprint ignores a setting",
        "stale cache after a change of settings",
    ),
    siblings=(
        "mixed-embedding-models",
        "state-shared-across-users",
    ),
    unlike=(
        ("lock-on-wrong-key", "it is the key of a lock."),
        ("mixed-embedding-models", "what the key lacks is the embedding model."),
        ("approval-not-bound-to-action", "it is a permission that is remembered."),
        ("state-shared-across-users", "users meet in shared state without a key."),
    ),
    link="https://docs.python.org/3/faq/programming.html",
    formerly=("STA1205",),
)
ORDER_NOT_KEPT = Rule(
    code="STA012",
    name="order-not-kept",
    category=Category.STATE,
    summary="An order that callers rely on is not kept.",
    why="It comes out differently from run to run, and from machine to machine.",
    bad="names = list(set(given))",
    good="names = list(dict.fromkeys(given))",
    also=(
        "set loses the order",
        "order not preserved",
        "sorted() missing",
        "nondeterministic order",
        "order of the documents lost",
        "should be dict.fromkeys",
        "not first in, first out",
    ),
    siblings=("wrong-sort-order",),
    unlike=(
        ("wrong-sort-order", "it is sorted, the wrong way round."),
        ("results-in-completion-order", "tasks finish in another order."),
    ),
    link="https://docs.python.org/3/library/stdtypes.html#set-types-set-frozenset",
    formerly=(
        "STA1206",
        "order-lost",
    ),
)
RULES = (
    INTERNAL_COLLECTION_RETURNED,
    ARGUMENT_MUTATED,
    STATE_SHARED_BETWEEN_INSTANCES,
    SHALLOW_COPY,
    INCOMPLETE_KEY,
    ORDER_NOT_KEPT,
)
