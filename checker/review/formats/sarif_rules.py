"""The rules of a SARIF run: messages and severities that a result leaves to its rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checker.review.formats.documents import word

_HOLE = re.compile(r"\{\{|\}\}|\{(\d{1,3})\}")
_LINK = re.compile(r"\[((?:[^\]\\\n]|\\.){1,300})\]\(\d{1,6}\)")  # to a related location


def find(item: Mapping[str, Any], run: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the rule of a result: of the tool itself or of one of its extensions."""
    wanted = item.get("rule") if isinstance(item.get("rule"), dict) else {}
    name = item.get("ruleId") or word(wanted, "id")
    components = list(_components(run))
    index = wanted.get("index", item.get("ruleIndex")) if isinstance(wanted, dict) else None
    extension = wanted.get("toolComponent") if isinstance(wanted, dict) else None
    at = extension.get("index") if isinstance(extension, dict) else None
    chosen = components[1 + at : 2 + at] if isinstance(at, int) and at >= 0 else components[:1]
    for rules in chosen:
        if (
            type(index) is int
            and 0 <= index < len(rules)
            and name in (None, rules[index].get("id"))
        ):
            return rules[index]
    named = [rule for rules in components for rule in rules if rule.get("id") == name]
    return named[0] if name and named else {}


def level(rule: Mapping[str, Any]) -> str:
    """Return the level that a rule has by default; SARIF's own default is a warning."""
    return word(rule, "defaultConfiguration", "level") or "warning"


def message(given: object, rule: Mapping[str, Any], where: str) -> object:
    """Return the text of a message, its placeholders filled in; what is no text stays."""
    del where
    said = given if isinstance(given, dict) else {}
    text = said.get("text") or said.get("markdown")
    strings = rule.get("messageStrings")
    if text is None and isinstance(strings, dict):
        text = word(strings, word(said, "id") or "default", "text") or None
    if text is None and not said:
        text = word(rule, "shortDescription", "text") or word(rule, "id") or None
    if not isinstance(text, str):
        return text
    arguments = said.get("arguments")
    words = [str(each) for each in arguments] if isinstance(arguments, list) else []
    filled = _HOLE.sub(lambda hole: _fill(hole, words), text) if words else text
    return _LINK.sub(r"\1", filled)


def _fill(hole: re.Match[str], words: list[str]) -> str:
    if hole[1] is None:
        return hole[0][0]
    number = int(hole[1])
    return words[number] if number < len(words) else hole[0]


def _components(run: Mapping[str, Any]) -> Iterator[list[Mapping[str, Any]]]:
    tool = run.get("tool")
    tool = tool if isinstance(tool, dict) else {}
    extensions = tool.get("extensions")
    for each in [tool.get("driver"), *(extensions if isinstance(extensions, list) else [])]:
        rules = each.get("rules") if isinstance(each, dict) else None
        yield [rule for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []
