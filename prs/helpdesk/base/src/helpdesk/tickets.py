"""What the desk works on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """Where a ticket stands."""

    OPEN = "open"
    DRAFTED = "drafted"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One question of one customer; ``customer`` is an e-mail address."""

    id: str
    customer: str
    subject: str
    body: str
    status: Status = Status.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAnswer:
    """A question that was answered, and the answer."""

    ticket_id: str
    question: str
    answer: str
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A reply that waits for a person's approval; agents type them in the web form today."""

    ticket_id: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a customer bought and where it is."""

    id: str
    customer: str
    status: str
