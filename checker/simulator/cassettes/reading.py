"""Cassettes from files: our JSON lines, and what vcrpy writes."""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from checker.simulator.cassettes.recorded import Recorded, kept
from checker.simulator.scripts.errors import InvalidScriptError

YAML = (".yaml", ".yml")


def read(file: Path) -> tuple[Recorded, ...]:
    """Return what a file holds: ``.jsonl`` is ours, ``.json`` and ``.yaml`` are VCR's.

    Raises:
        InvalidScriptError: It cannot be read; the message says where.
    """
    text = file.read_text("utf-8")
    if file.suffix == ".jsonl":
        rows = [_json(each, f"{file.name}:{n}") for n, each in enumerate(text.splitlines(), 1)]
        return tuple(_of_line(row, f"{file.name}:{n}") for n, row in enumerate(rows, 1))
    whole = _yaml(text, file.name) if file.suffix in YAML else _json(text, file.name)
    found = whole.get("interactions") if isinstance(whole, dict) else None
    if not isinstance(found, list):
        raise InvalidScriptError(f"{file.name} has no list of interactions")
    return tuple(_of_vcr(each, f"{file.name}: interaction {n}") for n, each in enumerate(found, 1))


def _of_line(row: Any, place: str) -> Recorded:
    try:
        return Recorded(
            method=row["method"],
            path=row["path"].partition("#")[0],
            body=_json(row["body"], place) if row["body"] else None,
            status=int(row["status"]),
            answer=row["answer"].encode(),
            headers=kept(row.get("headers") or {}),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InvalidScriptError(f"{place} is no recorded answer: {error!r}") from error


def _of_vcr(each: Any, place: str) -> Recorded:
    try:
        request, response = each["request"], each["response"]
        parts = urlsplit(request["uri"])
        headers = {name: _first(value) for name, value in (response.get("headers") or {}).items()}
        asked = _body(request)
        return Recorded(
            method=request["method"],
            path=parts.path + (f"?{parts.query}" if parts.query else ""),
            body=_json(asked, place) if asked else None,
            status=int(response["status"]["code"]),
            answer=_body(response).encode(),
            headers=kept(headers),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InvalidScriptError(f"{place} is no recorded answer: {error!r}") from error


def _body(part: Mapping[str, Any]) -> str:
    """Return a body: text, VCR's ``string``, or the ``parsed_body`` of some test suites."""
    if part.get("parsed_body") is not None:
        return json.dumps(part["parsed_body"])
    body = part.get("body")
    text = body.get("string") if isinstance(body, dict) else body
    return text.decode() if isinstance(text, bytes) else text or ""


def _first(value: Any) -> str:
    return str(value[0]) if isinstance(value, list) and value else str(value)


def _json(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidScriptError(f"{place} is not JSON: {error}") from error


def _yaml(text: str, place: str) -> Any:
    try:
        yaml = importlib.import_module("yaml")
    except ImportError as error:
        raise InvalidScriptError(f"{place} is YAML, which PyYAML reads: install it") from error
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InvalidScriptError(f"{place} is not YAML: {error}") from error
