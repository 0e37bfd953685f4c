"""Pages of lists, as the query asks for them."""

from __future__ import annotations

from typing import TypeVar

from checker.simulator.call import Call

T = TypeVar("T")


def page(call: Call, rows: list[T], size: int) -> list[T]:
    """Return the page that the query asks for; ``size`` where it says nothing of that."""
    number, many = call.number("page", 0), call.number("page_size", size)
    return rows[number * many : (number + 1) * many]
