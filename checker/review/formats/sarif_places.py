"""Places of SARIF: files by address or index, regions by line or by offset, and fixes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from checker.review.formats.documents import listed, within, word
from checker.review.formats.paths import resolve
from checker.review.formats.source import Origin
from checker.review.formats.suggestions import Replacement


def uri(place: object, run: Mapping[str, Any]) -> object:
    """Return the address of a physical location's file, None where it names none."""
    found = within(place, "a location", "artifactLocation")
    if not isinstance(found, dict):
        return None
    index, artifacts = found.get("index"), run.get("artifacts")
    if "uri" not in found and isinstance(artifacts, list) and type(index) is int:
        held = artifacts[index : index + 1] if index >= 0 else []
        return word(held[0], "location", "uri") or None if held else None
    base = word(run, "originalUriBaseIds", word(found, "uriBaseId"), "uri")
    address = found.get("uri")
    if base and isinstance(address, str) and ":" not in address and not address.startswith("/"):
        return f"{base.rstrip('/')}/{address}" if base != "/" else address
    return address


def region_lines(region: object, path: object, origin: Origin) -> tuple[object, object]:
    """Return the first and the last line of a region; an offset is looked up in the file."""
    first = within(region, "a region", "startLine")
    last = within(region, "a region", "endLine")
    if first is not None or not isinstance(region, dict):
        column = region.get("endColumn") if isinstance(region, dict) else None
        if isinstance(first, int) and isinstance(last, int) and last > first and column == 1:
            last -= 1  # it ends before the first character of that line
        return first, last if last is not None else first
    data = origin.head.get(PurePosixPath(str(path)))
    for name, content in (
        ("charOffset", data.decode("utf-8", "replace") if data else ""),
        ("byteOffset", data.decode("latin-1") if data else ""),
    ):
        offset, length = region.get(name), region.get(name.replace("Offset", "Length"), 0)
        if type(offset) is int and type(length) is int and 0 <= offset < len(content):
            end = max(offset + length - 1, offset)
            return content.count("\n", 0, offset) + 1, content.count("\n", 0, end) + 1
    return None, None


def replacements(
    item: Mapping[str, Any], path: object, run: Mapping[str, Any], origin: Origin
) -> Iterator[Replacement]:
    """Yield what the first fix of a result replaces in the file that the result is in."""
    for fix in listed(item.get("fixes"), "fixes")[:1]:
        for change in listed(within(fix, "a fix", "artifactChanges"), "artifactChanges"):
            if resolve(uri(change, run), origin, "a fix") != path:
                continue
            for one in listed(within(change, "a fix", "replacements"), "replacements"):
                yield from _replacement(one)


def _replacement(one: object) -> Iterator[Replacement]:
    region = within(one, "a fix", "deletedRegion")
    text = within(one, "a fix", "insertedContent", "text")
    first = within(region, "a region", "startLine")
    if type(first) is not int:
        return
    last = within(region, "a region", "endLine")
    start, end = (within(region, "a region", f"{side}Column") for side in ("start", "end"))
    columns = type(start) is int and type(end) is int
    yield Replacement(
        first=first,
        last=last if type(last) is int else first,
        text=text if isinstance(text, str) else "",
        first_column=start if columns else None,
        last_column=end if columns else None,
    )
