"""Sample values for a JSON schema: small, valid for common schemas, always the same."""

from __future__ import annotations

import json
from typing import Any

NULL_FROM_DEPTH = 3  # deeper values that may be null are null: a schema can refer to itself
MAX_DEPTH = 12
MAX_PARTS = 500  # a hostile schema can refer to itself in many places
MAX_ITEMS = 8
MAX_TEXT_CHARS = 20_000
MAX_CHARS = 2**20


def sample(schema: Any, text: str = "text") -> str:
    """Return a value that fits the schema, as JSON; ``text`` is the content of its strings.

    "null" if it would grow too long: a small schema can ask for one text hundreds of times.
    """
    value = _Sampler(schema, text[:MAX_TEXT_CHARS]).value(schema, 0)
    parts: list[str] = []
    left = MAX_CHARS
    for part in json.JSONEncoder().iterencode(value):
        parts.append(part)
        left -= len(part)
        if left < 0:
            return "null"
    return "".join(parts)


class _Sampler:
    def __init__(self, root: Any, text: str) -> None:
        self._root = root
        self._text = text
        self._left = MAX_PARTS

    def value(self, schema: Any, depth: int) -> Any:
        """Return a value for one part of the schema."""
        self._left -= 1
        if not isinstance(schema, dict) or depth > MAX_DEPTH or self._left < 0:
            return None
        for name in ("const", "default"):
            if name in schema:
                return schema[name]
        choices = schema.get("enum")
        if isinstance(choices, list) and choices:
            return choices[0]
        if isinstance(schema.get("$ref"), str):
            return self.value(self._target(schema["$ref"]), depth + 1)
        for name in ("anyOf", "oneOf", "allOf"):
            options = schema.get(name)
            if isinstance(options, list) and options:
                deep = depth >= NULL_FROM_DEPTH and {"type": "null"} in options
                return None if deep else self.value(options[0], depth + 1)
        return self._by_type(schema, depth)

    def _by_type(self, schema: dict[str, Any], depth: int) -> Any:
        kind = schema.get("type")
        match kind[0] if isinstance(kind, list) and kind else kind:
            case "string":
                return self._text[: _number(schema, "maxLength", len(self._text))]
            case "integer" | "number":
                return _number(schema, "minimum", _number(schema, "exclusiveMinimum", -1) + 1)
            case "boolean":
                return False
            case "null":
                return None
            case "array":
                count = min(int(_number(schema, "minItems", 0)), MAX_ITEMS)
                return [self.value(schema.get("items"), depth + 1) for _ in range(count)]
            case _:
                fields = schema.get("properties")
                fields = fields if isinstance(fields, dict) else {}
                return {name: self.value(part, depth + 1) for name, part in fields.items()}

    def _target(self, reference: str) -> Any:
        """Return the schema at ``#/$defs/Name``, None if it does not exist."""
        found = self._root
        for step in reference.removeprefix("#/").split("/"):
            found = found.get(step) if isinstance(found, dict) else None
        return found


def _number(schema: dict[str, Any], name: str, otherwise: int) -> Any:
    value = schema.get(name)
    return value if isinstance(value, int | float) else otherwise
