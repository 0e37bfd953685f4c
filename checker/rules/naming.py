"""Faults in names."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

WRONG_UNIT_IN_NAME = Rule(
    code="NAM005",
    name="wrong-unit-in-name",
    category=Category.NAMING,
    summary="A name promises another unit than the value has.",
    why="The next reader converts once more, or not at all.",
    bad="delay_ms = settings.delay_ms / 1000\nsleep(delay_ms)",
    good="delay_s = settings.delay_ms / 1000\nsleep(delay_s)",
    also=(
        "name says milliseconds but holds seconds",
        "cents that are euros",
        "unit suffix wrong",
        "_ms is _s",
        "tokens that are characters",
        "misnamed unit",
        "name promises the wrong unit",
    ),
    siblings=("misleading-name",),
    unlike=(
        ("seconds-passed-as-milliseconds", "the value itself is in the wrong unit."),
        ("misleading-name", "it is not the unit that is wrong."),
    ),
    link="https://peps.python.org/pep-0008/#naming-conventions",
    formerly=("NAM801",),
)
MISLEADING_NAME = Rule(
    code="NAM002",
    name="misleading-name",
    category=Category.NAMING,
    summary="A name says something else than what it stands for.",
    why="The next reader trusts the name and writes a bug.",
    bad="def validate_order(order):\n    database.save(order)",
    good="def save_order(order):\n    database.save(order)",
    also=(
        "name says the opposite",
        "function does more than its name says",
        "is_ function with side effects",
        "named validate but executes",
        "bad name",
        "rename it",
        "name hides what happens",
    ),
    siblings=(
        "cryptic-name",
        "singular-name-for-many",
        "wrong-unit-in-name",
    ),
    unlike=(
        ("wrong-unit-in-name", "the name has the wrong unit."),
        ("cryptic-name", "the name says nothing."),
        ("singular-name-for-many", "it is a singular for many."),
        ("stale-docstring", "the docstring misleads."),
    ),
    link="https://peps.python.org/pep-0008/#naming-conventions",
    formerly=("NAM802",),
)
SHADOWED_BUILTIN = Rule(
    code="NAM003",
    name="shadowed-builtin",
    category=Category.NAMING,
    summary="A variable takes the name of a builtin.",
    why="The builtin is gone in that scope, and the reader has to look twice.",
    bad="for id, reason in failures.items():\n    report(id, reason)",
    good="for ticket_id, reason in failures.items():\n    report(ticket_id, reason)",
    also=(
        "shadows a builtin",
        "id as a variable",
        "hash, bytes, list as names",
        "A001",
        "redefined builtin",
        "hides the builtin function",
    ),
    unlike=(("cryptic-name", "the name says nothing."),),
    link="https://docs.astral.sh/ruff/rules/builtin-variable-shadowing/",
    formerly=("NAM803",),
)
SINGULAR_NAME_FOR_MANY = Rule(
    code="NAM004",
    name="singular-name-for-many",
    category=Category.NAMING,
    summary="A collection is named as if it were one thing.",
    why="Loops over it read like nonsense, and its element gets a worse name still.",
    bad="ticket = load_tickets()\nfor t in ticket:\n    handle(t)",
    good="tickets = load_tickets()\nfor ticket in tickets:\n    handle(ticket)",
    also=(
        "plural missing",
        "singular name for a list",
        "should be plural",
        "answer is a list",
        "named as if it were one",
        "collection with a singular name",
    ),
    siblings=("misleading-name",),
    unlike=(("misleading-name", "it is not the number that misleads."),),
    link="https://peps.python.org/pep-0008/#naming-conventions",
    formerly=("NAM804",),
)
CRYPTIC_NAME = Rule(
    code="NAM001",
    name="cryptic-name",
    category=Category.NAMING,
    summary="A name says nothing about what it stands for.",
    why="The reader has to keep its meaning in mind, and has forgotten it ten lines later.",
    bad="done, x2 = wait(tasks)\nreturn_early(x2)",
    good="done, late = wait(tasks)\nreturn_early(late)",
    also=(
        "one-letter names",
        "unclear abbreviations",
        "d, k, v",
        "what is x",
        "names say nothing",
        "not readable",
    ),
    siblings=("misleading-name",),
    unlike=(("misleading-name", "the name says something false."),),
    link="https://peps.python.org/pep-0008/#naming-conventions",
    formerly=("NAM841",),
)
RULES = (
    WRONG_UNIT_IN_NAME,
    MISLEADING_NAME,
    SHADOWED_BUILTIN,
    SINGULAR_NAME_FOR_MANY,
    CRYPTIC_NAME,
)
