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
KEY_TOO_WIDE = Rule(
    code="SEC541",
    name="shared-key-too-wide",
    category=Category.SECURITY,
    summary="A cache or sharing key leaves out something that the answer depends on.",
    why="Two who ask for different things get the same one: the first one's, paid for or permitted "
    "to somebody else.",
    bad="def key(ask):\n    return ask.prompt",
    good="def key(ask):\n    return (ask.tenant, ask.prompt)",
)
CONTENT_IN_LOG = Rule(
    code="SEC542",
    name="content-in-log",
    category=Category.SECURITY,
    summary="What users write or are told is written to the log.",
    why="Logs are kept longer, copied further and read by more people than the data itself.",
    bad='logger.info("asked: %s", ask.prompt)',
    good='logger.info("asked, %d characters", len(ask.prompt))',
)

RULES = (
    MISSING_OWNERSHIP_CHECK,
    MODEL_CHOSEN_FUNCTION,
    KEY_TOO_WIDE,
    CONTENT_IN_LOG,
)
