"""The Files API: upload, list, retrieve, content, signed URL, delete; global hosts only."""

from __future__ import annotations

from urllib.parse import quote

from checker.simulator.canned.ids import unique
from checker.simulator.endpoints.paging import page
from checker.simulator.endpoints.uploads import HOUR_SECONDS, OCTETS, described, refusal, uploaded
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.store.records import StoredFile
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import as_json, forbidden

NAME = "files"
DEFAULT_EXPIRY_HOURS = 24  # the SDK's default for signed URLs
PAGE_SIZE = 100


def upload(call: EndpointCall) -> Raw:
    """Store the file and return its description."""
    file = uploaded(call)
    call.memory.files.put(file.id, file)
    return as_json(200, described(file))


def found(call: EndpointCall) -> StoredFile | None:
    """Return the file that the path names, unless it has expired."""
    file = call.memory.files.get(call.named["file"])
    expired = file is not None and (file.expires_at or float("inf")) <= call.memory.clock.now()
    return None if expired else file


def missing(call: EndpointCall) -> Raw | None:
    """Return a 404 for a file that does not exist (ours: the framework's, Django Ninja)."""
    return as_json(404, {"detail": "Not Found"}) if found(call) is None else None


def nothing(_call: EndpointCall) -> None:
    """Refuse nothing."""


def listed(call: EndpointCall) -> Raw:
    """Return a page of the files, the latest first."""
    wanted = {name: call.query.get(name) for name in ("purpose", "source", "sample_type")}
    rows = [described(file) for file in reversed(call.memory.files.all())]
    rows = [
        row
        for row in rows
        if all(given is None or row[name] in given for name, given in wanted.items())
        and call.asked("search") in row["filename"]
    ]
    listing = {"data": page(call, rows, PAGE_SIZE), "object": "list", "total": len(rows)}
    return as_json(200, listing)


def retrieved(call: EndpointCall) -> Raw:
    """Return the description of a file."""
    return as_json(200, {**described(_existing(call)), "deleted": False})


def deleted(call: EndpointCall) -> Raw:
    """Delete a file."""
    file = _existing(call)
    call.memory.files.drop(file.id)
    return as_json(200, {"id": file.id, "object": "file", "deleted": True})


def content(call: EndpointCall) -> Raw:
    """Return the bytes of a file."""
    file = _existing(call)
    attachment = f"attachment; filename*=UTF-8''{quote(file.filename, safe='')}"
    headers = (("content-disposition", attachment),)
    return Raw(status=200, content=file.content, content_type=OCTETS, headers=headers)


def signed(call: EndpointCall) -> Raw:
    """Return a URL that returns a file without a key, for some hours."""
    end = int(call.memory.clock.now()) + call.number("expiry", DEFAULT_EXPIRY_HOURS) * HOUR_SECONDS
    file = _existing(call)
    signature = _signature(file.id, str(end))
    url = f"{call.base_url}/signed/{file.id}?expires={end}&signature={signature}"
    return as_json(200, {"url": url})


def unsigned(call: EndpointCall) -> Raw | None:
    """Return a 403 for a signed URL that was changed or has expired (ours)."""
    if call.asked("signature") != _signature(call.named["file"], call.asked("expires")):
        return forbidden("Signature does not match.")
    if call.number("expires", 0) <= call.memory.clock.now():
        return forbidden("Request has expired.")
    return missing(call)


def _existing(call: EndpointCall) -> StoredFile:
    file = found(call)
    assert file is not None  # noqa: S101  # ``missing`` came first
    return file


def _signature(file: str, end: str) -> str:
    return unique(f"signed:{file}:{end}")


ROUTES: tuple[Route, ...] = (
    Route(method="POST", path="/v1/files", refusal=refusal, usual=upload, regional=False),
    Route(method="GET", path="/v1/files", refusal=nothing, usual=listed, regional=False),
    Route(method="GET", path="/v1/files/{file}", refusal=missing, usual=retrieved, regional=False),
    Route(method="DELETE", path="/v1/files/{file}", refusal=missing, usual=deleted, regional=False),
    Route(
        method="GET",
        path="/v1/files/{file}/content",
        refusal=missing,
        usual=content,
        regional=False,
    ),
    Route(method="GET", path="/v1/files/{file}/url", refusal=missing, usual=signed, regional=False),
    Route(
        method="GET",
        path="/signed/{file}",
        refusal=unsigned,
        usual=content,
        regional=False,
        open=True,
    ),
)
