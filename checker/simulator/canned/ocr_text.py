"""The text that OCR returns for a document, in pages, without recognising anything."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from checker.simulator.store.limits import CHARS_PER_TOKEN

DATA = re.compile(r"data:(?:application|image|text)/[\w.+-]+;base64,")
PDF = b"%PDF"
PAGE = re.compile(rb"/Type\s*/Page(?!s)")
READABLE = re.compile(rb"[\x20-\x7e\xc0-\xf4][\x20-\x7e\x80-\xf4]{2,}")
MAX_PAGE_CHARS = 2_000  # ours
MAX_PAGES = 1_000  # docs, OCR: "not exceed 1,000 pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrDocument:
    """A document that was sent."""

    name: str
    content: bytes
    is_pdf: bool


def from_data(url: str, name: str) -> OcrDocument | None:
    """Return the document in a data URL, None if it holds none."""
    found = DATA.match(url)
    if found is None:
        return None
    try:
        content = base64.b64decode(url[found.end() :], validate=True)
    except (ValueError, binascii.Error):
        return None
    return OcrDocument(name=name, content=content, is_pdf="pdf" in found[0])


def broken(document: OcrDocument) -> bool:
    """Return whether the document claims to be a PDF and is none."""
    return document.is_pdf and not document.content.startswith(PDF)


def pages(document: OcrDocument) -> list[str]:
    """Return the text of each page.

    A PDF has as many pages as it says, and its readable text is divided evenly; anything else
    has one page per MAX_PAGE_CHARS characters.
    """
    words = _words(document)
    said = len(PAGE.findall(document.content)) if document.is_pdf else 0
    count = min(said or len(words) * CHARS_PER_TOKEN // MAX_PAGE_CHARS + 1, MAX_PAGES)
    share = -(-len(words) // count)
    return [" ".join(words[i * share : (i + 1) * share]) for i in range(count)]


def _words(document: OcrDocument) -> list[str]:
    content = document.content.removeprefix(PDF) if document.is_pdf else document.content
    text = b" ".join(READABLE.findall(content)).decode(errors="ignore")
    return text.split()
