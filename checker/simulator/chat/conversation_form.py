"""A reply in the form of conversations: entries in one object, or named events."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from checker.simulator.chat import entries
from checker.simulator.chat.conversation import begun, keep
from checker.simulator.chat.conversation_events import Transcript, happening
from checker.simulator.chat.pieces import content_pieces
from checker.simulator.rules.call import EndpointCall
from checker.simulator.store.limits import tokens_of
from checker.simulator.store.records import Conversation
from checker.simulator.wire.answer import NULL, Pause, Piece, Raw, Reply, Stream, Usage
from checker.simulator.wire.error_bodies import as_json
from checker.simulator.wire.gate import Gate

INTERNAL_ERROR = 3_000  # the code of a 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationForm:
    """The form of start, append and restart (SDK 3.7.0: ConversationResponse)."""

    end: bytes = b""  # there is no [DONE] here: the SDK's stream has no sentinel

    def whole(self, reply: Reply, call: EndpointCall) -> Raw:
        """Return the reply as one JSON object."""
        talk = begun(call)
        outputs = _outputs(reply, talk, call)
        keep(talk, outputs, call)
        body = {
            "object": "conversation.response",
            "conversation_id": talk.id,
            "outputs": outputs,
            "usage": _usage(reply.usage, talk, str(reply.content)),
            "guardrails": None,
        }
        return as_json(200, body, reply.headers)

    def stream(self, reply: Reply, _call: EndpointCall) -> Stream:
        """Return the reply as events: first the tools and handoffs, then text, then calls."""
        happened = [piece for each in reply.entries for piece in happening(each)]
        return Stream(
            pieces=(*happened, *_pieces(reply), *reply.tool_calls),
            finish_reason=reply.finish_reason,
            usage=reply.usage,
            headers=reply.headers,
            content_type=reply.content_type,
        )

    def events(self, stream: Stream, call: EndpointCall) -> Iterator[bytes | Gate | Pause | float]:
        """Yield the events as bytes, gates and pauses; store the conversation at the end."""
        talk = begun(call)
        transcript = Transcript(talk, call.memory)
        if stream.opening:
            yield event("conversation.response.started", call, conversation_id=talk.id)
        for piece in stream.pieces:
            match piece:
                case Gate() | Pause() | bytes() | float() | int():
                    yield piece
                case _:
                    for kind, fields in transcript.events(piece):
                        yield event(kind, call, **fields)
        keep(talk, transcript.outputs, call)
        if stream.finish_reason == "error":
            words = "The model could not finish."
            yield event("conversation.response.error", call, message=words, code=INTERNAL_ERROR)
        elif stream.finish_reason is not None:
            usage = _usage(stream.usage, talk, transcript.text)
            yield event("conversation.response.done", call, usage=usage)


FORM = ConversationForm()


def _pieces(reply: Reply) -> tuple[Piece, ...]:
    """Return the content piece by piece: text word by word, chunks one by one."""
    if reply.content is None or isinstance(reply.content, str):
        return content_pieces(reply.content)
    return tuple([chunk] for chunk in reply.content)


def _outputs(reply: Reply, talk: Conversation, call: EndpointCall) -> list[dict[str, Any]]:
    """Return the tools and handoffs, the text, and the calls of a reply."""
    whom = entries.by_whom(talk)
    happened = [entries.entry(call.memory, str(e["type"]), e) for e in reply.entries]
    found = [{**each, **whom} if each["type"] == "tool.execution" else each for each in happened]
    if reply.content or not (reply.tool_calls or happened):
        found.append(entries.message(call.memory, reply.content or "", talk))
    return found + [entries.function_call(call.memory, each, talk) for each in reply.tool_calls]


def event(kind: str, call: EndpointCall, **fields: Any) -> bytes:
    """Return one named event."""
    created = entries.timestamp(call.memory.clock.now())
    data = json.dumps({"created_at": created, **fields, "type": kind}, separators=(",", ":"))
    return f"event: {kind}\ndata: {data}\n\n".encode()


def _usage(
    given: Usage | Literal["null"] | None, talk: Conversation, said: str
) -> dict[str, Any] | None:
    """Return a ConversationUsageInfo of SDK 3.7.0."""
    if given == NULL:
        return None
    prompt, completion = given or (tokens_of(json.dumps(talk.entries)), tokens_of(said))
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "connector_tokens": None,
        "connectors": None,
    }
