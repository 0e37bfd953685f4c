"""The content of a script as values, and how a simulator is set up from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from checker.simulator.scripts.errors import InvalidScriptError
from checker.simulator.server.endpoint import Endpoint
from checker.simulator.server.fault_injection import FaultInjection
from checker.simulator.server.match import Match
from checker.simulator.server.script_queue import ScriptError
from checker.simulator.simulator import Simulator
from checker.simulator.store.behaviour import Behaviour
from checker.simulator.store.quota import Quota
from checker.simulator.wire.answer import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedAnswers:
    """Answers for the next requests."""

    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByMatch:
    """Answers for requests that fit, and the one from then on."""

    match: Match
    answers: tuple[Answer, ...] = ()
    always: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingAnswer:
    """The answer from now on."""

    answer: Answer


Step: TypeAlias = QueuedAnswers | ByMatch | StandingAnswer | FaultInjection


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole script.

    Attributes:
        steps: By endpoint, in the order of the script.
        limits: Fields of ``Limits`` with other values.
        keys: The accepted keys; empty accepts all.
        batch_states: The states of batch jobs, empty for the usual ones.
        own_models: Further models, each with the one it is like.
        behaviour: The habits of the model.
    """

    steps: tuple[tuple[str, Step], ...] = ()
    quota: Quota | None = None
    limits: tuple[tuple[str, int], ...] = ()
    keys: tuple[str, ...] = ()
    batch_states: tuple[str, ...] = ()
    own_models: tuple[tuple[str, str], ...] = ()
    behaviour: Behaviour = field(default_factory=Behaviour)


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
    mistral.behaviour = plan.behaviour
    for name, like in plan.own_models:
        try:
            mistral.serve_model(name, like)
        except ValueError as error:
            raise InvalidScriptError(f"own_models: {error}") from error
    for name, step in plan.steps:
        try:
            _take(step, mistral.endpoints[name])
        except ScriptError as error:
            raise InvalidScriptError(f"{name}: {error}") from error


def _take(step: Step, endpoint: Endpoint) -> None:
    match step:
        case QueuedAnswers(answers=answers):
            endpoint.respond(*answers)
        case ByMatch(match=match, answers=answers, always=always):
            endpoint.respond_when(match, *answers)
            if always is not None:
                endpoint.respond_always_when(match, always)
        case StandingAnswer(answer=answer):
            endpoint.respond_always(answer)
        case FaultInjection():
            endpoint.inject_faults(step.seed, share=step.share, faults=step.faults)
