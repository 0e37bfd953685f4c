"""The tools of a chat request."""

from __future__ import annotations

import re
from typing import Any

from checker.simulator.answer import Raw
from checker.simulator.refusals import error, invalid, problem
from checker.simulator.rules import fields

NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
FUNCTION: fields.Table = {  # SDK 3.7.0: Function
    "name": fields.text,
    "description": fields.text,
    "parameters": fields.mapping,
    "strict": fields.boolean,
}


def refusal(tools: list[Any]) -> Raw | None:
    """Return what is wrong with the first tool that is wrong; only functions are looked at."""
    for index, tool in enumerate(tools):
        loc = ("tools", index)
        if not isinstance(tool, dict):
            words = "Input should be a valid dictionary"
            return invalid(problem("dict_type", loc, words, tool))
        if tool.get("type", "function") != "function":
            continue
        function = tool.get("function")
        if not isinstance(function, dict):
            return invalid(problem("missing", (*loc, "function"), "Field required", tool))
        found = fields.problems(function, FUNCTION, ("name",), (*loc, "function"))
        if found:
            return invalid(*found)
        if not NAME.fullmatch(function["name"]):
            return _bad_name(function["name"])
    return None


def _bad_name(name: str) -> Raw:
    """Return the refusal of a name, in the words of mistralai/mistral-common."""
    words = (
        f"Function name was {name} but must be a-z, A-Z, 0-9, or contain underscores and dashes, "
        "with a maximum length of 64."
    )
    return error(400, words, "invalid_request_error", None)
