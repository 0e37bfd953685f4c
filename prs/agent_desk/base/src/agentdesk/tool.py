"""What a tool is: something that the model may ask for."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mistralai.client import models

from agentdesk.errors import ToolError
from agentdesk.prompts import JSON_TYPES, described


async def _nothing_speaks_against_it(**_: object) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """Something that the model may ask for; ``action`` says what it does that cannot be undone.

    ``check`` raises what speaks against it, before a person is asked.
    """

    name: str
    purpose: str
    parameters: Mapping[str, type]
    run: Callable[..., Awaitable[str]]
    action: str = ""
    check: Callable[..., Awaitable[None]] = _nothing_speaks_against_it

    def spec(self) -> models.Tool:
        """Return the tool as the API wants it described."""
        return described(self.name, self.purpose, self.parameters)

    def parse(self, text: str) -> dict[str, Any]:
        """Return the arguments that the model wrote; raise ToolError unless they are right."""
        try:
            values = json.loads(text)
        except ValueError as error:
            raise ToolError(f"the arguments of {self.name} are no JSON") from error
        if not isinstance(values, dict) or values.keys() != self.parameters.keys():
            raise ToolError(f"{self.name} takes {', '.join(self.parameters)} and nothing else")
        for name, kind in self.parameters.items():
            if type(values[name]) is not kind:  # isinstance would let true pass for 1
                raise ToolError(f"{name} must be of type {JSON_TYPES[kind]}")
        return values
