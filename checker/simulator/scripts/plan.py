"""The content of a script as values, and how a simulator is set up from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from checker.simulator.scripts.errors import InvalidScriptError
from checker.simulator.server.endpoint import Endpoint
from checker.simulator.server.fault_injection import FaultInjection
from checker.simulator.server.script_queue import ScriptError
from checker.simulator.simulator import Simulator
from checker.simulator.store.quota import Quota
from checker.simulator.wire.answer import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedAnswers:
    """Answers for the next requests."""

    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByBody:
    """Answers for requests whose body contains a text."""

    text: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingAnswer:
    """The answer from now on."""

    answer: Answer


Step: TypeAlias = QueuedAnswers | ByBody | StandingAnswer | FaultInjection


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole script.

    Attributes:
        steps: By endpoint, in the order of the script.
        limits: Fields of ``Limits`` with other values.
        keys: The accepted keys; empty accepts all.
        batch_states: The states of batch jobs, empty for the usual ones.
    """

    steps: tuple[tuple[str, Step], ...] = ()
    quota: Quota | None = None
    limits: tuple[tuple[str, int], ...] = ()
    keys: tuple[str, ...] = ()
    batch_states: tuple[str, ...] = ()


def apply(plan: Plan, mistral: Simulator) -> None:
    """Set a simulator up as the script says.

    Raises:
        InvalidScriptError: An endpoint cannot answer what the script says.
    """
    mistral.quota = plan.quota
    mistral.limits = replace(mistral.limits, **dict(plan.limits))
    if plan.keys:
        mistral.accept_keys(*plan.keys)
    if plan.batch_states:
        mistral.batch_states = plan.batch_states
    for name, step in plan.steps:
        try:
            _take(step, mistral.endpoints[name])
        except ScriptError as error:
            raise InvalidScriptError(f"{name}: {error}") from error


def _take(step: Step, endpoint: Endpoint) -> None:
    match step:
        case QueuedAnswers(answers=answers):
            endpoint.respond(*answers)
        case ByBody(text=text, answers=answers):
            endpoint.respond_when(text, *answers)
        case StandingAnswer(answer=answer):
            endpoint.respond_always(answer)
        case FaultInjection():
            endpoint.inject_faults(step.seed, share=step.share, faults=step.faults)
