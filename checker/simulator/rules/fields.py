"""Fields of a body: their names and their values, with pydantic's messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeAlias

from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import invalid, no_object, problem, unreadable
from checker.simulator.wire.values import WireRequest

Wrong: TypeAlias = tuple[str, str]  # kind and message of a problem
Check: TypeAlias = Callable[[Any], Wrong | None]
Table: TypeAlias = Mapping[str, Check]

MAX_PROBLEMS = 100  # ours: an answer must not be longer than the request that it refuses


def refusal(request: WireRequest, table: Table, required: tuple[str, ...]) -> Raw | None:
    """Return a 422 that names every wrong field, None if all are right."""
    if request.body is None:
        return unreadable()
    if not isinstance(request.body, dict):
        return no_object(request.body)
    return refused(problems(request.body, table, required))


def refused(problems: Iterable[dict[str, Any]]) -> Raw | None:
    """Return a 422 that names the first of the problems, None if there are none."""
    told = list(islice(problems, MAX_PROBLEMS))
    return invalid(*told) if told else None


def problems(
    body: Mapping[str, Any],
    table: Table,
    required: tuple[str, ...],
    loc: tuple[str | int, ...] = (),
) -> list[dict[str, Any]]:
    """Return what is wrong with an object's fields; null counts as left out."""
    return list(islice(_problems(body, table, required, loc), MAX_PROBLEMS))


def _problems(
    body: Mapping[str, Any], table: Table, required: tuple[str, ...], loc: tuple[str | int, ...]
) -> Iterator[dict[str, Any]]:
    for name in required:
        if body.get(name) is None:
            yield problem("missing", (*loc, name), "Field required", dict(body))
    for name, value in body.items():
        if name not in table:
            message = "Extra inputs are not permitted"  # openclaude#739, crush#1590
            yield problem("extra_forbidden", (*loc, name), message, value)
        elif value is not None and (wrong := table[name](value)) is not None:
            yield problem(wrong[0], (*loc, name), wrong[1], value)


def number(low: float, high: float | None = None) -> Check:
    """Return a check for numbers between two bounds, inclusive."""

    def check(value: Any) -> Wrong | None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return "float_type", "Input should be a valid number"
        if not value >= low:  # written like this, NaN is refused too
            return "greater_than_equal", f"Input should be greater than or equal to {low:g}"
        if high is not None and value > high:
            return "less_than_equal", f"Input should be less than or equal to {high:g}"
        return None

    return check


def integer(low: int, high: int | None = None) -> Check:
    """Return a check for whole numbers between two bounds, inclusive."""
    bounds = number(low, high)

    def check(value: Any) -> Wrong | None:
        if isinstance(value, bool) or not isinstance(value, int):
            return "int_type", "Input should be a valid integer"
        return bounds(value)

    return check


def one_of(*allowed: str) -> Check:
    """Return a check for one of some words."""
    listed = " or ".join(f"'{word}'" for word in allowed)

    def check(value: Any) -> Wrong | None:
        right = isinstance(value, str) and value in allowed
        return None if right else ("enum", f"Input should be {listed}")

    return check


def items(most: int | None = None) -> Check:
    """Return a check for lists of at most ``most`` items."""

    def check(value: Any) -> Wrong | None:
        if not isinstance(value, list):
            return "list_type", "Input should be a valid list"
        if most is not None and len(value) > most:
            return "too_long", f"List should have at most {most} items after validation"
        return None

    return check


def text(value: Any) -> Wrong | None:
    """Check that the value is a string."""
    return None if isinstance(value, str) else ("string_type", "Input should be a valid string")


def boolean(value: Any) -> Wrong | None:
    """Check that the value is true or false."""
    return None if isinstance(value, bool) else ("bool_type", "Input should be a valid boolean")


def mapping(value: Any) -> Wrong | None:
    """Check that the value is an object."""
    if isinstance(value, dict):
        return None
    return "dict_type", "Input should be a valid dictionary"


def content(value: Any) -> Wrong | None:
    """Check that the value is text or a list of chunks."""
    chunks = isinstance(value, list) and all(isinstance(chunk, dict) for chunk in value)
    if isinstance(value, str) or chunks:
        return None
    return "string_type", "Input should be a valid string"


def anything(_value: Any) -> Wrong | None:
    """Accept every value: the endpoint checks this field itself, or nobody does."""
    return None
