"""Operators, and a defect that was admitted, as text and as JSON."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable
from itertools import groupby

from checker.authoring.steps import RUN
from checker.operators.lock import NAME
from checker.operators.operator import Operator
from checker.prove.admit_defect import DefectAdmission
from checker.prove.pairs import said
from cli.output.say import counted

WIDTH = 80


def index(operators: Iterable[Operator]) -> str:
    """Return a paragraph an operator, by folder: its name, its rule, its search, what it plants."""
    lines: list[str] = []
    for folder, mine in groupby(operators, key=_folder):
        lines += [f"{folder}:"]
        for each in mine:
            lines += [f"  {each.name} ({each.rule.name})", *wrapped(looks_for(each), " " * 6)]
            lines += wrapped(f"-> {plants(each)}", " " * 6)
    return "\n".join(lines)


def in_full(operators: Iterable[Operator]) -> str:
    """Return operators with their first case, before and after."""
    return "\n\n".join(
        f"{index([each])}\n\nbefore:\n{_indented(each.cases[0].before)}"
        f"\nafter:\n{_indented(each.cases[0].after)}"
        for each in operators
    )


def fields(operator: Operator) -> dict[str, object]:
    """Return an operator for a program."""
    return {
        "name": operator.name,
        "rule": operator.rule.name,
        "severity": str(operator.severity),
        "looks_for": looks_for(operator),
        "plants": plants(operator),
        "cases": [{"before": case.before, "after": case.after} for case in operator.cases],
    }


def defect_text(pack: str, done: DefectAdmission) -> str:
    """Return what was tried of a hand-made defect, what was found, and what is left to try."""
    slug, sites = done.incompatible.slug, counted(len(done.lock.admitted), "admitted site")
    fails = f"{len(done.fails)} of the {done.seeing} hidden tests that see these sites"
    clashes = ", ".join(done.clashes) or "none"
    return "\n".join(
        [
            f"{pack}: planted {slug} alone, and ran its checks on {sites}; wrote {NAME}",
            f"  {fails} fail on {slug}",
            f"  sites on which checks of {slug} fail, so that no deal has both: {clashes}",
            *(f"  {note}" for note in said(done.incompatible)),
            "not tried: its proofs, the draws that deal it, and sites that were refused before",
            f"  {RUN}messypr prove {pack} --only {slug}",
            f"  {RUN}messypr prove {pack}",
            f"  {RUN}messypr admit {pack}    # after a new hidden test, which may see more sites",
        ]
    )


def defect_fields(done: DefectAdmission) -> dict[str, object]:
    """Return what was found of a hand-made defect for a program."""
    found = done.incompatible
    return {
        "defect": found.slug,
        "fails": list(done.fails),
        "clashes": list(done.clashes),
        "cannot_be_planted_with": [
            {"defect": each.slug, "path": str(each.path), "line": each.line, "why": each.why}
            for each in (*found.hand_made, *found.sites)
        ],
        "draws": found.draws,
        "dealt": found.dealt,
    }


def looks_for(operator: Operator) -> str:
    """Return what an operator looks for: the first line of the docstring of its search."""
    return (operator.sites.__doc__ or "").strip().partition("\n")[0]


def plants(operator: Operator) -> str:
    """Return what an operator plants: the first line of its module's docstring."""
    module = sys.modules[operator.sites.__module__]
    return (module.__doc__ or "").strip().partition("\n")[0]


def wrapped(text: str, indent: str) -> list[str]:
    """Return a text as lines of at most 80 columns; a longer word has a line of its own."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )


def _folder(operator: Operator) -> str:
    return operator.sites.__module__.split(".")[-2]


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())
