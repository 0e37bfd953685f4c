"""The reference of the simulator's Python names, as Markdown: signatures and first sentences.

``python -m tests.simulator.reference > docs/simulator-reference.md`` writes the page anew.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from typing import Any

from checker.simulator import (
    Behaviour,
    Endpoint,
    Gate,
    Limits,
    Match,
    MistralTestCase,
    Network,
    Quota,
    Simulator,
    WireConnection,
    WireRequest,
    answers,
    cassettes,
    reached,
)

HEAD = """# Reference of the Mistral API simulator

Every name of `checker.simulator` with its signature, made of the code by
`python -m tests.simulator.reference`. What it is for: [the simulator](simulator.md),
[recipes](simulator-recipes.md).
"""
CLASSES: tuple[type[Any], ...] = (
    *(Simulator, Endpoint, Match, Behaviour, Quota, Limits, Gate, WireRequest, WireConnection),
    *(Network, MistralTestCase),
)


def page() -> str:
    """Return the whole page."""
    parts = [HEAD, "## answers\n", *_functions(answers)]
    for kind in CLASSES:
        parts += [f"\n## {kind.__name__}\n", f"{_sentence(kind)}\n", *_members(kind)]
    parts += [
        "\n## cassettes\n",
        *_functions(cassettes),
        "\n## reached\n",
        _entry("reached", reached),
    ]
    return "\n".join(parts) + "\n"


def _functions(module: Any) -> Iterator[str]:
    for name in sorted(module.__all__):
        yield _entry(name, getattr(module, name))


def _members(kind: type[Any]) -> Iterator[str]:
    fields = getattr(kind, "__dataclass_fields__", {})
    for name, field in fields.items():
        yield f"- `{name}: {field.type}`"
    for name, member in vars(kind).items():
        if name.startswith("_") or name in fields or name in ("setUp", "tearDown"):
            continue
        if isinstance(member, property):
            yield f"- `{name}`: {_sentence(member)}"
        elif inspect.isfunction(member):
            yield _entry(name, member)


class _Bare:
    """An annotation that is shown without quotes."""

    def __init__(self, text: object) -> None:
        self._text = str(text)

    def __repr__(self) -> str:
        return self._text


def _entry(name: str, what: Callable[..., Any]) -> str:
    signature = inspect.signature(what)
    parameters = [
        each if each.annotation is each.empty else each.replace(annotation=_Bare(each.annotation))
        for each in signature.parameters.values()
        if each.name != "self"
    ]
    returned = signature.return_annotation
    bare = returned if returned is signature.empty else _Bare(returned)
    shown = signature.replace(parameters=parameters, return_annotation=bare)
    return f"- `{name}{shown}`: {_sentence(what)}"


def _sentence(what: Any) -> str:
    text = inspect.getdoc(what) or ""
    return " ".join(text.split("\n\n")[0].split())


if __name__ == "__main__":
    sys.stdout.write(page())
