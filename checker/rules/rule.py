"""What a rule is: a kind of fault, public, documented once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """What a rule is about."""

    ASYNC = "async"
    MISTRAL = "mistral"
    ERRORS = "errors"
    RESOURCES = "resources"
    SECURITY = "security"
    CONVENTIONS = "conventions"
    TYPING = "typing"
    NAMING = "naming"
    TESTS = "tests"
    HYGIENE = "hygiene"
    ALGORITHMS = "algorithms"
    STATE = "state"


class Severity(StrEnum):
    """How bad a defect is, worst first."""

    BLOCKER = "blocker"
    MAJOR = "major"
    MINOR = "minor"
    NIT = "nit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A kind of fault, named after the fault and never after the remedy.

    ``bad`` and ``good`` are snippets of Python (or TOML, or a file listing) that parse. ``also``
    are other names that people give it. ``siblings`` are rules, by name, that are as good a name
    for many of its faults. ``unlike`` are rules that it may be mistaken for, each with what makes a
    fault that one instead. ``link`` is a page that says why it matters. ``formerly`` are codes and
    names that it had.
    """

    code: str
    name: str
    category: Category
    summary: str
    why: str
    bad: str
    good: str
    also: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    unlike: tuple[tuple[str, str], ...] = ()
    link: str = ""
    formerly: tuple[str, ...] = ()
