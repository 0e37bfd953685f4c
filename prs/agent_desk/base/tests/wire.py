"""An office whose API is in memory: what is sent is kept, what comes back is scripted."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from mistralai.client import Mistral

from agentdesk.claims import ClaimBook
from agentdesk.journal import Journal
from agentdesk.office import Office
from agentdesk.settings import Settings

IBAN = "DE02120300000000202051"


@dataclass
class Wire:
    """Answers with ``replies`` in their order, then with "ok"; a number is a status."""

    replies: list[dict[str, Any] | int] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """Return the next answer, as JSON or as events."""
        body = json.loads(request.content)
        self.sent.append(body)
        reply = self.replies.pop(0) if self.replies else says("ok")
        if isinstance(reply, int):
            return httpx2.Response(reply, json={"message": "scripted"})
        if not body["stream"]:
            return httpx2.Response(200, json=reply)
        headers = {"content-type": "text/event-stream"}
        return httpx2.Response(200, headers=headers, content=_events(reply))


def says(text: str | None, *calls: dict[str, Any], finish: str = "") -> dict[str, Any]:
    """Return an answer of the model as it comes over the wire."""
    finish = finish or ("tool_calls" if calls else "stop")
    message = {"role": "assistant", "content": text, "tool_calls": list(calls) or None}
    return {
        "id": "1",
        "object": "chat.completion",
        "model": "mistral-small-2603",
        "created": 1,
        "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
    }


def calls(tool: str, call_id: str = "abcdef123", /, **arguments: object) -> dict[str, Any]:
    """Return a call of a tool as the model asks for it."""
    return {"id": call_id, "function": {"name": tool, "arguments": json.dumps(arguments)}}


def settings(folder: Path, **changes: Any) -> Settings:
    """Return settings for an office in ``folder``."""
    return Settings(api_key="test", folder=folder, **changes)


def file_claim(folder: Path, number: int = 1, **changes: object) -> None:
    """Put a claim of Ada's with one document into ``folder``."""
    claim = {
        "id": f"C-{number}",
        "holder": "Ada Byron",
        "email": "ada@example.com",
        "iban": IBAN,
        "insured_cents": 100_000,
        "documents": [f"report-{number}.txt"],
    }
    for name in ("claims", "documents"):
        (folder / name).mkdir(exist_ok=True)
    text = json.dumps({**claim, **changes})
    (folder / "claims" / f"C-{number}.json").write_text(text, encoding="utf-8")
    document = folder / "documents" / f"report-{number}.txt"
    document.write_text("A tree fell on the car.", encoding="utf-8")


@asynccontextmanager
async def office(wire: Wire, chosen: Settings) -> AsyncIterator[Office]:
    """Open an office on the wire; nothing is retried."""
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(wire.handle)) as http:
        yield Office(
            settings=chosen,
            client=Mistral(api_key="test", async_client=http),
            journal=Journal(chosen.folder / "sessions"),
            claims=ClaimBook(chosen.folder),
        )


def _events(reply: dict[str, Any]) -> bytes:
    """Return a completion as events: one for the text, one for the calls, one for the end."""
    [choice] = reply["choices"]
    message = choice["message"]
    deltas: list[tuple[dict[str, Any], str | None]] = [
        ({"role": "assistant", "content": message["content"] or ""}, None),
        ({"content": "", "tool_calls": message["tool_calls"]}, choice["finish_reason"]),
    ]
    lines = []
    for delta, finish in deltas:
        event = {
            **reply,
            "object": "chat.completion.chunk",
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }
        if finish is None:
            del event["usage"]
        lines.append(f"data: {json.dumps(event)}\n\n")
    return "".join([*lines, "data: [DONE]\n\n"]).encode()
