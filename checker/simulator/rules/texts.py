"""The texts in messages and entries, however their content is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def text_of(message: Mapping[str, Any]) -> str:
    """Return the text of a message, also if its content is a list of chunks."""
    content = message.get("content")
    if isinstance(content, str):
        return content
    chunks = content if isinstance(content, list) else []
    texts = [chunk.get("text") for chunk in chunks if isinstance(chunk, dict)]
    return " ".join(text for text in texts if isinstance(text, str))
