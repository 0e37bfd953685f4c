"""The catalogue of rules as text and as Markdown; pure."""

from __future__ import annotations

import textwrap
from itertools import groupby

from checker.rules.catalogue import RULES
from checker.rules.rule import Rule

INDENT = "    "
WIDTH = 80


def index() -> str:
    """Return every rule with its summary, by category."""
    lines = []
    for category, rules in _by_category():
        lines.append(category)
        for rule in rules:
            lines += [f"  {rule.code}  {rule.name}", *_wrapped(rule.summary, " " * 10)]
    return "\n".join(lines)


def in_full(rule: Rule) -> str:
    """Return everything about a rule."""
    return "\n".join(
        [
            f"{rule.code} {rule.name} ({rule.category})",
            "",
            *_wrapped(rule.summary),
            *_wrapped(rule.why),
            "",
            "Bad",
            _indented(rule.bad),
            "",
            "Good",
            _indented(rule.good),
            *_more(rule),
        ]
    )


def _more(rule: Rule) -> list[str]:
    """Return how else people call it, what it is not, and where to read on."""
    lines = ["", *_wrapped(f"Also called: {', '.join(rule.also)}.")] if rule.also else []
    if rule.siblings:
        lines += ["", *_wrapped(f"As good a name for many faults: {', '.join(rule.siblings)}.")]
    if rule.unlike:
        lines += ["", "It is another rule where"]
        lines += [
            line for name, why in rule.unlike for line in _wrapped(f"{why[:-1]}: {name}", "  ")
        ]
    lines += ["", f"Read on: {rule.link}"] if rule.link else []
    return [*lines, *_wrapped(f"Formerly {', '.join(rule.formerly)}.")] if rule.formerly else lines


def as_markdown(rules: tuple[Rule, ...] = RULES) -> str:
    """Return the page of the rules for the documentation."""
    lines = ["# Rules", ""]
    for category, some in _by_category(rules):
        lines += [f"## {category}", ""]
        for rule in some:
            lines += [f"### {rule.code} {rule.name}", "", f"{rule.summary} {rule.why}", ""]
            lines += ["Bad:", "", *_fenced(rule.bad), "", "Good:", "", *_fenced(rule.good), ""]
            lines += _more_in_markdown(rule)
    return "\n".join(lines).rstrip("\n")


def _more_in_markdown(rule: Rule) -> list[str]:
    lines = [f"Also called: {', '.join(rule.also)}.", ""] if rule.also else []
    if rule.siblings:
        lines += [f"As good a name for many faults: {', '.join(rule.siblings)}.", ""]
    if rule.unlike:
        lines += ["It is another rule where", ""]
        lines += [*(f"- {why[:-1]}: {name}" for name, why in rule.unlike), ""]
    lines += [f"Read on: <{rule.link}>", ""] if rule.link else []
    return [*lines, f"Formerly {', '.join(rule.formerly)}.", ""] if rule.formerly else lines


def fields(rule: Rule) -> dict[str, object]:
    """Return a rule as a JSON object."""
    return {
        "code": rule.code,
        "name": rule.name,
        "category": rule.category,
        "summary": rule.summary,
        "why": rule.why,
        "bad": rule.bad,
        "good": rule.good,
        "also": list(rule.also),
        "siblings": list(rule.siblings),
        "unlike": [{"rule": name, "where": why} for name, why in rule.unlike],
        "link": rule.link,
        "formerly": list(rule.formerly),
    }


def _by_category(rules: tuple[Rule, ...] = RULES) -> list[tuple[str, list[Rule]]]:
    """Return the rules by category, both in the order of the catalogue."""
    order = list(dict.fromkeys(rule.category for rule in rules))
    ranked = sorted(rules, key=lambda rule: order.index(rule.category))
    return [(name, list(some)) for name, some in groupby(ranked, key=lambda r: str(r.category))]


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _fenced(code: str) -> list[str]:
    return ["```python", code, "```"]


def _indented(code: str) -> str:
    return "\n".join(f"{INDENT}{line}".rstrip() for line in code.splitlines())
