"""The control address, as a suite in another language uses it."""

from __future__ import annotations

import http.client
import json
import threading
from contextlib import closing
from typing import Any

import pytest

from checker.simulator import Simulator, scripts

from .asks import HELLO
from .driving import MODEL, post

CHAT = "/v1/chat/completions"
SCRIPT = b'[chat]\nrespond = [{status = 503, headers = {retry-after = "3"}}, {reply = "hi"}]\n'


class Control:
    def __init__(self, url: str) -> None:
        self.host = url.removeprefix("http://")

    def __call__(self, method: str, path: str, body: bytes = b"") -> tuple[int, Any]:
        with closing(http.client.HTTPConnection(self.host)) as wire:
            wire.request(method, path, body)
            answer = wire.getresponse()
            return answer.status, json.loads(answer.read())


@pytest.fixture
def control(mistral: Simulator) -> Control:
    return Control(mistral.open_control(scripts.Controlling(mistral)))


def asked(mistral: Simulator) -> int:
    return post(mistral, CHAT, {"model": MODEL, "messages": HELLO})[0]


def test_a_script_is_set_and_forgotten(mistral: Simulator, control: Control) -> None:
    assert control("POST", "/script", SCRIPT) == (200, {})
    assert asked(mistral) == 503
    assert control("GET", "/faults")[1]["unused"] == ["chat has 1 of its answers left"]
    assert control("POST", "/reset") == (200, {})
    assert asked(mistral) == 200
    assert len(mistral.requests) == 1
    as_json = json.dumps({"chat": {"respond": [{"status": 429}]}}).encode()
    assert control("POST", "/script", as_json)[0] == 200
    assert asked(mistral) == 429


def test_the_log_is_read_and_waited_for(mistral: Simulator, control: Control) -> None:
    later = threading.Timer(0.05, asked, [mistral])
    later.start()
    assert control("GET", "/wait?endpoint=chat&requests=1&seconds=5") == (200, {"came": True})
    later.join()
    [request] = control("GET", "/log?endpoint=chat")[1]
    assert (request["path"], request["status"], request["body"]["model"]) == (CHAT, 200, MODEL)
    assert control("GET", "/log?endpoint=embeddings") == (200, [])
    assert control("GET", "/wait?requests=2&seconds=0") == (200, {"came": False})


def test_the_clock_is_moved(mistral: Simulator, control: Control) -> None:
    before = control("POST", "/clock", b'{"stop": true}')[1]["now"]
    assert control("POST", "/clock", b'{"advance": 60}')[1]["now"] == before + 60
    assert mistral.clock.now() == before + 60


@pytest.mark.parametrize(
    ("method", "path", "body", "words"),
    [
        ("POST", "/script", b"[chat", "not TOML"),
        ("POST", "/script", b'[chat]\nrespond = ["hung"]', "knows no 'hung'"),
        ("GET", "/log?endpoint=nope", b"", "no endpoint 'nope'"),
        ("GET", "/wait?seconds=soon", b"", "must be a number"),
        ("POST", "/clock", b'{"advance": -1}', "not below 0"),
        ("GET", "/nope", b"", "no GET /nope; there are: POST /script"),
    ],
)
def test_what_is_wrong_is_said(
    control: Control, method: str, path: str, body: bytes, words: str
) -> None:
    status, told = control(method, path, body)
    assert status in (400, 404)
    assert words in told["error"]
