"""The simulator by itself: as a command for any program, as a fixture for any project."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from .command import BODY, asked, environment, line, pytest_of, started, stopped

PROJECT = """
import asyncio
import os

from mistralai.client import Mistral

MODEL = "mistral-small-2603"
HELLO = [{"role": "user", "content": "hello [kb-1]"}]


def test_sync(mistral):
    with Mistral(api_key=os.environ["MISTRAL_API_KEY"]) as client:
        answer = client.chat.complete(model=MODEL, messages=HELLO)
    assert "[kb-1]" in answer.choices[0].message.content
    assert [request.region for request in mistral.requests] == ["global"]


def test_async_and_streaming(mistral):
    async def read():
        async with Mistral(server="eu") as client:
            async with await client.chat.stream_async(model=MODEL, messages=HELLO) as events:
                return [event async for event in events]

    assert len(asyncio.run(read())) > 3
    assert mistral.chat.regions == {"eu"}
    assert mistral.chat.last.authorized


def test_that_fails(mistral):
    with Mistral() as client:
        client.models.list()
    assert mistral.chat.requests


def test_with_a_script_that_does_not_fit(mistral):
    from checker.simulator import answers

    mistral.chat.respond(answers.stream("x"))
    with Mistral() as client:
        try:
            client.chat.complete(model=MODEL, messages=HELLO)
        except Exception:
            pass


def test_without_it():
    from mistralai.client.sdkconfiguration import SERVERS

    assert SERVERS["global"] == "https://api.mistral.ai"
"""


def test_the_command_serves_people(tmp_path: Path) -> None:
    script = tmp_path / "script.toml"
    script.write_text('[chat]\nrespond = [{status = 503}, {stream = ["x"]}]\n')
    log = tmp_path / "wire.jsonl"
    with started("--script", str(script), "--log", str(log)) as process:
        urls: Mapping[str, str] = dict(line(process).split() for _ in range(3))
        assert list(urls) == ["global", "eu", "us"]
        assert asked(urls["global"])[0] == 503
        assert asked(urls["global"])[0] == 500
        assert asked(urls["eu"])[1]["choices"][0]["message"]["content"].endswith("[kb-1]")
        told = [line(process) for _ in range(3)]
        out, err = stopped(process, signal.SIGINT)
    assert [words.split() for words in told] == [
        ["1", "global", "POST", "/v1/chat/completions", "503"],
        ["2", "global", "POST", "/v1/chat/completions", "500"],
        ["3", "eu", "POST", "/v1/chat/completions", "200"],
    ]
    assert out.startswith("3 requests on 3 connections")
    assert "answers.stream was scripted, but request 2 asks for no stream" in err
    rows = [json.loads(row) for row in log.read_text().splitlines()]
    assert [row["status"] for row in rows] == [503, 500, 200]
    assert rows[0]["body"] == json.loads(BODY)
    assert rows[0]["headers"]["authorization"].startswith("Bearer sha256:")


def test_the_command_serves_programs() -> None:
    with started("--json") as process:
        ready = json.loads(line(process))
        assert ready["schema"] == "messypr/simulator/1"
        asked(ready["urls"]["global"])
        request = json.loads(line(process))
        out, _ = stopped(process, signal.SIGTERM)
    assert (request["schema"], request["endpoint"]) == ("messypr/request/1", "chat")
    assert out == ""


def test_the_command_takes_the_port_it_is_given() -> None:
    # Below the ports that the system hands out, so that no other test has one of the three.
    port = 12_000 + os.getpid() * 3 % 18_000
    with started("--port", str(port)) as process:
        assert line(process) == f"global  http://127.0.0.1:{port}"
        assert line(process) == f"eu      http://127.0.0.1:{port + 1}"
        with started("--port", str(port)) as other:
            _, err = other.communicate(timeout=30)
            assert other.returncode == 2
            assert f"port {port} cannot be used" in err
        stopped(process, signal.SIGTERM)


def test_the_command_names_what_is_wrong_with_a_script(tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text('{"chat": {"respond": ["nonsense"]}}')
    with started("--script", str(script)) as process:
        _, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "chat.respond[0] knows no 'nonsense'" in err


def test_more_clients_than_files_are_no_crash() -> None:
    few = ("sh", "-c", 'ulimit -n 96 && exec "$@"', "sh")
    with started(before=few) as process:
        url = line(process).split()[1]
        place = ("127.0.0.1", int(url.rpartition(":")[2]))
        for each in [socket.create_connection(place) for _ in range(300)]:
            each.close()
        assert _at_last(url) == 200
        _, err = stopped(process, signal.SIGINT)
    assert err == ""


def _at_last(url: str) -> int:
    """Return the status, however often the server is still too full to let us in."""
    while True:
        with suppress(ConnectionError, http.client.BadStatusLine):
            return asked(url)[0]


def test_the_fixture_works_in_any_project(tmp_path: Path) -> None:
    (tmp_path / "test_project.py").write_text(PROJECT)
    said = pytest_of(tmp_path, "-rA", MISTRAL_API_KEY="a real key")
    assert "4 passed" in said
    for name in ("test_that_fails", "test_with_a_script_that_does_not_fit"):
        assert name in said
    assert "1 global GET /v1/models 200" in said
    assert "1 request on 1 connection, at most 1 at once; models 1" in said
    assert "the simulator complains: answers.stream was scripted" in said


def test_the_fixture_gives_way_to_one_of_the_project_s_plugins(tmp_path: Path) -> None:
    (tmp_path / "test_project.py").write_text("def test(mistral):\n    assert mistral == 'mine'\n")
    (tmp_path / "mine.py").write_text(
        "import pytest\n\n\n@pytest.fixture\ndef mistral():\n    return 'mine'\n"
    )
    path = f"{tmp_path}:{environment()['PYTHONPATH']}"
    assert "1 passed" in pytest_of(tmp_path, "-p", "mine", PYTHONPATH=path)


def test_the_plugin_costs_nothing_where_nobody_asks_for_it(tmp_path: Path) -> None:
    """A project that happens to have messypr installed loads nothing of it but the plugin."""
    (tmp_path / "test_project.py").write_text(
        "import sys\n\n\ndef test():\n"
        "    ours = {m for m in sys.modules if m.partition('.')[0] in OURS}\n"
        "    assert ours == {'checker', 'checker.pytest_plugin'}\n\n\n"
        "OURS = {'checker', 'cli', 'prs', 'solutions', 'mistralai', 'click', 'h11', 'rich'}\n"
    )
    assert "1 passed" in pytest_of(tmp_path)


WAYS = """
import os

import pytest
from checker.simulator import MistralTestCase, answers
from mistralai.client import Mistral

ASKED = {"model": "mistral-small-2603", "messages": [{"role": "user", "content": "hello"}]}


def ask():
    with Mistral() as client:
        return client.chat.complete(**ASKED).choices[0].message.content


@pytest.mark.mistral(strict=True, openai=True)
def test_strict(mistral):
    assert os.environ["OPENAI_BASE_URL"] == os.environ["MISTRAL_API_BASE"]
    mistral.chat.respond(answers.reply("scripted"))
    assert ask() == "scripted"


@pytest.mark.mistral(strict=True)
def test_asks_too_much(mistral):
    ask()


@pytest.mark.mistral(strict=True)
def test_scripts_too_much(mistral):
    mistral.chat.respond(answers.reply("scripted"))


def test_session_one(mistral_session):
    assert "OPENAI_BASE_URL" not in os.environ
    mistral_session.chat.respond_always(answers.reply("one"))
    assert ask() == "one"


def test_session_two(mistral_session):
    assert ask() == "one"
    mistral_session.reset()
    assert ask() != "one"


class TestOfUnittest(MistralTestCase):
    def test_it(self):
        self.mistral.chat.respond(answers.reply("in a test case"))
        self.assertEqual(ask(), "in a test case")
"""


def test_every_way_to_use_it_works_in_a_project(tmp_path: Path) -> None:
    (tmp_path / "test_project.py").write_text(WAYS)
    said = pytest_of(tmp_path, "-rA", "--strict-markers")
    assert "6 passed, 2 errors" in said
    assert "not scripted, though strict: request 1, POST /v1/chat/completions" in said
    assert "chat has 1 of its answers left" in said
