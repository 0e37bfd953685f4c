"""Batch jobs: create, list, look at, cancel, delete; global hosts only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from checker.simulator.canned.ids import unique
from checker.simulator.endpoints import batch_jobs
from checker.simulator.endpoints.paging import page
from checker.simulator.rules import fields
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.store.records import BatchJob, BatchLine
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import as_json, error, invalid, invalid_model, problem
from checker.simulator.wire.values import weight

NAME = "batch"
MAX_TIMEOUT_HOURS = 168  # docs, batch inference: "should be lower than 7 days"
MAX_INLINE_REQUESTS = 10_000  # docs, batch inference
PAGE_SIZE = 100
FIELDS: fields.Table = {  # SDK 3.7.0: CreateBatchJobRequest
    "endpoint": fields.one_of(
        *("/v1/chat/completions", "/v1/embeddings", "/v1/fim/completions", "/v1/moderations"),
        *("/v1/chat/moderations", "/v1/ocr", "/v1/classifications", "/v1/chat/classifications"),
        *("/v1/conversations", "/v1/audio/transcriptions"),
    ),
    "input_files": fields.items(),
    "requests": fields.items(MAX_INLINE_REQUESTS),
    "model": fields.text,
    "agent_id": fields.text,
    "metadata": fields.mapping,
    "timeout_hours": fields.integer(1, MAX_TIMEOUT_HOURS),
}


def wrong_job(call: EndpointCall) -> Raw | None:
    """Return what is wrong with the fields, the files or the model."""
    refused = fields.refusal(call.request, FIELDS, ("endpoint",))
    if refused is not None:
        return refused
    sources = [name for name in ("input_files", "requests") if call.body.get(name)]
    if len(sources) != 1:  # the wording is ours
        words = "Value error, exactly one of input_files and requests must be given"
        return invalid(problem("value_error", (), words, call.body))
    for file in call.body.get("input_files") or []:
        stored = call.memory.files.get(file) if isinstance(file, str) else None
        if stored is None or stored.purpose != "batch":  # ours
            words = f"Input file {file} does not exist or is not for batches."
            return error(400, words, "invalid_request_error", None)
    if batch_jobs.too_large(_contents(call)):
        words = "Input files are too large."
        return error(400, words, "invalid_request_error", None)
    name = call.body.get("model")
    if name is not None and call.memory.model(name) is None:
        return invalid_model(name)
    return None


def create(call: EndpointCall) -> Raw:
    """Queue a job; a job with broken lines fails as a whole."""
    lines = _lines(call)
    problems = batch_jobs.problems(lines)
    job = BatchJob(
        id=unique(call.memory.number("job")),
        weight=sum(map(weight, (call.request.raw, *_contents(call)))),
        endpoint=call.body["endpoint"],
        model=call.body.get("model"),
        agent_id=call.body.get("agent_id"),
        metadata=call.body.get("metadata"),
        input_files=tuple(call.body.get("input_files") or ()),
        lines=lines,
        created_at=int(call.memory.clock.now()),
        batch_states=("QUEUED", "FAILED") if problems else call.memory.batch_states,
        problems=problems,
        outcome={},
    )
    call.memory.jobs.put(job.id, job)
    return _described_with_outputs(job)


def missing(call: EndpointCall) -> Raw | None:
    """Return a 404 for a job that does not exist (ours)."""
    there = call.memory.jobs.get(call.named["job"]) is not None
    return None if there else as_json(404, {"detail": "Not Found"})


def over(call: EndpointCall) -> Raw | None:
    """Return why a job cannot be cancelled (ours)."""
    refused = missing(call)
    if refused is not None or _existing(call).status not in batch_jobs.ENDED:
        return refused
    words = f"Job is already {_existing(call).status}."
    return error(400, words, "invalid_request_error", None)


def nothing(_call: EndpointCall) -> None:
    """Refuse nothing."""


def look(call: EndpointCall) -> Raw:
    """Return the job, whose state advances with every request; with its outputs if asked for."""
    job = batch_jobs.looked_at(_existing(call), call)
    call.memory.jobs.put(job.id, job)
    return _described_with_outputs(
        job, inline=call.asked("inline") == "true" or not job.input_files
    )


def cancel(call: EndpointCall) -> Raw:
    """Ask the job to stop; the next request finds it stopped."""
    batch_states = ("CANCELLATION_REQUESTED", "CANCELLED")
    job = replace(_existing(call), batch_states=batch_states, looks=0)
    call.memory.jobs.put(job.id, job)
    return _described_with_outputs(job)


def delete(call: EndpointCall) -> Raw:
    """Delete the job."""
    job = _existing(call)
    call.memory.jobs.drop(job.id)
    return as_json(200, {"id": job.id, "object": "batch", "deleted": True})


def listed(call: EndpointCall) -> Raw:
    """Return a page of the jobs, the latest first unless asked otherwise; no state advances."""
    rows = [batch_jobs.described(job, inline=False) for job in call.memory.jobs.all()]
    wanted = {name: call.query.get(name) for name in ("status", "model", "agent_id")}
    rows = [
        row
        for row in rows
        if all(given is None or row[name] in given for name, given in wanted.items())
    ]
    if call.asked("order_by", "-created") == "-created":
        rows.reverse()
    return as_json(200, {"object": "list", "data": page(call, rows, PAGE_SIZE), "total": len(rows)})


def _lines(call: EndpointCall) -> tuple[BatchLine, ...]:
    if call.body.get("requests"):
        return tuple(batch_jobs.line_of(value) for value in call.body["requests"])
    return batch_jobs.lines_of(_contents(call))


def _contents(call: EndpointCall) -> list[bytes]:
    named = [call.memory.files.get(file) for file in call.body.get("input_files") or []]
    return [file.content for file in named if file is not None]


def _existing(call: EndpointCall) -> BatchJob:
    job = call.memory.jobs.get(call.named["job"])
    assert job is not None  # noqa: S101  # ``missing`` came first
    return job


def _described_with_outputs(job: BatchJob, *, inline: bool = False) -> Raw:
    told: dict[str, Any] = batch_jobs.described(job, inline=inline)
    return as_json(200, told)


ONE = "/v1/batch/jobs/{job}"
ROUTES: tuple[Route, ...] = (
    Route(method="POST", path="/v1/batch/jobs", refusal=wrong_job, usual=create, regional=False),
    Route(method="GET", path="/v1/batch/jobs", refusal=nothing, usual=listed, regional=False),
    Route(method="GET", path=ONE, refusal=missing, usual=look, regional=False),
    Route(method="DELETE", path=ONE, refusal=missing, usual=delete, regional=False),
    Route(method="POST", path=f"{ONE}/cancel", refusal=over, usual=cancel, regional=False),
)
