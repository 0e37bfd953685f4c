"""Parse a script into a plan, or raise an error that names the position."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from checker.simulator.endpoints import SURFACES
from checker.simulator.scripts.answers import answer, one_of
from checker.simulator.scripts.errors import InvalidScriptError
from checker.simulator.scripts.plan import ByMatch, Plan, QueuedAnswers, StandingAnswer, Step
from checker.simulator.server.fault_injection import FaultInjection
from checker.simulator.server.match import Match
from checker.simulator.store.behaviour import Behaviour
from checker.simulator.store.limits import Limits
from checker.simulator.store.quota import Quota

ENDPOINTS = tuple(surface.NAME for surface in SURFACES)
MATCHED = ("text", "last_user", "model")
STATES = (  # SDK 3.7.0, BatchJobStatus
    *("QUEUED", "RUNNING", "SUCCESS", "FAILED", "TIMEOUT_EXCEEDED"),
    *("CANCELLATION_REQUESTED", "CANCELLED"),
)

__all__ = ["InvalidScriptError", "read"]


def read(script: bytes, *, as_json: bool = False) -> Plan:
    """Return the plan that a script describes.

    Raises:
        InvalidScriptError: The script is not TOML or JSON, or has something unknown in it.
    """
    try:
        told = json.loads(script) if as_json else tomllib.loads(script.decode())
    except (ValueError, RecursionError) as error:
        kind = "JSON" if as_json else "TOML"
        raise InvalidScriptError(f"the script is not {kind}: {error}") from error
    table = _table(told, "the script")
    known = ("quota", "limits", "keys", "batch_states", "own_models", "behaviour", *ENDPOINTS)
    for name in table:
        one_of(name, known, "the script")
    return Plan(
        quota=_quota(table["quota"]) if "quota" in table else None,
        limits=_limits(table.get("limits", {})),
        keys=_texts(table.get("keys", []), "keys"),
        batch_states=_batch_states(table.get("batch_states", [])),
        own_models=_models(table.get("own_models", {})),
        behaviour=_behaviour(table.get("behaviour", {})),
        steps=tuple(
            (name, step)
            for name in ENDPOINTS
            for step in _steps(_table(table.get(name, {}), name), name)
        ),
    )


def _steps(table: Mapping[str, Any], place: str) -> list[Step]:
    """Return the steps of one endpoint."""
    readers: Mapping[str, Callable[[Any, str], list[Step]]] = {
        "respond_always": lambda told, where: [StandingAnswer(answer=answer(told, where))],
        "inject_faults": lambda told, where: [_fault_injection(told, where)],
        "respond": lambda told, where: [QueuedAnswers(answers=_answers(told, where))],
        "respond_when": _whens,
    }
    for name in table:
        one_of(name, tuple(readers), place)
    if "respond_always" in table and "respond" in table:
        raise InvalidScriptError(f"{place}.respond_always leaves no room for {place}.respond")
    return [
        step
        for name, reader in readers.items()
        if name in table
        for step in reader(table[name], f"{place}.{name}")
    ]


def _whens(told: Any, place: str) -> list[Step]:
    return [_when(each, f"{place}[{index}]") for index, each in enumerate(_list(told, place))]


def _when(told: Any, place: str) -> ByMatch:
    table = _table(told, place)
    for name in table:
        one_of(name, (*MATCHED, "headers", "answers", "always"), place)
    for name in MATCHED:
        if name in table and not (isinstance(table[name], str) and table[name]):
            raise InvalidScriptError(f"{place}.{name} must be some text")
    if not ("answers" in table or "always" in table):
        raise InvalidScriptError(f"{place} must have answers, or always")
    try:
        match = Match(**{name: table[name] for name in (*MATCHED, "headers") if name in table})
    except ValueError as error:
        raise InvalidScriptError(f"{place} must have {', '.join(MATCHED)} or headers") from error
    return ByMatch(
        match=match,
        answers=_answers(table.get("answers", []), f"{place}.answers"),
        always=answer(table["always"], f"{place}.always") if "always" in table else None,
    )


def _models(told: Any) -> tuple[tuple[str, str], ...]:
    table = _table(told, "own_models")
    for name, like in table.items():
        if not isinstance(like, str):
            raise InvalidScriptError(f"own_models.{name} must be the name of the model it is like")
    return tuple(table.items())


def _behaviour(told: Any) -> Behaviour:
    table = _table(told, "behaviour")
    for name in table:
        one_of(name, tuple(field.name for field in fields(Behaviour)), "behaviour")
    try:
        return Behaviour(**table)
    except (TypeError, ValueError) as error:
        raise InvalidScriptError(f"behaviour: {error}") from error


def _answers(told: Any, place: str) -> tuple[Any, ...]:
    return tuple(answer(each, f"{place}[{i}]") for i, each in enumerate(_list(told, place)))


def _fault_injection(told: Any, place: str) -> FaultInjection:
    table = _table(told, place)
    if "seed" in table:
        _whole(table["seed"], f"{place}.seed")
    try:
        faults = {"faults": tuple(table["faults"])} if "faults" in table else {}
        return FaultInjection(**{**table, **faults})
    except (TypeError, ValueError) as error:
        raise InvalidScriptError(f"{place}: {error}") from error


def _quota(told: Any) -> Quota:
    table = _table(told, "quota")
    for name, value in table.items():
        one_of(name, tuple(field.name for field in fields(Quota)), "quota")
        _whole(value, f"quota.{name}")
    return Quota(**table)


def _limits(told: Any) -> tuple[tuple[str, int], ...]:
    table = _table(told, "limits")
    for name in table:
        one_of(name, tuple(field.name for field in fields(Limits)), "limits")
    return tuple((name, _whole(value, f"limits.{name}")) for name, value in table.items())


def _batch_states(told: Any) -> tuple[str, ...]:
    states = _texts(told, "batch_states")
    for state in states:
        one_of(state, STATES, "batch_states")
    return states


def _texts(told: Any, place: str) -> tuple[str, ...]:
    for index, each in enumerate(_list(told, place)):
        if not isinstance(each, str):
            raise InvalidScriptError(f"{place}[{index}] must be text")
    return tuple(told)


def _whole(value: Any, place: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidScriptError(f"{place} must be a whole number, and not below 0")
    return value


def _table(told: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise InvalidScriptError(f"{place} must be a table")
    return told


def _list(told: Any, place: str) -> list[Any]:
    if not isinstance(told, list):
        raise InvalidScriptError(f"{place} must be a list")
    return told
