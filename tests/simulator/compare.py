"""Every recorded answer of the real API, held against what the simulator says to the same request.

The status and the error body are those of the unscripted answer. What a model says is no matter of
form, so the shape is that of an answer which is scripted to say the same: keys, types, the order of
events, and in which of them text, calls, reason and usage are.

``python -m tests.simulator.compare`` prints the table.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from checker.simulator import Network, Simulator
from checker.simulator.store.models import BY_NAME

from .driving import post
from .recordings import (
    Recording,
    as_scripted,
    differences,
    ends_in_text,
    events,
    recordings,
    shape,
    stream_shape,
)

GAINED = {  # fields of August 2026; before, they were absent or had other names
    "usage.service_tier": "recorded before the usage named its service tier",
    "usage.prompt_tokens_details": "recorded when the usage had num_cached_tokens for it",
    "usage.num_cached_tokens": "recorded when the usage had no prompt_tokens_details",
    "usage.completion_tokens_details": "recorded before embeddings had it",
    "choices[0].message.tool_calls[0].type": "recorded before calls named their type",
}
UNLIKE = {  # tests that differ for a reason of ours
    "raw_stream_capture_matrix": "no tokenizer here: a word of four letters is one token",
}


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What came of one recording: ``status`` and ``shape`` say how they differ, "" for not."""

    recording: Recording
    status: str
    shape: str


def compare(mistral: Simulator, recording: Recording) -> Compared:
    """Return what the simulator says to a recorded request, held against the recording."""
    key = "wrong-key" if recording.status == 401 else "test-key"
    mistral.accept_keys("test-key")
    code, status = _ask(mistral, recording, key), ""
    if code[0] != recording.status:
        status = f"{recording.status}, here {code[0]}: {code[1][:120]!r}"
    elif recording.status != 200:
        theirs, ours = json.loads(recording.answer), json.loads(code[1])
        status = "" if theirs == ours else f"{theirs}, here {ours}"
    differing = () if status else _differences(mistral, recording, code[1])
    return Compared(recording=recording, status=status, shape="; ".join(differing))


def _ask(mistral: Simulator, recording: Recording, key: str = "test-key") -> tuple[int, bytes]:
    body = json.dumps(recording.body).encode() if recording.body else b""
    headers = {"authorization": f"Bearer {key}"}
    return post(mistral, recording.path, body, method=recording.method, headers=headers)


def _differences(mistral: Simulator, recording: Recording, answer: bytes) -> Iterator[str]:
    if "chat" in recording.path and recording.status == 200:
        at_end = 1.0 if recording.streamed and ends_in_text(recording) else 0.0
        mistral.behaviour = replace(mistral.behaviour, text_at_end=at_end)
        mistral.chat.respond(as_scripted(recording))
        _, answer = _ask(mistral, recording)
    if recording.streamed:
        real: Any = stream_shape(events(recording.answer))
        return differences(real, stream_shape(events(answer.decode())))
    return differences(shape(json.loads(recording.answer)), shape(json.loads(answer)))


def verdict(compared: Compared) -> str:
    """Return equal, older (answers gained fields since), named (a reason of ours) or differs."""
    if not compared.shape:
        return "equal"
    if any(name in compared.recording.name for name in UNLIKE):
        return "named"
    places = [each.partition(": ")[0] for each in compared.shape.split("; ")]
    older = all(any(place.endswith(name) for name in GAINED) for place in places)
    return "older" if older else "differs"


def retired(recording: Recording) -> bool:
    """Return whether the model was retired since: it answers 400 now, as the real API does."""
    return recording.body.get("model") not in (None, *BY_NAME) and recording.status == 200


def main() -> None:
    """Print how many recordings agree, and each that does not with its difference."""
    with Network() as network, network.simulator() as mistral:
        found = [compare(mistral, each) for each in recordings()]
    statuses = Counter(
        "differs" if e.status else "equal" for e in found if not retired(e.recording)
    )
    shapes = Counter(verdict(each) for each in found if not each.status)
    gone = sum(1 for each in found if retired(each.recording))
    rows = [f"{each.recording.name}: {each.status or each.shape}" for each in found]
    named = [
        row
        for each, row in zip(found, rows, strict=True)
        if each.status or verdict(each) not in ("equal", "older")
    ]
    sys.stdout.write(
        f"{len(found)} recordings; {gone} of models that were retired since\n"
        f"statuses: {dict(statuses)}\nshapes: {dict(shapes)}\n" + "\n".join(named) + "\n"
    )


if __name__ == "__main__":
    main()
