"""Turn functions of JSON into endpoints: limited bodies, work in threads, errors as JSON."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from git.exc import GitCommandError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from checker.errors import ConflictError, InvalidReviewError, MessyprError, RoundError
from checker.page.state import as_json
from checker.rounds import RoundDir

MAX_BODY_BYTES = 512 * 1024
Handler = Callable[[Request], Awaitable[Response]]
Fields = Mapping[str, Any]
_LOG = logging.getLogger(__name__)
_CODES = (
    (ConflictError, HTTPStatus.CONFLICT, "conflict"),
    (RoundError, HTTPStatus.CONFLICT, "closed"),
    (InvalidReviewError, HTTPStatus.UNPROCESSABLE_ENTITY, "invalid"),
)


class NotFoundError(InvalidReviewError):
    """The requested thing does not exist."""


def answer(work: Callable[[Request, Fields], Response | Fields], round_dir: RoundDir) -> Handler:
    """Return an endpoint that calls a function with the JSON object it receives."""

    async def endpoint(request: Request) -> Response:
        try:
            fields = await _read(request)
            done = await run_in_threadpool(work, request, fields)
        except MessyprError as error:
            return _refused(error, round_dir)
        except (GitCommandError, OSError) as error:
            _LOG.exception("the page cannot answer")
            return _failed(type(error).__name__)
        return done if isinstance(done, Response) else json_response(done)

    return endpoint


def json_response(fields: Fields, status: int = HTTPStatus.OK) -> Response:
    """Return a JSON document for the browser."""
    return Response(as_json(fields), status, media_type="application/json")


def scrubbed(text: str, round_dir: RoundDir) -> str:
    """Return a message without the path of the round: its folder's name contains the seed."""
    named = (round_dir.folder, round_dir.worktree)
    for folder in (*named, *(each.resolve() for each in named)):
        text = text.replace(str(folder), ".")
    name = round_dir.worktree.name
    return text.replace(name, ".") if any(map(str.isdigit, name)) else text


async def _read(request: Request) -> Fields:
    if request.method in ("GET", "HEAD"):
        return dict(request.query_params)
    received = bytearray()
    async for piece in request.stream():
        received += piece
        if len(received) > MAX_BODY_BYTES:
            raise InvalidReviewError(f"more than {MAX_BODY_BYTES:,} bytes")
    try:
        fields = json.loads(received or b"{}")
    except (ValueError, RecursionError) as error:
        raise InvalidReviewError("no JSON") from error
    if not isinstance(fields, dict):
        raise InvalidReviewError("no JSON object")
    return fields


def _refused(error: MessyprError, round_dir: RoundDir) -> Response:
    if isinstance(error, NotFoundError):
        status, code = HTTPStatus.NOT_FOUND, "not_found"
    else:
        status, code = next(_meanings(error))
    fields = {"code": code, "message": scrubbed(str(error), round_dir)}
    return json_response({"error": fields}, status)


def _meanings(error: MessyprError) -> Iterator[tuple[HTTPStatus, str]]:
    yield from ((status, code) for kind, status, code in _CODES if isinstance(error, kind))
    yield HTTPStatus.INTERNAL_SERVER_ERROR, "failed"


def _failed(kind: str) -> Response:
    fields = {"code": "failed", "message": f"messypr failed: {kind}; see its terminal"}
    return json_response({"error": fields}, HTTPStatus.INTERNAL_SERVER_ERROR)
