"""Transcriptions as the SDK asks for them, and aliases of agents."""

from __future__ import annotations

from typing import Any

import pytest
from mistralai.client import Mistral
from mistralai.client.errors import MistralError

from checker.simulator import Simulator, answers

from .driving import MODEL, Ask, ask

VOXTRAL = "voxtral-mini-latest"
SOUND = b"RIFF" + b"\0" * 40_000
FILE = {"file_name": "a.wav", "content": SOUND}


def transcribe(method: str = "complete", **fields: Any) -> Ask:
    given = {"model": VOXTRAL, "file": FILE, **fields}
    return Ask(method=f"audio.transcriptions.{method}", fields=given)


@pytest.mark.parametrize("asynchronous", [False, True])
def test_audio_is_transcribed(mistral: Simulator, *, asynchronous: bool) -> None:
    answer = ask(mistral, transcribe(language="en"), asynchronous=asynchronous)
    assert answer.text == "You sent a.wav, 3 s of audio."
    assert (answer.model, answer.language, answer.segments) == (VOXTRAL, "en", [])
    assert answer.usage.prompt_audio_seconds == 3
    assert mistral.transcriptions.last.body["language"] == "en"


def test_a_transcription_is_streamed(mistral: Simulator) -> None:
    events = ask(mistral, transcribe("stream", timestamp_granularities=["segment"], diarize=True))
    kinds = [event.event for event in events]
    assert kinds == ["transcription.text.delta"] * 7 + [
        "transcription.segment",
        "transcription.done",
    ]
    text = "".join(event.data.text for event in events[:7])
    assert text == events[-1].data.text == "You sent a.wav, 3 s of audio."
    [segment] = events[-1].data.segments
    assert (segment.start, segment.end, segment.speaker_id) == (0, 3, "speaker_1")
    assert mistral.transcriptions.last.streaming
    assert mistral.transcriptions.last.events_sent == 9


def test_an_uploaded_file_or_a_url_is_transcribed(mistral: Simulator, client: Mistral) -> None:
    file = client.files.upload(file=FILE, purpose="audio")  # type: ignore[arg-type]  # as clients do
    kept = transcribe(file=None, file_id=file.id)
    assert ask(mistral, kept).text == "You sent a.wav, 3 s of audio."
    away = transcribe(file=None, file_url="https://example.org/b.mp3")
    assert "https://example.org/b.mp3" in ask(mistral, away).text


def test_words_have_times(mistral: Simulator) -> None:
    mistral.transcriptions.respond(answers.reply("one two"))
    answer = ask(mistral, transcribe(timestamp_granularities=["word"]))
    assert [(each.text, each.start, each.end) for each in answer.segments] == [
        ("one", 0.0, 1.5),
        ("two", 1.5, 3.0),
    ]


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"model": MODEL}, 400, "Invalid model"),
        ({"file": None}, 422, "exactly one of file, file_url and file_id"),
        ({"file_url": "https://x.org"}, 422, "exactly one of file, file_url and file_id"),
        ({"file": None, "file_id": "nope"}, 404, "File nope not found"),
    ],
)
def test_what_cannot_be_transcribed_is_refused(
    mistral: Simulator, fields: dict[str, Any], status: int, words: str
) -> None:
    with pytest.raises(MistralError) as caught:
        ask(mistral, transcribe(**fields))
    assert (caught.value.status_code, words in caught.value.body) == (status, True)


def test_faults_meet_transcriptions_too(mistral: Simulator) -> None:
    mistral.transcriptions.respond(answers.rate_limited(2), answers.cut_short(after=2))
    with pytest.raises(MistralError, match="429"):
        ask(mistral, transcribe())
    with pytest.raises(Exception, match="peer closed connection"):
        ask(mistral, transcribe("stream"))


def test_aliases_name_versions_of_an_agent(client: Mistral) -> None:
    agents = client.beta.agents
    agent = agents.create(model=MODEL, name="helper")
    agents.update(agent_id=agent.id, description="kinder")
    made = agents.create_version_alias(agent_id=agent.id, alias="live", version=0)
    assert (made.alias, made.version) == ("live", 0)
    moved = agents.create_version_alias(agent_id=agent.id, alias="live", version=1)
    assert moved.created_at == made.created_at
    assert [each.version for each in agents.list_version_aliases(agent_id=agent.id)] == [1]
    assert agents.get(agent_id=agent.id, agent_version="live").description == "kinder"
    with pytest.raises(MistralError, match="Version 7 not found"):
        agents.create_version_alias(agent_id=agent.id, alias="x", version=7)
    agents.delete_version_alias(agent_id=agent.id, alias="live")
    assert agents.list_version_aliases(agent_id=agent.id) == []
    with pytest.raises(MistralError, match="Alias live not found"):
        agents.delete_version_alias(agent_id=agent.id, alias="live")
