"""Batch jobs: their lines, how they run, and the API's description of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from checker.simulator.canned.ids import unique
from checker.simulator.rules.call import EndpointCall
from checker.simulator.store.memory import Memory
from checker.simulator.store.records import BatchJob, BatchLine, StoredFile

FIRST_ERROR_STATUS = 400
RAN = ("SUCCESS", "TIMEOUT_EXCEEDED")
ENDED = (*RAN, "FAILED", "CANCELLED")
JSON_LINES = "application/jsonl"
MAX_LINES = 10_000  # ours; docs: 1 000 000 in a file, but all of them are answered at one look
MAX_BYTES = 8 * 2**20  # ours


def too_large(contents: Sequence[bytes]) -> bool:
    """Return whether files exceed one job's limit (ours; one file may be named twice)."""
    return sum(map(len, contents)) > MAX_BYTES


def lines_of(contents: Sequence[bytes]) -> tuple[BatchLine, ...]:
    """Return the requests in files up to the first one too many; some may not parse."""
    lines = (line for content in contents for line in content.splitlines() if line.strip())
    return tuple(_line(line) for line in islice(lines, MAX_LINES + 1))


def problems(lines: Sequence[BatchLine]) -> tuple[str, ...]:
    """Return why a job with these lines fails as a whole (the wording is ours)."""
    if not lines:
        return ("The batch has no requests.",)
    if len(lines) > MAX_LINES:
        return (f"The batch has more than {MAX_LINES} requests.",)
    names = [line.custom_id for line in lines if line.custom_id is not None]
    twice = sorted({name for name in names if names.count(name) > 1}) if _some_twice(names) else []
    broken = [i for i, line in enumerate(lines, 1) if not isinstance(line.body, dict)]
    found = [f"Duplicate custom_id '{name}'." for name in twice]
    return (*found, *(f"Line {number} is no JSON object with a body." for number in broken))


def looked_at(job: BatchJob, call: EndpointCall) -> BatchJob:
    """Return the job after one more request: it may have run meanwhile."""
    later = replace(job, looks=job.looks + 1)
    if later.status in RAN and not job.outputs:
        return _run(later, call)
    return later


def described(job: BatchJob, *, inline: bool) -> dict[str, Any]:
    """Return a BatchJob of SDK 3.7.0."""
    failed = sum(1 for line in job.outputs if line["error"] is not None)
    done = len(job.outputs) or (len(job.lines) // 2 if job.status == "RUNNING" else 0)
    begun = job.status != "QUEUED"
    return {
        "id": job.id,
        "object": "batch",
        "input_files": list(job.input_files),
        "metadata": job.metadata,
        "endpoint": job.endpoint,
        "model": job.model,
        "agent_id": job.agent_id,
        "output_file": job.outcome.get("output_file"),
        "error_file": job.outcome.get("error_file"),
        "errors": [{"message": message, "count": 1} for message in job.problems],
        "outputs": list(job.outputs) if inline and job.outputs else None,
        "status": job.status,
        "created_at": job.created_at,
        "total_requests": len(job.lines),
        "completed_requests": done,
        "succeeded_requests": done - failed,
        "failed_requests": failed,
        "started_at": job.created_at + 1 if begun else None,
        "completed_at": job.created_at + 2 if job.status in ENDED else None,
    }


def _line(raw: bytes) -> BatchLine:
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):  # the sender chooses the bytes
        value = None
    return line_of(value)


def line_of(value: Any) -> BatchLine:
    """Return one request of a batch (docs, batch inference: custom_id and body)."""
    found = value if isinstance(value, dict) else {}
    name = found.get("custom_id")
    return BatchLine(custom_id=None if name is None else str(name), body=found.get("body"))


def _run(job: BatchJob, call: EndpointCall) -> BatchJob:
    """Answer every line, in an order of our own: only ``custom_id`` identifies an answer."""
    many = len(job.lines) if job.status == "SUCCESS" else len(job.lines) // 2
    order = sorted(range(many), key=lambda i: hashlib.sha256(f"{job.id}:{i}".encode()).digest())
    if order == sorted(order):
        order.reverse()
    outputs = tuple(_answered(job, number, call) for number in order)
    good = [line for line in outputs if line["error"] is None]
    bad = [line for line in outputs if line["error"] is not None]
    outcome = {
        "output_file": _kept(call.memory, good, "batch_result"),
        "error_file": _kept(call.memory, bad, "batch_error"),
    }
    return replace(job, outputs=outputs, outcome=outcome)


def _answered(job: BatchJob, number: int, call: EndpointCall) -> dict[str, Any]:
    line = job.lines[number]
    named = {"model": job.model, "agent_id": job.agent_id}
    body = {**line.body, **{name: value for name, value in named.items() if value is not None}}
    raw = json.dumps(body).encode()
    request = replace(call.request, method="POST", path=job.endpoint, raw=raw, body=body)
    answer = call.memory.line(request)
    said = json.loads(answer.content) if "json" in answer.content_type else None
    return {
        "id": f"batch-{job.id[:8]}-{number}",
        "custom_id": line.custom_id,
        "response": {"status_code": answer.status, "body": said},
        "error": None if answer.status < FIRST_ERROR_STATUS else _reason(said),
    }


def _reason(said: Any) -> Any:
    told = said if isinstance(said, dict) else {}
    return told.get("message") or told.get("detail") or "Request failed"


def _kept(memory: Memory, lines: Iterable[dict[str, Any]], kind: str) -> str | None:
    content = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    if not content:
        return None
    file = StoredFile(
        id=unique(memory.number("file")),
        filename=f"{kind}s.jsonl",
        content=content,
        purpose="batch",
        sample_type=kind,
        source="mistral",
        mimetype=JSON_LINES,
        visibility="workspace",
        created_at=int(memory.clock.now()),
    )
    memory.files.put(file.id, file)
    return file.id


def _some_twice(names: list[str]) -> bool:
    return len(set(names)) < len(names)
