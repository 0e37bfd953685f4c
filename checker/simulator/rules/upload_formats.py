"""Which files the Files API takes for which purpose."""

from __future__ import annotations

import json
import mimetypes
import re

from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import as_json

LINES = ("fine-tune", "batch")  # purposes whose files are JSON Lines
MOST_ERRORS = 10  # ours
# mistralai/client-python#217; text/* is ours: reports of 2026 upload text for OCR.
SUPPORTED = (
    *("application/pdf", "image/.*"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    *("application/epub+zip", "application/docbook+xml", "application/rtf"),
    *("application/vnd.oasis.opendocument.text", "application/x-biblatex"),
    *("application/x-bibtex", "application/x-endnote+xml", "application/x-fictionbook+xml"),
    *("application/x-ipynb+json", "application/x-jats+xml", "application/x-latex"),
    *("application/x-opml+xml", "text/troff", "text/x-dokuwiki"),
)
PATTERN = re.compile("|".join([*(each.replace("+", r"\+") for each in SUPPORTED), "text/.*"]))


def refusal(purpose: str, filename: str, content: bytes) -> Raw | None:
    """Return the 422 for a file that is not in a format of its purpose."""
    if purpose in LINES:
        return _no_lines(content)
    guessed, _ = mimetypes.guess_type(filename)
    if purpose != "ocr" or guessed is None or PATTERN.fullmatch(guessed):
        return None
    words = f"Received file with mimetype {guessed}, only {', '.join(SUPPORTED)} are"
    body = {"detail": "Invalid file format.", "message": f"{words} currently supported"}
    return as_json(422, body)


def _no_lines(content: bytes) -> Raw | None:
    """Return the 422 for lines that are no JSON objects (client-ts#95; the words are ours)."""
    errors = []
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip() and not _is_object(line):
            errors.append({"message": "Line is not a JSON object", "line_number": number})
        if len(errors) == MOST_ERRORS:
            break
    if not errors:
        return None
    return as_json(422, {"detail": "Invalid file format.", "errors": errors})


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):  # the client chooses the bytes, and how deep they nest
        return False
