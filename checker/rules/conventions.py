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

RULES = (
    NAIVE_DATETIME,
    UNSPECIFIED_ENCODING,
    FORMATTED_LOG_MESSAGE,
    STALE_DOCSTRING,
    HARD_CODED_SETTING,
    SUPPRESSED_TYPE_ERROR,
)
