"""Rules about state: who shares it, who sees it, and what it is asked."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

INTERNALS_EXPOSED = Rule(
    code="STA1201",
    name="internals-exposed",
    category=Category.STATE,
    summary="A caller is handed an object's own collection.",
    why="Whoever changes what it got changes the object behind its back.",
    bad="def rows(self):\n    return self._rows",
    good="def rows(self):\n    return list(self._rows)",
)
ARGUMENT_MUTATED = Rule(
    code="STA1202",
    name="argument-mutated",
    category=Category.STATE,
    summary="A function changes what it was passed.",
    why=("The caller's data are others after the call, and a second call starts from them."),
    bad="def with_rules(messages):\n    messages.insert(0, RULES)\n    return messages",
    good="def with_rules(messages):\n    return [RULES, *messages]",
)
STATE_SHARED = Rule(
    code="STA1203",
    name="state-shared-between-instances",
    category=Category.STATE,
    summary="What belongs to an object is kept on its class.",
    why="All objects share it, and one session sees what belongs to another.",
    bad="class Session:\n    history = []",
    good="class Session:\n    def __init__(self):\n        self.history = []",
)
SHALLOW_COPY = Rule(
    code="STA1204",
    name="shallow-copy",
    category=Category.STATE,
    summary="A copy shares what is nested in it with the original.",
    why="A change in one shows in the other.",
    bad="backup = copy.copy(config)",
    good="backup = copy.deepcopy(config)",
)
INCOMPLETE_KEY = Rule(
    code="STA1205",
    name="incomplete-key",
    category=Category.STATE,
    summary="A key leaves out something that the value depends on.",
    why=("Two requests that differ share one entry, and one gets the answer of the other."),
    bad="key = question",
    good="key = (customer, question)",
)
ORDER_LOST = Rule(
    code="STA1206",
    name="order-lost",
    category=Category.STATE,
    summary="An order that callers rely on is not kept.",
    why="It comes out differently from run to run, and from machine to machine.",
    bad="names = list(set(given))",
    good="names = list(dict.fromkeys(given))",
)
INCOMPLETE_CONDITION = Rule(
    code="STA1207",
    name="incomplete-condition",
    category=Category.STATE,
    summary="A condition asks for less than it must.",
    why="A case that it forgets takes the wrong branch.",
    bad="if order is None:\n    refuse()",
    good="if order is None or order.customer != customer:\n    refuse()",
)
LAST_PORTION_LOST = Rule(
    code="STA1208",
    name="last-portion-lost",
    category=Category.STATE,
    summary="What is left after a loop is thrown away.",
    why="The last portion is lost whenever it is not full.",
    bad=(
        "for row in rows:\n"
        "    batch.append(row)\n"
        "    if len(batch) == SIZE:\n"
        "        send(batch)\n"
        "        batch = []"
    ),
    good=(
        "for row in rows:\n"
        "    batch.append(row)\n"
        "    if len(batch) == SIZE:\n"
        "        send(batch)\n"
        "        batch = []\n"
        "if batch:\n"
        "    send(batch)"
    ),
)
SECRET_IN_REPR = Rule(
    code="SEC550",
    name="secret-in-repr",
    category=Category.SECURITY,
    summary="A secret is part of an object's repr.",
    why="It stands in every log line and traceback that shows the object.",
    bad="@dataclass\nclass Settings:\n    api_key: str",
    good="@dataclass\nclass Settings:\n    api_key: str = field(repr=False)",
)
PATH_TRAVERSAL = Rule(
    code="SEC551",
    name="path-traversal",
    category=Category.SECURITY,
    summary="A path from outside is opened wherever it leads.",
    why="With .. in it anybody reads any file.",
    bad="def load(name):\n    return (ROOT / name).read_text()",
    good=(
        "def load(name):\n"
        "    path = (ROOT / name).resolve()\n"
        "    if not path.is_relative_to(ROOT):\n"
        "        raise ValueError(name)\n"
        "    return path.read_text()"
    ),
)

RULES = (
    SECRET_IN_REPR,
    PATH_TRAVERSAL,
    INTERNALS_EXPOSED,
    ARGUMENT_MUTATED,
    STATE_SHARED,
    SHALLOW_COPY,
    INCOMPLETE_KEY,
    ORDER_LOST,
    INCOMPLETE_CONDITION,
    LAST_PORTION_LOST,
)
