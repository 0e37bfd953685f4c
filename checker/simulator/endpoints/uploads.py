"""From an upload to a stored file, and from a file to the API's description of it."""

from __future__ import annotations

import hashlib
from typing import Any

from checker.simulator.canned.ids import unique
from checker.simulator.rules import fields, upload_formats
from checker.simulator.rules.call import MAX_NUMBER_DIGITS, EndpointCall
from checker.simulator.store.records import StoredFile
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import invalid, problem
from checker.simulator.wire.multipart import BodyPart, parts_of

PURPOSES = fields.one_of(  # SDK 3.7.0, FilePurpose; audio: client-python, examples/audio
    *("fine-tune", "batch", "ocr", "agentic_safety", "audio")
)
SAMPLES = {"batch": "batch_request", "fine-tune": "instruct"}  # SDK 3.7.0, SampleType
OTHER_SAMPLE = "ocr_input"  # for every other purpose; the SDK accepts any string
VISIBLE = fields.one_of("workspace", "user")
HOUR_SECONDS = 3_600
OCTETS = "application/octet-stream"


def refusal(call: EndpointCall) -> Raw | None:
    """Return a 422 for a broken form, a missing file, or fields with wrong values."""
    parts = _parts(call)
    if parts is None:
        return invalid(problem("multipart_invalid", (), "There was an error parsing the body", {}))
    if all(part.name != "file" or part.filename is None for part in parts):
        return invalid(problem("missing", ("file",), "Field required", None))
    for name, check in (("purpose", PURPOSES), ("visibility", VISIBLE)):
        value = _text(parts, name)
        wrong = None if value is None else check(value)
        if wrong is not None:
            return invalid(problem(wrong[0], (name,), wrong[1], value))
    hours = _text(parts, "expiry")
    if hours is not None and not (hours.isdecimal() and len(hours) <= MAX_NUMBER_DIGITS):
        words = "Input should be a valid integer"
        return invalid(problem("int_parsing", ("expiry",), words, hours))
    part = next(part for part in parts if part.name == "file" and part.filename is not None)
    return upload_formats.refusal(_purpose(parts), part.filename or "", part.content)


def uploaded(call: EndpointCall) -> StoredFile:
    """Return the file in a form."""
    parts = _parts(call) or []
    part = next(part for part in parts if part.name == "file")
    purpose = _purpose(parts)
    now, hours = int(call.memory.clock.now()), _text(parts, "expiry")
    return StoredFile(
        id=unique(call.memory.number("file")),
        filename=part.filename or "",
        content=part.content,
        purpose=purpose,
        sample_type=SAMPLES.get(purpose, OTHER_SAMPLE),
        source="upload",
        mimetype=part.content_type or OCTETS,
        visibility=_text(parts, "visibility") or "workspace",
        created_at=now,
        expires_at=None if hours is None else now + int(hours) * HOUR_SECONDS,
    )


def described(file: StoredFile) -> dict[str, Any]:
    """Return a FileSchema of SDK 3.7.0."""
    batch = file.sample_type.startswith("batch")
    return {
        "id": file.id,
        "object": "file",
        "bytes": len(file.content),
        "created_at": file.created_at,
        "filename": file.filename,
        "purpose": file.purpose,
        "sample_type": file.sample_type,
        "num_lines": len(file.content.splitlines()) if batch else None,
        "mimetype": file.mimetype,
        "source": file.source,
        "signature": hashlib.md5(file.content, usedforsecurity=False).hexdigest(),
        "expires_at": file.expires_at,
        "visibility": file.visibility,
    }


def _parts(call: EndpointCall) -> list[BodyPart] | None:
    return parts_of(call.request.raw, call.request.headers.get("content-type", ""))


def _purpose(parts: list[BodyPart]) -> str:
    return _text(parts, "purpose") or "fine-tune"  # docs: the default


def _text(parts: list[BodyPart], name: str) -> str | None:
    found = [part.content.decode(errors="replace") for part in parts if part.name == name]
    return found[-1] if found else None
