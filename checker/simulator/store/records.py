"""What clients store at the API: files, batch jobs, agents, conversations.

``weight`` is about how many bytes of memory the requests that made a record take.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file, uploaded or made by a batch job (``source`` "mistral")."""

    id: str
    filename: str
    content: bytes
    purpose: str
    sample_type: str
    source: str
    mimetype: str
    visibility: str | None
    created_at: int
    expires_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """One request of a batch; ``body`` is no object where the line does not parse."""

    custom_id: str | None
    body: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchJob:
    """A batch job; its state advances with every look at it.

    Attributes:
        batch_states: The states it goes through, one for each look; the last one stays.
        looks: How many requests looked at it.
        outputs: One line for each request, once it has run.
        outcome: The files of results, by the name of the job's field.
    """

    id: str
    weight: int
    endpoint: str
    model: str | None
    agent_id: str | None
    metadata: Mapping[str, Any] | None
    input_files: tuple[str, ...]
    lines: tuple[BatchLine, ...]
    created_at: int
    batch_states: tuple[str, ...]
    looks: int = 0
    problems: tuple[str, ...] = ()
    outputs: tuple[Mapping[str, Any], ...] = ()
    outcome: Mapping[str, str | None]

    @property
    def status(self) -> str:
        """The current state."""
        return self.batch_states[min(self.looks, len(self.batch_states) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentAlias:
    """A name for one version of an agent."""

    name: str
    version: int
    created_at: float
    updated_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """An agent in its versions; each holds the fields that were sent."""

    id: str
    weight: int
    versions: tuple[Mapping[str, Any], ...]
    current: int
    created_at: float
    updated_at: float
    aliases: tuple[AgentAlias, ...] = ()

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields of the current version."""
        return self.versions[self.current]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation: its model or agent, its settings, and every entry so far."""

    id: str
    weight: int
    agent_id: str | None
    agent_version: int | None
    model: str
    settings: Mapping[str, Any]
    entries: tuple[Mapping[str, Any], ...]
    created_at: float
    updated_at: float
