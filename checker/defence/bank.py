"""Read a pack's questions: ``questions/*.toml`` beside its answer key."""

from __future__ import annotations

import tomllib
from collections.abc import ItemsView, Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from checker.defence import formula
from checker.defence.templates import ChoiceTemplate, NumberTemplate, Template
from checker.errors import PackError
from checker.packs.loading import QUESTIONS as FOLDER

FEWEST_CHOICES: Final = 3
TABLES: Final = MappingProxyType(
    {
        "choice": frozenset({"id", "ask", "right", "wrong", "why", "source"}),
        "number": frozenset(
            {"id", "ask", "unit", "answer", "tolerance", "draw", "example", "why", "source"}
        ),
    }
)
OPTIONAL: Final = frozenset({"tolerance"})
OF_ROUNDS: Final = ("round-", "repair-")


def read(solution: Path) -> tuple[Template, ...]:
    """Return the questions in the folder of a key, in the order of the files; none without files.

    Raises:
        PackError: a file is broken, or two questions have one id; the message names the file.
    """
    files = sorted((solution / FOLDER).glob("*.toml"))
    found = tuple(chain.from_iterable(map(_templates, files)))
    known: set[str] = set()
    for each in found:
        if each.id.startswith(OF_ROUNDS):
            raise PackError(f"{solution / FOLDER}: {each.id!r} is a name of questions about rounds")
        if each.id in known:
            raise PackError(f"{solution / FOLDER}: two questions have the id {each.id!r}")
        known.add(each.id)
    return found


def _templates(file: Path) -> Iterator[Template]:
    try:
        document = tomllib.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise PackError(f"{file} is no TOML: {error}") from error
    for table, entries in document.items():
        if table not in TABLES or not isinstance(entries, list):
            raise PackError(f"{file}: {table!r} is none of [[choice]] and [[number]]")
        for number, entry in enumerate(entries, 1):
            where = f"{file}: [[{table}]] {number}"
            _complete(entry, TABLES[table], where)
            yield _choice(entry, where) if table == "choice" else _number(entry, where)


def _complete(entry: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    if unknown := sorted(set(entry) - known):
        raise PackError(
            f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}"
        )
    if missing := sorted(known - OPTIONAL - set(entry)):
        raise PackError(f"{where}: the key {missing[0]!r} is missing")


def _choice(entry: Mapping[str, Any], where: str) -> ChoiceTemplate:
    wrong = entry["wrong"]
    if not isinstance(wrong, list) or len(wrong) < FEWEST_CHOICES - 1:
        raise PackError(f"{where}: wrong must be a list of {FEWEST_CHOICES - 1} texts or more")
    found = ChoiceTemplate(
        **{
            name: _text(entry[name], name, where)
            for name in ("id", "ask", "right", "why", "source")
        },
        wrong=tuple(_text(each, "wrong", where) for each in wrong),
    )
    choices = [" ".join(each.lower().split()) for each in (found.right, *found.wrong)]
    if len(set(choices)) != len(choices):
        raise PackError(f"{where}: two choices say the same")
    return found


def _number(entry: Mapping[str, Any], where: str) -> NumberTemplate:
    names = ("id", "ask", "unit", "why", "source")
    tolerance = entry.get("tolerance", 0)
    if type(tolerance) not in {int, float} or not 0 <= tolerance < 1:
        raise PackError(f"{where}: tolerance must be a share from 0 to 1, such as 0.01")
    return NumberTemplate(
        **{name: _text(entry[name], name, where) for name in names},
        formula=_text(entry["answer"], "answer", where),
        tolerance=formula.number(tolerance),
        draw={name: _numbers(each, name, where) for name, each in _table(entry, "draw", where)},
        example={
            name: _numbers([each], name, where)[0] for name, each in _table(entry, "example", where)
        },
    )


def _table(entry: Mapping[str, Any], name: str, where: str) -> ItemsView[str, Any]:
    if not isinstance(entry[name], dict):
        raise PackError(f"{where}: {name} must be a table, such as {{ tokens = [100] }}")
    found: ItemsView[str, Any] = entry[name].items()
    return found


def _text(value: object, name: str, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PackError(f"{where}: {name} must be a text")
    return value.strip()


def _numbers(values: object, name: str, where: str) -> tuple[float, ...]:
    if not isinstance(values, list) or not values:
        raise PackError(f"{where}: {name} must be a list of numbers")
    if any(type(each) not in {int, float} for each in values):
        raise PackError(f"{where}: {name} must hold numbers alone")
    return tuple(values)
