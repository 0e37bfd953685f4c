"""Faults that let someone see or do what is not theirs."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

MISSING_OWNERSHIP_CHECK = Rule(
    code="SEC501",
    name="missing-ownership-check",
    category=Category.SECURITY,
    summary="A record is given out by its id, whoever asks.",
    why="Ids can be guessed, and a model repeats whatever a customer types.",
    bad="def invoice(user, number):\n    return invoices[number]",
    good="def invoice(user, number):\n    found = invoices[number]\n"
    "    if found.owner != user:\n        raise LookupError(number)\n    return found",
)
MODEL_CHOSEN_FUNCTION = Rule(
    code="SEC502",
    name="model-chosen-function",
    category=Category.SECURITY,
    summary="A name from the model decides which Python function runs.",
    why="The model repeats what documents and customers tell it: they can run any method there is.",
    bad="result = getattr(store, call.function.name)(**arguments)",
    good='TOOLS = {"order_status": order_status}\nresult = TOOLS[call.function.name](**arguments)',
)
PATH_OUTSIDE_ROOT = Rule(
    code="SEC531",
    name="path-outside-root",
    category=Category.SECURITY,
    summary="A path is used without asking whether it stays below its folder.",
    why="A link or .. in it leads to any file that the process may read.",
    bad="def load(root, name):\n    return (root / name).read_text()",
    good="def load(root, name):\n    path = (root / name).resolve()\n"
    "    if not path.is_relative_to(root.resolve()):\n        raise LookupError(name)\n"
    "    return path.read_text()",
)
SQL_FROM_TEXT = Rule(
    code="SEC532",
    name="sql-built-from-text",
    category=Category.SECURITY,
    summary="Text from outside becomes part of an SQL statement.",
    why="A quote in it ends the string: the rest is run as SQL, or the statement fails.",
    bad="database.execute(f\"SELECT * FROM users WHERE name = '{name}'\")",
    good='database.execute("SELECT * FROM users WHERE name = ?", (name,))',
)

RULES = (
    MISSING_OWNERSHIP_CHECK,
    MODEL_CHOSEN_FUNCTION,
    PATH_OUTSIDE_ROOT,
    SQL_FROM_TEXT,
)
