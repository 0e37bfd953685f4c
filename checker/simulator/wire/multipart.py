"""multipart/form-data by RFC 7578, as httpx sends it; bytes stay unchanged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,70})"|([^\s;,]{1,70}))')
PARAMETER = re.compile(r'(\w+\*?)=(?:"((?:\\.|[^"\\])*)"|([^\s;]+))')
MAX_PARTS = 64
URL_ENCODED = "application/x-www-form-urlencoded"
MAX_TEXT_BYTES = 64 * 2**10


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPart:
    """One field of a form; ``filename`` is None if it is no file."""

    name: str
    filename: str | None
    content_type: str
    content: bytes


def parts_of(raw: bytes, content_type: str) -> list[BodyPart] | None:
    """Return the parts of a form, None if it is not a form or is broken."""
    found = BOUNDARY.search(content_type)
    if not content_type.lower().startswith("multipart/form-data") or found is None:
        return None
    mark = b"--" + (found[1] or found[2]).encode("latin-1", errors="replace")
    chunks = (b"\r\n" + raw).split(b"\r\n" + mark)
    if len(chunks) < len(("before", "after")) or not chunks[-1].startswith(b"--"):
        return None  # the end is missing
    parts = [_part(chunk) for chunk in chunks[1 : MAX_PARTS + 1] if not chunk.startswith(b"--")]
    return [part for part in parts if part is not None]


def form_fields(raw: bytes, content_type: str) -> dict[str, Any]:
    """Return the fields of a form by their names: text, of a file its name, of several a list."""
    found: dict[str, list[str]] = {}
    if content_type.lower().startswith(URL_ENCODED):  # what the SDK sends where there is no file
        text = raw[:MAX_TEXT_BYTES].decode(errors="replace")
        found = parse_qs(text, keep_blank_values=True)
    for part in parts_of(raw, content_type) or ():
        value = part.filename or part.content[:MAX_TEXT_BYTES].decode(errors="replace")
        found.setdefault(part.name.removesuffix("[]"), []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def _part(chunk: bytes) -> BodyPart | None:
    head, gap, content = chunk.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    headers = {}
    for line in head.decode("utf-8", errors="replace").split("\r\n"):
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    disposition = headers.get("content-disposition", "")
    told = {m[1].lower(): m[2] or m[3] or "" for m in PARAMETER.finditer(disposition)}
    if not gap or "name" not in told:
        return None
    return BodyPart(
        name=told["name"],
        filename=told.get("filename"),
        content_type=headers.get("content-type", ""),
        content=content,
    )
