"""A page for each rule, in the order of sections that ruff's documentation has; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from checker.rules.rule import Rule

SECTIONS = ("What it does", "Why is this bad", "Example", "Use instead", "Planted in")


def rule_page(rule: Rule, packs: Sequence[str]) -> str:
    """Return the page of a rule; ``packs`` are those that plant it."""
    texts = (rule.summary, rule.why, _fenced(rule.bad), _fenced(rule.good), _listed(packs))
    parts = [f"# {rule.name} ({rule.code})", f"Category: {rule.category}"]
    for heading, text in zip(SECTIONS, texts, strict=True):
        parts += [f"## {heading}", text]
    return "\n\n".join([*parts, *_names_and_borders(rule)]) + "\n"


def _names_and_borders(rule: Rule) -> list[str]:
    """Return how else people call it, and which rule a fault is instead."""
    near = [f"[{name}]({name}.md)" for name in rule.siblings]
    parts = ["## Other names", ", ".join(rule.also) + "."] if rule.also else []
    parts += [f"As good a name for many faults: {', '.join(near)}."] if near else []
    if rule.unlike:
        rows = [f"- {why[:-1]}: [{name}]({name}.md)" for name, why in rule.unlike]
        parts += ["## Where it is another rule", "\n".join(rows)]
    parts += ["## Read on", f"<{rule.link}>"] if rule.link else []
    return [*parts, f"Formerly {', '.join(rule.formerly)}."] if rule.formerly else parts


def index_page(rules: Iterable[Rule]) -> str:
    """Return the page that links to the pages of all rules, by category."""
    ranked = sorted(rules, key=lambda rule: (rule.category, int(rule.code[3:])))
    parts = ["# Rules", "Every kind of fault that packs plant, with an example of each."]
    names: list[str] = []
    for category, some in groupby(ranked, key=lambda rule: rule.category):
        rows = ["| code | rule | what it does |", "| --- | --- | --- |"]
        for rule in some:
            names.append(rule.name)
            link = f"[{rule.name}](rules/{rule.name}.md)"
            rows.append(f"| {rule.code} | {link} | {rule.summary.replace('|', chr(92) + '|')} |")
        parts += [f"## {category}", "\n".join(rows)]
    tree = "\n".join(f"rules/{name}" for name in names)
    return "\n\n".join(parts) + f"\n\n```{{toctree}}\n:hidden:\n\n{tree}\n```\n"


def packs_by_rule(planted: Mapping[str, Iterable[Rule]]) -> dict[str, list[str]]:
    """Return the packs that plant each rule, by the rule's name."""
    found: dict[str, list[str]] = {}
    for pack, rules in planted.items():
        for name in {rule.name for rule in rules}:
            found.setdefault(name, []).append(pack.replace("_", "-"))
    return found


def _fenced(code: str) -> str:
    return f"```python\n{code}\n```"


def _listed(packs: Sequence[str]) -> str:
    return ", ".join(f"`{pack}`" for pack in packs) or "No pack plants it at present."
