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
APPROVAL_NOT_BOUND = Rule(
    code="SEC561",
    name="approval-not-bound-to-action",
    category=Category.SECURITY,
    summary="A permission given once is used again for another action.",
    why="Whoever allowed one payment has not allowed the next, of another amount.",
    bad='async def pay(amount):\n    if "pay" not in allowed:\n        await ask("pay")\n'
    '        allowed.add("pay")\n    send(amount)',
    good='async def pay(amount):\n    await ask(f"pay {amount}")\n    send(amount)',
)
STATE_SHARED_ACROSS_USERS = Rule(
    code="SEC563",
    name="state-shared-across-users",
    category=Category.SECURITY,
    summary="What belongs to one user's conversation is kept where all of them meet.",
    why="One of them is shown what another one said.",
    bad="class Service:\n    def __init__(self):\n        self.names = {}\n\n"
    "    def answer(self, user, text):\n        return show(text, self.names)",
    good="class Service:\n    def answer(self, user, text):\n        names = {}\n"
    "        return show(text, names)",
)
PERSONAL_DATA_IN_LOG = Rule(
    code="SEC564",
    name="personal-data-in-log",
    category=Category.SECURITY,
    summary="Personal data is written to the log.",
    why="Logs are copied, kept for years and read by many who must not see it.",
    bad='logger.info("called with %s", arguments)',
    good='logger.info("called with %s arguments", len(arguments))',
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
    PATH_OUTSIDE_ROOT,
    SQL_FROM_TEXT,
    CONTENT_IN_LOG,
    APPROVAL_NOT_BOUND,
    STATE_SHARED_ACROSS_USERS,
    PERSONAL_DATA_IN_LOG,
)
