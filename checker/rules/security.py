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

RULES = (MISSING_OWNERSHIP_CHECK, MODEL_CHOSEN_FUNCTION)
