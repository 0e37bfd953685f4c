"""Scripts in files: read with an error that says where, and told to a simulator."""

from __future__ import annotations

import json
from typing import Any

import pytest
from mistralai.client.errors import MistralError

from checker.errors import UsageError
from checker.simulator import Quota, Simulator, scripts

from .asks import chat, embed, stream
from .driving import ask, post

SCRIPT = """
keys = ["test-key"]
batch_states = ["RUNNING", "FAILED"]
quota = {requests_per_minute = 50}
limits = {inputs = 2}

[chat]
respond = [
  {reply = "one", finish_reason = "length", usage = [3, 4]},
  {stream = ["Hel", "lo"], done = false},
  {rate_limited = 7},
  {status = 503, message = "busy"},
  {json = {id = "x"}, code = 418},
  {raw = "<html>", content_type = "text/html"},
  {drip = ["a", "b"], every = 0},
  {slow = 0, then = {reply = "late"}},
  {cut_short = "usual", after = 1, inside = true},
  {reply = "", tool_calls = [{name = "lookup", arguments = {ticket = "t-1"}}]},
  "usual",
]
[[chat.respond_when]]
text = "t-7"
answers = [{reply = "seven"}]

[embeddings]
respond = ["reordered"]
inject_faults = {seed = 7, share = 0, faults = ["unavailable"]}
"""


def test_a_script_is_told(mistral: Simulator) -> None:
    scripts.apply(scripts.read(SCRIPT.encode()), mistral)
    assert mistral.quota == Quota(requests_per_minute=50)
    assert mistral.limits.inputs == 2
    assert mistral.batch_states == ("RUNNING", "FAILED")
    first = ask(mistral, chat())
    assert (first.choices[0].finish_reason, first.usage.total_tokens) == ("length", 7)
    assert len(ask(mistral, stream())) == 4
    seven = chat(messages=[{"role": "user", "content": "about t-7"}])
    assert ask(mistral, seven).choices[0].message.content == "seven"
    for status in (429, 503, 418, 200):
        with pytest.raises(MistralError) as caught:
            ask(mistral, chat())
        assert caught.value.status_code == status
    assert len(ask(mistral, stream())) == 4
    assert ask(mistral, chat()).choices[0].message.content == "late"
    with pytest.raises(Exception, match="peer closed connection"):
        ask(mistral, stream())
    [call] = ask(mistral, chat()).choices[0].message.tool_calls
    assert json.loads(call.function.arguments) == {"ticket": "t-1"}
    assert ask(mistral, chat()).choices[0].message.content.startswith("You asked")
    assert [item.index for item in ask(mistral, embed(["a", "b"])).data] == [1, 0]
    assert ask(mistral, embed(["a", "b"])).data[0].index == 0


def test_json_says_the_same_as_toml() -> None:
    as_json = {"chat": {"respond": [{"reply": "x"}, "hang"], "inject_faults": {"seed": 1}}}
    as_toml = b'[chat]\nrespond = [{reply = "x"}, "hang"]\ninject_faults = {seed = 1}'
    assert scripts.read(json.dumps(as_json).encode(), as_json=True) == scripts.read(as_toml)


def test_a_standing_answer_is_told_too(mistral: Simulator) -> None:
    scripts.apply(scripts.read(b'[chat]\nrespond_always = {reply = "always"}'), mistral)
    for _ in range(2):
        assert ask(mistral, chat()).choices[0].message.content == "always"


def test_an_empty_script_changes_nothing(mistral: Simulator) -> None:
    scripts.apply(scripts.read(b""), mistral)
    assert ask(mistral, chat()).choices[0].message.content.startswith("You asked")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([], "the script must be a table"),
        (
            {"chats": {}},
            "the script knows no 'chats'; there are: quota, limits, keys, batch_states, own_models",
        ),
        ({"chat": []}, "chat must be a table"),
        (
            {"chat": {"scripts": []}},
            "chat knows no 'scripts'; there are: respond_always, inject_faults",
        ),
        ({"chat": {"respond_always": "cut", "respond": []}}, "chat.respond_always leaves no room"),
        ({"chat": {"respond": "x"}}, "chat.respond must be a list"),
        ({"chat": {"respond": ["x"]}}, r"chat.respond\[0\] knows no 'x'; there are: usual"),
        ({"chat": {"respond": [{}]}}, r"chat.respond\[0\] must be a word or a table"),
        ({"chat": {"respond": [{"repyl": 1}]}}, r"chat.respond\[0\] names no answer"),
        ({"chat": {"respond": [{"reply": "", "raw": ""}]}}, "names reply and raw at once"),
        ({"chat": {"respond": [{"reply": "", "done": 1}]}}, "knows no 'done'"),
        (
            {"chat": {"respond": [{"status": "x"}]}},
            r"respond\[0\].status: Input should be a valid integer",
        ),
        ({"chat": {"respond": [{"status": 99}]}}, "greater than or equal to 200"),
        (
            {"chat": {"respond_always": {"slow": float("nan")}}},
            "chat.respond_always.slow: Input should be greater",
        ),
        (
            {"chat": {"respond_always": {"drip": [], "every": -1}}},
            "chat.respond_always.every: Input should be",
        ),
        (
            {"chat": {"respond_always": {"reply": "", "usage": "x"}}},
            r"usage: .* \[prompt tokens, compl",
        ),
        (
            {"chat": {"inject_faults": {"seed": "a"}}},
            "chat.inject_faults.seed must be a whole number",
        ),
        (
            {"chat": {"inject_faults": {"seed": 1, "share": 9}}},
            "chat.inject_faults: share must be between",
        ),
        (
            {"chat": {"respond_always": {"slow": 1, "then": "x"}}},
            "chat.respond_always: answer knows no 'x'",
        ),
        (
            {"chat": {"respond_when": [{"answers": []}]}},
            r"chat.respond_when\[0\] must have text, last_user, model or headers",
        ),
        ({"chat": {"respond_when": [{"text": ""}]}}, r"when\[0\].text must be some text"),
        ({"chat": {"respond_when": [{"text": "a"}]}}, r"when\[0\] must have answers, or always"),
        ({"own_models": {"a": 1}}, "own_models.a must be the name of the model it is like"),
        ({"behaviour": {"calls_tools": "x"}}, "behaviour: calls_tools must be one of by_words"),
        ({"chat": {"respond_when": [{"texts": 1}]}}, r"chat.respond_when\[0\] knows no 'texts'"),
        (
            {"chat": {"inject_faults": {"seed": 1, "faults": ["rain"]}}},
            "chat.inject_faults: no fault rain",
        ),
        ({"chat": {"inject_faults": {}}}, "chat.inject_faults: .*seed"),
        ({"quota": {"requests": 1}}, "quota knows no 'requests'"),
        ({"quota": {"requests_per_minute": -1}}, "quota.requests_per_minute must be a whole"),
        ({"limits": {"inputs": "many"}}, "limits.inputs must be a whole number"),
        ({"keys": [1]}, r"keys\[0\] must be text"),
        ({"batch_states": ["DONE"]}, "batch_states knows no 'DONE'; there are: QUEUED"),
    ],
)
def test_a_wrong_script_says_where(told: Any, words: str) -> None:
    with pytest.raises(scripts.InvalidScriptError, match=words) as caught:
        scripts.read(json.dumps(told).encode(), as_json=True)
    assert isinstance(caught.value, UsageError)


MATCHED = b"""
own_models = {"ft:mini" = "ministral-3b-latest"}
behaviour = {calls_tools = "never", text_at_end = 0}

[chat]
respond_always = {reply = "whoever asks"}

[[chat.respond_when]]
model = "ft:mini"
answers = [{status = 503, headers = {retry-after = "2"}}]
always = {reply = "mini"}

[[chat.respond_when]]
last_user = "hello"
headers = {x-team = "red"}
always = {at_pace = "usual", first_byte = 0}
"""


def test_a_script_matches_and_stands(mistral: Simulator) -> None:
    scripts.apply(scripts.read(MATCHED), mistral)
    assert mistral.behaviour.calls_tools == "never"

    def said(model: str, **headers: str) -> Any:
        asked = {"model": model, "messages": [{"role": "user", "content": "hello"}]}
        told = {"authorization": "Bearer k", **headers}
        status, body = post(mistral, "/v1/chat/completions", asked, headers=told)
        return json.loads(body)["choices"][0]["message"]["content"] if status == 200 else status

    assert [said("ft:mini") for _ in range(3)] == [503, "mini", "mini"]
    assert said("mistral-small-2603") == "whoever asks"
    assert said("mistral-small-2603", **{"x-team": "red"}).startswith("You asked")


def test_an_endpoint_must_be_able_to_say_it(mistral: Simulator) -> None:
    plan = scripts.read(b'[embeddings]\nrespond = [{reply = "x"}]')
    with pytest.raises(scripts.InvalidScriptError, match=r"embeddings: .*no completions"):
        scripts.apply(plan, mistral)


@pytest.mark.parametrize(
    ("script", "as_json"),
    [(b"[chat", False), (b"{", True), (b"[" * 10**5, True), (b"\xff", False), (b"\xff", True)],
)
def test_what_cannot_be_read_is_named(script: bytes, *, as_json: bool) -> None:
    with pytest.raises(scripts.InvalidScriptError, match="JSON" if as_json else "TOML"):
        scripts.read(script, as_json=as_json)
