"""Recorded answers: replayed from files of two kinds, and recorded with the keys cut out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checker.simulator import Network, Simulator, answers, cassettes
from checker.simulator.scripts import InvalidScriptError

from .asks import HELLO
from .driving import MODEL, post

CHAT = "/v1/chat/completions"
BODY = {"model": MODEL, "messages": HELLO}
ANSWER = {"id": "1", "object": "chat.completion", "choices": []}
VCR = {
    "interactions": [
        {
            "request": {
                "method": "POST",
                "uri": f"https://api.mistral.ai{CHAT}",
                "body": json.dumps(BODY),
                "headers": {"authorization": ["Bearer secret"]},
            },
            "response": {
                "status": {"code": 200, "message": "OK"},
                "headers": {"Content-Type": ["application/json"], "Set-Cookie": ["a=b"]},
                "body": {"string": json.dumps(ANSWER)},
            },
        }
    ]
}


def test_a_cassette_of_vcrpy_is_replayed_once(mistral: Simulator, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(VCR), "utf-8")
    [recorded] = cassettes.read(tmp_path / "a.json")
    assert recorded.headers == {"content-type": "application/json"}
    cassettes.replay(mistral, [recorded])
    assert post(mistral, CHAT, {**BODY, "temperature": 1})[1] != recorded.answer
    assert json.loads(post(mistral, CHAT, BODY)[1]) == ANSWER
    assert mistral.unused == ()
    assert json.loads(post(mistral, CHAT, BODY)[1]) != ANSWER, "it was recorded once"


def test_what_is_recorded_can_be_replayed(network: Network, tmp_path: Path) -> None:
    file = tmp_path / "wire.jsonl"

    def keep(recorded: cassettes.Recorded) -> None:
        with file.open("a", encoding="utf-8") as end:
            end.write(cassettes.line(recorded))

    with network.simulator() as real, network.simulator() as mistral:
        real.accept_keys("real-key")
        real.chat.respond(answers.reply("kept it"), answers.rate_limited(3))
        mistral.forward(cassettes.Recorder(real.urls["global"], "real-key", keep))
        streamed = post(mistral, CHAT, {**BODY, "stream": True})
        assert post(mistral, CHAT, BODY)[0] == 429
    with network.simulator() as again:
        cassettes.replay(again, cassettes.read(file))
        assert post(again, CHAT, {**BODY, "stream": True}) == streamed
        assert b"kept" in streamed[1]
        assert post(again, CHAT, BODY)[0] == 429
    assert "key" not in file.read_text("utf-8")


def test_a_recording_without_its_api_says_so(mistral: Simulator) -> None:
    mistral.forward(cassettes.Recorder("http://127.0.0.1:9", "k", lambda _: None))
    status, body = post(mistral, CHAT, BODY)
    assert (status, b"gave no answer" in body) == (502, True)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.jsonl", "{", "a.jsonl:1 is not JSON"),
        ("a.jsonl", "{}", "a.jsonl:1 is no recorded answer"),
        ("a.json", "{}", "has no list of interactions"),
        ("a.json", '{"interactions": [{}]}', "interaction 1 is no recorded answer"),
    ],
)
def test_what_is_no_cassette_is_refused(
    tmp_path: Path, name: str, content: str, words: str
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(InvalidScriptError, match=words):
        cassettes.read(tmp_path / name)


def test_what_is_not_simulated_is_not_replayed(mistral: Simulator) -> None:
    asked: Any = {"method": "GET", "path": "/v1/nope", "body": None}
    recorded = cassettes.Recorded(**asked, status=200, answer=b"{}")
    with pytest.raises(InvalidScriptError, match="not simulated"):
        cassettes.replay(mistral, [recorded])
