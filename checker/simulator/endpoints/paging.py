"""Pages of lists, as the query asks for them."""

from __future__ import annotations

import json
from typing import Any

from checker.simulator.rules.call import EndpointCall

MAX_PAGE_BYTES = 16 * 2**20  # many agents can share one text of megabytes


def page(call: EndpointCall, rows: list[dict[str, Any]], size: int) -> list[dict[str, Any]]:
    """Return the page that the query asks for; ``size`` is the default page size."""
    number, many = call.number("page", 0), call.number("page_size", size)
    return fitting(rows[number * many : (number + 1) * many])


def fitting(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows up to the first that would make the answer too large (ours)."""
    left = MAX_PAGE_BYTES
    for index, row in enumerate(rows):
        left -= len(json.dumps(row))
        if left < 0:
            return rows[:index]
    return rows
