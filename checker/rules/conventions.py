"""Faults against what the repository has agreed on."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

NAIVE_DATETIME = Rule(
    code="CON005",
    name="naive-datetime",
    category=Category.CONVENTIONS,
    summary="A time that is stored or compared has no time zone.",
    why="It means another moment on every machine, and comparing it with an aware one raises.",
    bad="when = datetime.now()",
    good="when = datetime.now(tz=UTC)",
    formerly=("CON601",),
)
UNSPECIFIED_ENCODING = Rule(
    code="CON008",
    name="unspecified-encoding",
    category=Category.CONVENTIONS,
    summary="A text file is opened in whatever encoding the machine prefers.",
    why="What one machine writes another cannot read.",
    bad='lines = path.open("w")',
    good='lines = path.open("w", encoding="utf-8")',
    formerly=("CON602",),
)
FORMATTED_LOG_MESSAGE = Rule(
    code="CON002",
    name="formatted-log-message",
    category=Category.CONVENTIONS,
    summary="A log message is formatted before logging knows whether anyone wants it.",
    why="The work is done for nothing, and the log cannot group messages of one kind.",
    bad='logger.info(f"{count} done")',
    good='logger.info("%s done", count)',
    formerly=("CON603",),
)
STALE_DOCSTRING = Rule(
    code="CON007",
    name="stale-docstring",
    category=Category.CONVENTIONS,
    summary="A docstring says something else than the code does.",
    why="Readers believe it, and callers rely on what never happens.",
    bad='def find(key):\n    """Return None if there is nothing."""\n    raise KeyError(key)',
    good='def find(key):\n    """Raise KeyError if there is nothing."""\n    raise KeyError(key)',
    formerly=("CON631",),
)
HARD_CODED_SETTING = Rule(
    code="CON003",
    name="hard-coded-setting",
    category=Category.CONVENTIONS,
    summary="The code has a number of its own where there is a setting for it.",
    why="Whoever changes the setting changes nothing, and nobody tells them.",
    bad="room = 6_000",
    good="room = settings.context_chars",
    formerly=("CON632",),
)
WALL_CLOCK_DURATION = Rule(
    code="CON009",
    name="wall-clock-duration",
    category=Category.CONVENTIONS,
    summary="A length of time is the difference of two readings of the wall clock.",
    why="The wall clock is set and jumps: a length of time becomes negative or hours too long.",
    bad="started = time.time()\nwork()\nseconds = time.time() - started",
    good="started = time.monotonic()\nwork()\nseconds = time.monotonic() - started",
    formerly=(
        "ASY159",
        "CON641",
        "wall-clock-for-durations",
    ),
)
DEFAULT_EVALUATED_ONCE = Rule(
    code="CON001",
    name="default-evaluated-once",
    category=Category.CONVENTIONS,
    summary="A default that should be new at every call is worked out when the module is read.",
    why="The time, the list or the id is the same for ever, and other for nobody.",
    bad="def age(born, now=time.monotonic()):\n    return now - born",
    good="def age(born, now=None):\n    return (time.monotonic() if now is None else now) - born",
    formerly=("CON642",),
)
PRINT_FOR_LOG = Rule(
    code="CON006",
    name="print-for-log",
    category=Category.CONVENTIONS,
    summary="A message is printed where it should be logged.",
    why="It mixes with results, has no level and no time, and cannot be switched off.",
    bad='print("done", count)',
    good='logger.info("done: %s", count)',
    formerly=("CON650",),
)
MUTABLE_DEFAULT_ARGUMENT = Rule(
    code="CON004",
    name="mutable-default-argument",
    category=Category.CONVENTIONS,
    summary="A default value is a list, set or dict that the function keeps or changes.",
    why="It is made once: all callers without an argument share it.",
    bad="class Cart:\n    def __init__(self, items=[]):\n        self.items = items",
    good="class Cart:\n    def __init__(self, items=()):\n        self.items = list(items)",
    formerly=("CON660",),
)
RULES = (
    NAIVE_DATETIME,
    UNSPECIFIED_ENCODING,
    FORMATTED_LOG_MESSAGE,
    STALE_DOCSTRING,
    HARD_CODED_SETTING,
    WALL_CLOCK_DURATION,
    DEFAULT_EVALUATED_ONCE,
    PRINT_FOR_LOG,
    MUTABLE_DEFAULT_ARGUMENT,
)
