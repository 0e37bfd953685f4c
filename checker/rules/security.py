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
    also=(
        "IDOR",
        "no authorization check",
        "anyone can read any order",
        "customer not compared",
        "access to somebody else's record",
        "broken access control",
        "tenant not checked",
    ),
    unlike=(
        ("missing-validation", "what is not checked is a value, not who asks."),
        ("state-shared-across-users", "users meet in shared state."),
    ),
    link="https://owasp.org/Top10/A01_2021-Broken_Access_Control/",
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
    also=(
        "getattr with the model's name",
        "arbitrary method call",
        "tool name not checked against a list",
        "model can call anything",
        "remote code by tool name",
        "allow list missing",
    ),
    unlike=(("invented-reference-followed", "a number or key is looked up, no code is chosen."),),
    link="https://genai.owasp.org/llmrisk/llm062025-excessive-agency/",
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
    also=(
        "directory traversal",
        "../ leaves the folder",
        "symlink followed out of the root",
        "path not resolved",
        "is_relative_to missing",
        "reads any file",
        "outside the base directory",
        "path guard removed",
    ),
    unlike=(("missing-validation", "what is not checked is no path."),),
    link="https://owasp.org/www-community/attacks/Path_Traversal",
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
    also=(
        "SQL injection",
        "f-string in SQL",
        "query built by concatenation",
        "parameters not bound",
        "unescaped quote in the query",
        "placeholder ? missing",
    ),
    unlike=(("delimiter-not-escaped", "the text goes into a prompt."),),
    link="https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html",
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
    also=(
        "API key in repr",
        "secret printed with the settings",
        "repr=False missing",
        "key shows up in tracebacks",
        "dataclass repr leaks the key",
        "credentials in logs by repr",
    ),
    unlike=(
        ("secret-committed", "the secret is in the repository."),
        ("personal-data-in-log", "it is somebody's data, no secret."),
    ),
    link="https://docs.python.org/3/library/dataclasses.html#dataclasses.field",
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
    also=(
        "approval remembered too broadly",
        "one yes covers later payments",
        "permission reused for another action",
        "confirmed once, allowed for ever",
        "amount is not part of the approval",
        "replayed consent",
    ),
    unlike=(
        ("allowed-by-default", "nobody ever said yes."),
        ("incomplete-key", "it is the key of a cache."),
    ),
    link="https://genai.owasp.org/llmrisk/llm062025-excessive-agency/",
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
    also=(
        "shared between sessions",
        "one user's data shown to another",
        "global state across tenants",
        "single instance for all conversations",
        "cross-user leak",
        "session isolation broken",
    ),
    siblings=(
        "incomplete-key",
        "state-shared-between-instances",
    ),
    unlike=(
        ("state-shared-between-instances", "what is shared is no user's data."),
        ("mutable-default-argument", "it is shared by a default argument."),
        ("incomplete-key", "it is shared because a key lacks the user."),
    ),
    link="https://owasp.org/Top10/A01_2021-Broken_Access_Control/",
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
    also=(
        "PII in the log",
        "prompt is logged",
        "logs the customer's text",
        "sensitive data in logs",
        "arguments logged in clear",
        "log only lengths or ids",
        "confidential content at INFO",
    ),
    unlike=(
        ("personal-data-in-prompt", "it goes to the API."),
        ("secret-in-repr", "it is a secret in a repr."),
        ("personal-data-committed", "it is in the repository."),
    ),
    link="https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude",
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
