"""POST /v1/audio/transcriptions: text that says which audio was sent, as JSON or as events."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checker.simulator import answers
from checker.simulator.chat.pieces import content_pieces
from checker.simulator.chat.usage import counted
from checker.simulator.rules import fields, model
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.store.limits import tokens_of
from checker.simulator.wire.answer import NULL, Pause, Raw, Reply, Stream
from checker.simulator.wire.error_bodies import as_json, invalid, not_found, problem
from checker.simulator.wire.gate import Gate

NAME = "transcriptions"
SOURCES = ("file", "file_url", "file_id")
FIELDS: fields.Table = {  # SDK 3.7.0: AudioTranscriptionRequest; a form has text for every field
    "model": fields.text,
    **dict.fromkeys((*SOURCES, "language"), fields.text),
    "stream": fields.anything,
    **dict.fromkeys(("temperature", "diarize", "context_bias"), fields.anything),
    **dict.fromkeys(("speaker_references", "timestamp_granularities"), fields.anything),
}
BYTES_A_SECOND = 16_000  # ours
SPEAKER = "speaker_1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    """What was sent: its name, and how long it lasts by its size."""

    name: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptionForm:
    """The form of transcriptions (SDK 3.7.0: TranscriptionResponse, TranscriptionStreamEvents)."""

    end: bytes = b""  # there is no [DONE] here: the SDK's stream has no sentinel

    def whole(self, reply: Reply, call: EndpointCall) -> Raw:
        """Return the reply as one JSON object."""
        said = str(reply.content or "")
        headers = (*reply.headers, *model.headers(call, call.request.model))
        return as_json(200, _body(said, reply.usage, call), headers)

    def stream(self, reply: Reply, _call: EndpointCall) -> Stream:
        """Return the reply as the events it is sent in: text word by word."""
        return Stream(
            pieces=content_pieces(reply.content),
            finish_reason=reply.finish_reason,
            usage=reply.usage,
            headers=reply.headers,
            content_type=reply.content_type,
        )

    def events(self, stream: Stream, call: EndpointCall) -> Iterator[bytes | Gate | Pause | float]:
        """Yield the events as bytes, and the gates and pauses between them."""
        language = call.body.get("language")
        if stream.opening and language is not None:
            yield event("transcription.language", audio_language=language)
        for piece in stream.pieces:
            match piece:
                case Gate() | Pause() | bytes() | float() | int():
                    yield piece
                case text:
                    yield event("transcription.text.delta", text=str(text))
        said = "".join(piece for piece in stream.pieces if isinstance(piece, str))
        body = _body(said, stream.usage, call)
        for each in body["segments"]:
            yield event("transcription.segment", **{**each, "type": "transcription.segment"})
        if stream.finish_reason is not None:
            yield event("transcription.done", **body)


def event(kind: str, **told: Any) -> bytes:
    """Return one named event."""
    data = json.dumps({**told, "type": kind}, separators=(",", ":"))
    return f"event: {kind}\ndata: {data}\n\n".encode()


def refusal(call: EndpointCall) -> Raw | None:
    """Return what is wrong with the fields, the model or the audio."""
    if not isinstance(call.request.body, dict):
        return invalid(problem("multipart_invalid", (), "There was an error parsing the body", {}))
    found = fields.problems(call.body, FIELDS, ("model",))
    if found:
        return invalid(*found)
    given = [name for name in SOURCES if call.body.get(name) is not None]
    if len(given) != 1:  # the wording is ours
        words = "Value error, exactly one of file, file_url and file_id must be given"
        return invalid(problem("value_error", (), words, call.body))
    refused = model.refusal(call, call.request.model, "audio_transcription")
    if refused is not None or _audio(call) is not None:
        return refused
    return not_found(f"File {call.body['file_id']}")


def usual(call: EndpointCall) -> Reply:
    """Return a sentence that names the audio."""
    audio = _audio(call)
    assert audio is not None  # noqa: S101  # ``refusal`` came first
    return answers.reply(f"You sent {audio.name}, {audio.seconds} s of audio.")


def _audio(call: EndpointCall) -> Audio | None:
    """Return the audio, None if it is in no file that was uploaded; a URL is not fetched."""
    if call.body.get("file_url") is not None:
        return Audio(name=str(call.body["file_url"]), seconds=1)
    if call.body.get("file_id") is not None:
        file = None if call.regional else call.memory.files.get(str(call.body["file_id"]))
        return None if file is None else _timed(file.filename, len(file.content))
    return _timed(str(call.body["file"]), len(call.request.raw))


def _timed(name: str, size: int) -> Audio:
    return Audio(name=name, seconds=size // BYTES_A_SECOND + 1)


def _body(said: str, given: Any, call: EndpointCall) -> dict[str, Any]:
    audio = _audio(call)
    seconds = 1 if audio is None else audio.seconds
    prompt, completion = (0, tokens_of(said)) if given in (None, NULL) else given
    used = {**counted(prompt, completion), "prompt_audio_seconds": seconds}
    return {
        "model": call.request.model,
        "text": said,
        "language": call.body.get("language"),
        "segments": _segments(said, seconds, call.body),
        "usage": None if given == NULL else used,
    }


def _segments(said: str, seconds: int, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one segment, or one for each word, where the request wants times or speakers."""
    wanted = str(asked.get("timestamp_granularities") or "")
    speaker = SPEAKER if str(asked.get("diarize")).lower() == "true" else None
    if not (wanted or speaker):
        return []
    texts = said.split() if "word" in wanted else [said]
    length = seconds / max(len(texts), 1)
    return [
        {
            "text": text,
            "start": round(index * length, 3),
            "end": round((index + 1) * length, 3),
            "type": "transcription_segment",
            "score": None,
            "speaker_id": speaker,
        }
        for index, text in enumerate(texts)
    ]


ROUTES: tuple[Route, ...] = (
    Route(
        method="POST",
        path="/v1/audio/transcriptions",
        refusal=refusal,
        usual=usual,
        form=TranscriptionForm(),
    ),
)
