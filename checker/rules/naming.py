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
    formerly=("NAM841",),
)
RULES = (
    WRONG_UNIT_IN_NAME,
    MISLEADING_NAME,
    SHADOWED_BUILTIN,
    SINGULAR_NAME_FOR_MANY,
    CRYPTIC_NAME,
)
