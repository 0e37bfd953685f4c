"""Faults that let somebody see or do what is not theirs."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

MISSING_OWNERSHIP_CHECK = Rule(
    code="SEC002",
    name="missing-ownership-check",
    category=Category.SECURITY,
    summary="A record is given out by its id, whoever asks.",
    why="Ids can be guessed, and a model repeats whatever a customer types.",
    bad="def invoice(user, number):\n    return invoices[number]",
    good=(
        "def invoice(user, number):\n    found = invoices[number]\n"
        "    if found.owner != user:\n        raise LookupError(number)\n    return found"
    ),
    formerly=("SEC501",),
)
MODEL_CHOSEN_FUNCTION = Rule(
    code="SEC003",
    name="model-chosen-function",
    category=Category.SECURITY,
    summary="A name from the model decides which Python function runs.",
    why="The model repeats what documents and customers tell it: they can run any method there is.",
    bad="result = getattr(store, call.function.name)(**arguments)",
    good='TOOLS = {"order_status": order_status}\nresult = TOOLS[call.function.name](**arguments)',
    formerly=("SEC502",),
)
PATH_TRAVERSAL = Rule(
    code="SEC004",
    name="path-traversal",
    category=Category.SECURITY,
    summary="A path from outside is opened wherever it leads.",
    why="With .. in it anybody reads any file.",
    bad="def load(name):\n    return (ROOT / name).read_text()",
    good=(
        "def load(name):\n    path = (ROOT / name).resolve()\n"
        "    if not path.is_relative_to(ROOT):\n        raise ValueError(name)\n"
        "    return path.read_text()"
    ),
    formerly=(
        "SEC531",
        "SEC551",
        "path-outside-root",
    ),
)
SQL_BUILT_FROM_TEXT = Rule(
    code="SEC007",
    name="sql-built-from-text",
    category=Category.SECURITY,
    summary="Text from outside becomes part of an SQL statement.",
    why="A quote in it ends the string: the rest is run as SQL, or the statement fails.",
    bad="database.execute(f\"SELECT * FROM users WHERE name = '{name}'\")",
    good='database.execute("SELECT * FROM users WHERE name = ?", (name,))',
    formerly=("SEC532",),
)
SECRET_IN_REPR = Rule(
    code="SEC006",
    name="secret-in-repr",
    category=Category.SECURITY,
    summary="A secret is part of an object's repr.",
    why="It stands in every log line and traceback that shows the object.",
    bad="@dataclass\nclass Settings:\n    api_key: str",
    good="@dataclass\nclass Settings:\n    api_key: str = field(repr=False)",
    formerly=("SEC550",),
)
APPROVAL_NOT_BOUND_TO_ACTION = Rule(
    code="SEC001",
    name="approval-not-bound-to-action",
    category=Category.SECURITY,
    summary="A permission given once is used again for another action.",
    why="Whoever allowed one payment has not allowed the next, of another amount.",
    bad=(
        'async def pay(amount):\n    if "pay" not in allowed:\n        await ask("pay")\n'
        '        allowed.add("pay")\n    send(amount)'
    ),
    good='async def pay(amount):\n    await ask(f"pay {amount}")\n    send(amount)',
    formerly=("SEC561",),
)
STATE_SHARED_ACROSS_USERS = Rule(
    code="SEC008",
    name="state-shared-across-users",
    category=Category.SECURITY,
    summary="What belongs to one user's conversation is kept where all of them meet.",
    why="One of them is shown what another one said.",
    bad=(
        "class Service:\n    def __init__(self):\n        self.names = {}\n\n"
        "    def answer(self, user, text):\n        return show(text, self.names)"
    ),
    good=(
        "class Service:\n    def answer(self, user, text):\n        names = {}\n"
        "        return show(text, names)"
    ),
    formerly=("SEC563",),
)
PERSONAL_DATA_IN_LOG = Rule(
    code="SEC005",
    name="personal-data-in-log",
    category=Category.SECURITY,
    summary="Personal data is written to the log.",
    why="Logs are copied, kept for years and read by many who must not see it.",
    bad='logger.info("called with %s", arguments)',
    good='logger.info("called with %s arguments", len(arguments))',
    formerly=(
        "SEC542",
        "SEC564",
        "content-in-log",
    ),
)
RULES = (
    MISSING_OWNERSHIP_CHECK,
    MODEL_CHOSEN_FUNCTION,
    PATH_TRAVERSAL,
    SQL_BUILT_FROM_TEXT,
    SECRET_IN_REPR,
    APPROVAL_NOT_BOUND_TO_ACTION,
    STATE_SHARED_ACROSS_USERS,
    PERSONAL_DATA_IN_LOG,
)
