"""Faults against Python's conventions and its types."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

NAIVE_DATETIME = Rule(
    code="CON601",
    name="naive-datetime",
    category=Category.CONVENTIONS,
    summary="A time that is stored or compared has no time zone.",
    why="It means another moment on every machine, and comparing it with an aware one raises.",
    bad="when = datetime.now()",
    good="when = datetime.now(tz=UTC)",
)
UNSPECIFIED_ENCODING = Rule(
    code="CON602",
    name="unspecified-encoding",
    category=Category.CONVENTIONS,
    summary="A text file is opened in whatever encoding the machine prefers.",
    why="What one machine writes another cannot read.",
    bad='lines = path.open("w")',
    good='lines = path.open("w", encoding="utf-8")',
)
FORMATTED_LOG_MESSAGE = Rule(
    code="CON603",
    name="formatted-log-message",
    category=Category.CONVENTIONS,
    summary="A log message is formatted before logging knows whether anyone wants it.",
    why="The work is done for nothing, and the log cannot group messages of one kind.",
    bad='logger.info(f"{count} done")',
    good='logger.info("%s done", count)',
)
STALE_DOCSTRING = Rule(
    code="CON631",
    name="stale-docstring",
    category=Category.CONVENTIONS,
    summary="A docstring says something else than the code does.",
    why="Readers believe it, and callers rely on what never happens.",
    bad='def find(key):\n    """Return None if there is nothing."""\n    raise KeyError(key)',
    good='def find(key):\n    """Raise KeyError if there is nothing."""\n    raise KeyError(key)',
)
HARD_CODED_SETTING = Rule(
    code="CON632",
    name="hard-coded-setting",
    category=Category.CONVENTIONS,
    summary="The code has a number of its own where there is a setting for it.",
    why="Whoever changes the setting changes nothing, and nobody tells them.",
    bad="room = 6_000",
    good="room = settings.context_chars",
)
SUPPRESSED_TYPE_ERROR = Rule(
    code="TYP701",
    name="suppressed-type-error",
    category=Category.TYPING,
    summary="A true complaint of the type checker is silenced.",
    why="The signature lies from then on, and every caller believes it.",
    bad="def find(key: str) -> str:\n    return table.get(key)  # type: ignore[return-value]",
    good="def find(key: str) -> str | None:\n    return table.get(key)",
)
MUTABLE_DEFAULT = Rule(
    code="CON660",
    name="mutable-default-argument",
    category=Category.CONVENTIONS,
    summary="A default value is a list, set or dict that the function keeps or changes.",
    why="It is made once: all callers without an argument share it.",
    bad="class Cart:\n    def __init__(self, items=[]):\n        self.items = items",
    good="class Cart:\n    def __init__(self, items=()):\n        self.items = list(items)",
)
WALL_CLOCK_DURATION = Rule(
    code="CON641",
    name="wall-clock-duration",
    category=Category.CONVENTIONS,
    summary="A length of time is the difference of two readings of the wall clock.",
    why="The wall clock is set and jumps: a length of time becomes negative or hours too long.",
    bad="started = time.time()\nwork()\nseconds = time.time() - started",
    good="started = time.monotonic()\nwork()\nseconds = time.monotonic() - started",
)
DEFAULT_EVALUATED_ONCE = Rule(
    code="CON642",
    name="default-evaluated-once",
    category=Category.CONVENTIONS,
    summary="A default that should be new at every call is worked out when the module is read.",
    why="The time, the list or the id is the same for ever, and other for nobody.",
    bad="def age(born, now=time.monotonic()):\n    return now - born",
    good="def age(born, now=None):\n    return (time.monotonic() if now is None else now) - born",
)
ANY_IN_SIGNATURE = Rule(
    code="TYP741",
    name="any-in-signature",
    category=Category.TYPING,
    summary="A signature says Any where the type is known.",
    why="The type checker is silent from there on, and the reader learns nothing.",
    bad="def key_of(ask: Any) -> Any:\n    return (ask.tenant, ask.prompt)",
    good="def key_of(ask: Ask) -> tuple[str, str]:\n    return (ask.tenant, ask.prompt)",
)

RULES = (
    NAIVE_DATETIME,
    UNSPECIFIED_ENCODING,
    FORMATTED_LOG_MESSAGE,
    STALE_DOCSTRING,
    HARD_CODED_SETTING,
    WALL_CLOCK_DURATION,
    DEFAULT_EVALUATED_ONCE,
    MUTABLE_DEFAULT,
    SUPPRESSED_TYPE_ERROR,
    ANY_IN_SIGNATURE,
)
