"""Turn a parsed HTTP request into an entry of the wire log."""

from __future__ import annotations

import time
import zlib
from collections import defaultdict
from types import MappingProxyType

import h11

from checker.simulator.endpoints import route_of
from checker.simulator.wire.multipart import form_fields
from checker.simulator.wire.values import BEARER, WireRequest, parsed, redacted

MAX_UNZIPPED_BYTES = 32 * 2**20
GZIP_WINDOW = 31  # zlib: with the header and the trailer of gzip


def _unzipped(raw: bytes, encoding: str) -> bytes:
    """Return a body as its sender wrote it, as it is where it is no gzip or too large a one."""
    if encoding.strip().lower() != "gzip":
        return raw
    stream = zlib.decompressobj(GZIP_WINDOW)
    try:
        found = stream.decompress(raw, MAX_UNZIPPED_BYTES)
    except zlib.error:
        return raw
    return found if stream.eof else raw


def wire_request(
    head: h11.Request, raw: bytes, region: str, connection: int, scheme: str
) -> WireRequest:
    """Return the request as it arrives now; the log numbers it."""
    values: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in head.headers:
        values[name.decode("latin-1")].append(value.decode("latin-1"))
    headers = {name: ", ".join(several) for name, several in values.items()}
    authorization = headers.get("authorization", "")
    if authorization:
        headers["authorization"] = redacted(authorization)
    raw = _unzipped(raw, headers.get("content-encoding", ""))
    path = head.target.decode("latin-1")
    found = route_of(path)
    return WireRequest(
        number=0,
        region=region,
        connection=connection,
        endpoint="" if found is None else found.endpoint,
        method=head.method.decode("latin-1"),
        path=path,
        headers=MappingProxyType(headers),
        authorized=authorization.startswith(BEARER) and authorization != BEARER,
        raw=raw,
        body=form_fields(raw, headers.get("content-type", "")) or parsed(raw),
        arrived_at=time.monotonic(),
        in_flight=0,
        scheme=scheme,
    )
