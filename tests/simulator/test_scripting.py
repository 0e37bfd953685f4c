"""Matching, computed answers, strictness, pace and new beginnings."""

from __future__ import annotations

import json
import os
import threading
from typing import Any

import pytest
from mistralai.client import Mistral, sdkconfiguration

from checker.simulator import Match, Network, ScriptError, Simulator, answers, reached
from checker.simulator.server.endpoint import Scripted
from checker.simulator.wire.values import WireRequest

from .asks import CALLED, HELLO, chat, stream
from .driving import KEY, MODEL, Ask, ask, post
from .recordings import events

CHAT = "/v1/chat/completions"


def said(mistral: Simulator, **fields: Any) -> Any:
    return ask(mistral, chat(**fields)).choices[0].message.content


def test_the_last_user_message_is_no_history(mistral: Simulator) -> None:
    mistral.chat.respond_always_when(Match(last_user="where is"), answers.reply("let me look"))
    assert said(mistral, messages=CALLED[:1]) == "let me look"
    assert said(mistral, messages=CALLED) != "let me look", "the text is in the history alone"
    assert said(mistral, messages=CALLED[:1]) == "let me look", "it stands"


def test_requests_are_matched_by_all_that_is_given(mistral: Simulator) -> None:
    mistral.chat.respond_always_when(Match(model="ministral-8b-2512"), answers.reply("small"))
    headers = {"authorization": f"Bearer {KEY}", "x-team": "red"}
    mistral.chat.respond_when(Match(headers={"X-Team": "red"}), answers.status(503))
    wanted = Match(text="hello", where=lambda request: request.body.get("temperature") == 1)
    mistral.chat.respond_when(wanted, answers.reply("hot"))
    assert said(mistral, model="ministral-8b-2512") == "small"
    body = {"model": MODEL, "messages": HELLO}
    assert [post(mistral, CHAT, body, headers=headers)[0] for _ in range(2)] == [503, 200]
    assert said(mistral, temperature=1) == "hot"
    with pytest.raises(ValueError, match="a match needs"):
        Match()


def test_a_function_answers(mistral: Simulator) -> None:
    def counted(request: WireRequest) -> Any:
        return answers.reply(f"{len(request.messages)} messages")

    mistral.chat.respond_always(counted)
    assert said(mistral) == "1 messages"
    mistral.chat.respond(answers.computed(counted), lambda _: answers.status(503))
    assert said(mistral, messages=CALLED) == "3 messages"
    assert post(mistral, CHAT, {"model": MODEL, "messages": HELLO})[0] == 503


@pytest.mark.parametrize("wrong", ["hang", None, 503, {"reply": "x"}])
def test_what_is_no_answer_is_refused_at_once(mistral: Simulator, wrong: Any) -> None:
    with pytest.raises(ScriptError, match="is no answer"):
        mistral.chat.respond(wrong)
    with pytest.raises(ScriptError, match="is no answer"):
        mistral.chat.respond_when("x", answers.usual(), wrong)
    with pytest.raises(ScriptError, match="sends no completions"):
        mistral.embeddings.respond_always_when("x", answers.reply("x"))
    assert mistral.unused == ()


def test_what_a_function_makes_must_be_an_answer(network: Network) -> None:
    with network.simulator() as mistral:
        wrong: Scripted = lambda _: "hang"  # type: ignore[assignment,return-value]  # noqa: E731  # on purpose
        mistral.chat.respond(wrong)
        assert post(mistral, CHAT, {"model": MODEL, "messages": HELLO})[0] == 500
        assert "returned 'hang', which is no answer" in mistral.errors[0]


def test_strict_complains_of_what_is_not_scripted(network: Network) -> None:
    with network.simulator() as mistral:
        mistral.strict = True
        mistral.chat.respond(answers.reply("one"), answers.usual())
        assert said(mistral) == "one"
        said(mistral)
        post(mistral, CHAT, {"model": "nope", "messages": HELLO})
        before = mistral.errors
        said(mistral)
        assert (before, len(mistral.errors)) == ((), 1)
        error = mistral.errors[-1]
        assert error.startswith("not scripted, though strict: request 4, POST /v1/chat/completions")
        assert "user says 'hello [kb-1]'" in error


def test_answers_that_are_left_are_told(mistral: Simulator) -> None:
    mistral.chat.respond(answers.reply("one"), answers.reply("two"))
    mistral.chat.respond_when(Match(model=MODEL, text="never"), answers.reply("three"))
    said(mistral)
    with pytest.raises(AssertionError) as caught:
        mistral.assert_all_used()
    assert str(caught.value) == (
        "chat has 1 of its answers left; "
        f"chat has 1 of its answers for text='never', model='{MODEL}' left"
    )
    said(mistral)
    said(mistral, messages=[{"role": "user", "content": "never"}])
    mistral.assert_all_used()


def test_a_reset_begins_anew_at_the_same_address(mistral: Simulator) -> None:
    urls = mistral.urls
    mistral.accept_keys("other")
    mistral.strict = True
    mistral.clock.advance(900)
    mistral.chat.respond(answers.status(503))
    post(mistral, CHAT, {})
    mistral.reset()
    assert (mistral.requests, mistral.unused, mistral.peak_in_flight) == ((), (), 0)
    assert mistral.urls == urls
    assert said(mistral).startswith("You asked")
    assert len(mistral.requests) == 1
    assert mistral.errors == ()


def test_a_status_has_headers(mistral: Simulator) -> None:
    mistral.chat.respond(answers.status(503, headers={"Retry-After": "7"}))
    with pytest.raises(Exception, match="503") as caught:
        ask(mistral, chat())
    error: Any = caught.value
    assert error.headers["retry-after"] == "7"


def test_a_stream_reports_an_error(mistral: Simulator) -> None:
    piece = answers.error_event("overloaded", code="3505")
    mistral.chat.respond(answers.stream("It ", piece, finish_reason=None))
    body = {"model": MODEL, "messages": HELLO, "stream": True}
    sent = events(post(mistral, CHAT, body)[1].decode())
    assert (sent[-1]["object"], sent[-1]["message"], sent[-1]["code"]) == (
        "error",
        "overloaded",
        "3505",
    )


def test_a_clock_that_is_stopped_sets_the_pace(mistral: Simulator) -> None:
    """After 3 seconds to the first byte, "It " and "locks." are 1 and 2 tokens of 1/8 second."""
    mistral.clock.stop()
    slow = answers.at_pace(answers.stream("It ", "locks."), first_byte=3, tokens_a_second=8)
    mistral.chat.respond(slow)
    got: list[Any] = []
    asking = threading.Thread(target=lambda: got.extend(ask(mistral, stream())))
    asking.start()
    _wait_for_the_clock(mistral)
    mistral.clock.advance(2.9)
    assert not mistral.wait_for(lambda m: m.chat.last.events_sent > 0, timeout=0.1)
    mistral.clock.advance(0.1)
    assert mistral.wait_for(lambda m: m.chat.last.events_sent == 1)
    _advance_until(mistral, 2, 0.125)
    _advance_until(mistral, 4, 0.25)
    asking.join(5)
    assert len(got) == 4


def _advance_until(mistral: Simulator, count: int, seconds: float) -> None:
    """Move the clock on once the stream waits for it."""
    _wait_for_the_clock(mistral)
    mistral.clock.advance(seconds)
    assert mistral.wait_for(lambda m: m.chat.last.events_sent >= count)


def _wait_for_the_clock(mistral: Simulator) -> None:
    """Return once an answer waits for the clock, which is no entry of the log."""
    assert any(mistral.wait_for(lambda m: bool(m.clock._waiting), timeout=0.05) for _ in range(200))


def test_a_pace_delays_a_whole_answer(mistral: Simulator) -> None:
    mistral.chat.respond(answers.at_pace(first_byte=0.05))
    said(mistral)
    request = mistral.chat.last
    assert request.answered_at is not None
    assert request.answered_at - request.arrived_at >= 0.05
    with pytest.raises(ValueError, match="must not be below 0"):
        answers.at_pace(first_byte=-1)


def test_clients_are_led_to_it_and_back(mistral: Simulator, monkeypatch: Any) -> None:
    monkeypatch.setenv("MISTRAL_DEBUG", "1")
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    before, hosts = dict(os.environ), dict(sdkconfiguration.SERVERS)
    with reached(mistral, openai=True):
        base = f"{mistral.urls['global']}/v1"
        names = ("MISTRAL_API_BASE", "MISTRAL_BASE_URL", "OPENAI_BASE_URL")
        assert [os.environ[name] for name in names] == [base] * 3
        assert "MISTRAL_DEBUG" not in os.environ
        with Mistral() as client:
            assert client.models.list().data
    with reached(mistral):
        assert "OPENAI_BASE_URL" not in os.environ
    assert (dict(os.environ), dict(sdkconfiguration.SERVERS)) == (before, hosts)


def test_models_answer_in_a_script_of_the_sdk(mistral: Simulator) -> None:
    mistral.models.respond(answers.json_body(200, {"object": "list", "data": []}))
    assert ask(mistral, Ask(method="models.list")).data == []
    assert json.loads(post(mistral, "/v1/models", b"", method="GET")[1])["data"]
