"""POST /v1/ocr: the pages of a document, their text as Markdown."""

from __future__ import annotations

import re
from typing import Any

from checker.simulator.canned.json_schema import sample
from checker.simulator.canned.ocr_text import OcrDocument, broken, from_data, pages
from checker.simulator.rules import completion_fields, fields, model
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import as_json, error, invalid, problem

NAME = "ocr"
LATEST = "mistral-ocr-latest"  # if the model is null
FIELDS: fields.Table = {  # SDK 3.7.0: OCRRequest
    "model": fields.text,
    "document": fields.mapping,
    "pages": fields.anything,
    "include_image_base64": fields.boolean,
    "image_limit": fields.integer(0),
    "image_min_size": fields.integer(0),
    "bbox_annotation_format": fields.mapping,
    "document_annotation_format": fields.mapping,
    "document_annotation_prompt": fields.text,
    "table_format": fields.one_of("markdown", "html"),
    "extract_header": fields.boolean,
    "extract_footer": fields.boolean,
    "include_blocks": fields.boolean,
    "confidence_scores_granularity": fields.one_of("word", "page", "block"),
}
KINDS = {"file": "file_id", "document_url": "document_url", "image_url": "image_url"}
RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?", re.ASCII)
MAX_TITLE_CHARS = 200
DPI, HEIGHT, WIDTH, MARGIN = 200, 2_200, 1_700, 100  # a page, in pixels
NOT_A_URL = (  # client-ts#119
    "Value error, Document content must be a URL (starting with 'https') or base64 encoded "
    "document (starting with 'data:application/<format>;base64,<document-base64>')"
)


def refusal(call: EndpointCall) -> Raw | None:
    """Return what is wrong with the fields, the model or the document."""
    refused = fields.refusal(call.request, FIELDS, ("document",))
    if refused is not None:
        return refused
    name = call.body.get("model") or LATEST
    return (
        completion_fields.response_format(
            {"response_format": call.body.get("document_annotation_format")}
        )
        or model.refusal(call, name, "ocr")
        or _wrong_document(call)
    )


def usual(call: EndpointCall) -> Raw:
    """Return every requested page."""
    document = _document(call)
    assert document is not None  # noqa: S101  # ``refusal`` came first
    texts = pages(document)
    wanted = _wanted(call.body.get("pages"), len(texts))
    blocks = call.body.get("include_blocks")
    form = call.body.get("document_annotation_format")
    body = {
        "pages": [_page(i, texts[i], document, blocks=blocks is not False) for i in wanted],
        "model": call.body.get("model") or LATEST,
        "usage_info": {"pages_processed": len(wanted), "doc_size_bytes": len(document.content)},
        "document_annotation": None if form is None else _annotation(form, " ".join(texts)),
    }
    return as_json(200, body, model.headers(call, str(body["model"])))


def _wrong_document(call: EndpointCall) -> Raw | None:
    given = call.body["document"]
    kind = given.get("type")
    if not isinstance(kind, str) or kind not in KINDS:
        words = f"Input tag '{kind}' found using 'type' does not match any of the expected tags"
        return invalid(problem("union_tag_invalid", ("document",), words, given))
    source = _source(given)
    if not isinstance(source, str):
        loc = ("document", kind, KINDS[kind])
        return invalid(problem("missing", loc, "Field required", given))
    document = _document(call)
    if document is None and kind == "file":  # ours
        return error(404, f"File {source} not found", "not_found_error", None)
    if document is None:
        return invalid(problem("value_error", (), NOT_A_URL, call.body))
    if broken(document):  # client-python#485
        words = "Document is not a valid PDF."
        return error(400, words, "document_parser_invalid_file", "3740")
    return None


def _source(given: dict[str, Any]) -> Any:
    source = given.get(KINDS[given["type"]])
    return source.get("url") if isinstance(source, dict) else source


def _document(call: EndpointCall) -> OcrDocument | None:
    """Return the document; for one on the web its URL, since nothing is fetched."""
    given = call.body["document"]
    source = _source(given)
    if given["type"] == "file":
        return _stored(call, source)
    name = str(given.get("document_name") or "document")
    if source.startswith(f"{call.base_url}/signed/"):
        return _stored(call, source.partition("/signed/")[2].partition("?")[0])
    if source.startswith("https://"):
        return OcrDocument(name=source, content=source.encode(), is_pdf=False)
    return from_data(source, name)


def _stored(call: EndpointCall, name: str) -> OcrDocument | None:
    file = None if call.regional else call.memory.files.get(name)
    if file is None:
        return None
    pdf = file.filename.lower().endswith(".pdf")
    return OcrDocument(name=file.filename, content=file.content, is_pdf=pdf)


def _wanted(asked: Any, count: int) -> list[int]:
    """Return the requested pages, once each: from a list, or from text like "0-2,5"."""
    found: set[int] = set()
    if isinstance(asked, list):
        found.update(number for number in asked if isinstance(number, int))
    elif isinstance(asked, str):
        for part in asked.split(","):
            span = RANGE.fullmatch(part.strip())
            if span is not None:
                found.update(range(int(span[1]), min(int(span[2] or span[1]) + 1, count)))
    else:
        found.update(range(count))
    return sorted(found & set(range(count)))


def _page(index: int, text: str, document: OcrDocument, *, blocks: bool) -> dict[str, Any]:
    """Return an OCRPageObject of SDK 3.7.0: a title and a paragraph."""
    title = document.name[:MAX_TITLE_CHARS]
    return {
        "index": index,
        "markdown": f"# {title}\n\n{text}",
        "images": [],
        "tables": [],
        "hyperlinks": [],
        "header": None,
        "footer": None,
        "dimensions": {"dpi": DPI, "height": HEIGHT, "width": WIDTH},
        "confidence_scores": None,
        "blocks": [_block("title", title, 1), _block("text", text, 2)] if blocks else None,
    }


def _block(kind: str, content: str, row: int) -> dict[str, Any]:
    return {
        "type": kind,
        "top_left_x": MARGIN,
        "top_left_y": MARGIN * row,
        "bottom_right_x": WIDTH - MARGIN,
        "bottom_right_y": MARGIN * (row + 1),
        "content": content,
        "confidence_scores": None,
    }


def _annotation(form: dict[str, Any], text: str) -> str:
    wrapper = form.get("json_schema")
    schema = wrapper.get("schema") if isinstance(wrapper, dict) else None
    return sample(schema, text)


ROUTES: tuple[Route, ...] = (Route(method="POST", path="/v1/ocr", refusal=refusal, usual=usual),)
