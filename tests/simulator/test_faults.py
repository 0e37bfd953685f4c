"""Faults on demand: told one by one, or chosen by a seed; none needs a sleep."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from mistralai.client import Mistral
from mistralai.client.errors import MistralError
from mistralai.client.utils import BackoffStrategy, RetryConfig

from checker.simulator import ScriptError, Simulator, answers
from checker.simulator.server import fault_injection as storms
from checker.simulator.server.fault_injection import FAULTS

from .asks import HELLO, chat, embed, stream
from .driving import BROKEN, MODEL, ask, connected_async, post

RETRIES = RetryConfig("backoff", BackoffStrategy(1, 1, 1.0, 10_000, jitter_ms=0), True)  # noqa: FBT003
MESSAGES: Any = HELLO


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (2, "2"),
        (0.25, "0.25"),
        (10**9, "1000000000"),
        ("soon", "soon"),
        (datetime(2026, 11, 22, 9, 30, tzinfo=UTC), "Sun, 22 Nov 2026 09:30:00 GMT"),
    ],
)
def test_retry_after_takes_any_form(mistral: Simulator, given: Any, sent: str) -> None:
    mistral.chat.respond(answers.rate_limited(given))
    with pytest.raises(MistralError) as caught:
        ask(mistral, chat())
    assert caught.value.headers["retry-after"] == sent


def test_the_sdk_keeps_a_retry_after_that_is_a_date(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond(answers.rate_limited(datetime.now(UTC)))
    client.chat.complete(model=MODEL, messages=MESSAGES, retries=RETRIES)
    assert [request.status for request in mistral.chat.requests] == [429, 200]
    assert len(mistral.chat.duplicates) == 1


def test_a_reset_is_a_read_error_that_the_sdk_retries(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond(answers.reset())
    client.chat.complete(model=MODEL, messages=MESSAGES, retries=RETRIES)
    first, second = mistral.chat.requests
    assert (first.status, first.bytes_sent, first.completed) == (None, 0, False)
    assert not first.disconnected
    assert second.completed
    mistral.chat.respond(answers.reset())
    with pytest.raises(httpx2.ReadError):
        client.chat.complete(model=MODEL, messages=MESSAGES)


@pytest.mark.parametrize("inside", [False, True])
def test_a_stream_breaks_off_between_events_or_inside_one(
    mistral: Simulator, client: Mistral, *, inside: bool
) -> None:
    mistral.chat.respond(answers.cut_short(after=2, inside=inside))
    seen: list[Any] = []
    with (
        pytest.raises(httpx2.RemoteProtocolError),
        client.chat.stream(model=MODEL, messages=MESSAGES) as events,
    ):
        seen.extend(events)
    assert len(seen) == 2
    [request] = mistral.requests
    assert (request.events_sent, request.completed) == (2, False)


def test_half_an_event_is_sent_where_that_is_asked_for(mistral: Simulator) -> None:
    body = {"model": MODEL, "messages": HELLO, "stream": True}
    for answer in (
        answers.stream("a", "b", cut_after=1),
        answers.stream("a", "b", cut_after=1, cut_inside=True),
    ):
        mistral.chat.respond(answer)
        with pytest.raises(BROKEN):
            post(mistral, "/v1/chat/completions", body)
    short, longer = mistral.requests
    assert longer.bytes_sent > short.bytes_sent
    assert short.events_sent == longer.events_sent == 1


def test_a_json_answer_breaks_off_in_its_middle(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond(answers.cut_short())
    with pytest.raises(httpx2.RemoteProtocolError):
        client.chat.complete(model=MODEL, messages=MESSAGES)
    [request] = mistral.requests
    assert (request.status, request.completed) == (200, False)
    assert request.bytes_sent > 100


def test_a_stream_without_an_end_is_no_error_for_the_sdk(mistral: Simulator) -> None:
    mistral.chat.respond(answers.stream("a", done=False, finish_reason=None))
    assert len(ask(mistral, stream())) == 2


def test_a_wrong_content_type_is_an_error_for_the_sdk(mistral: Simulator) -> None:
    mistral.chat.respond(
        answers.reply("x", content_type="text/plain"),
        answers.stream("x", content_type="application/json"),
    )
    for asked in (chat(), stream()):
        with pytest.raises(MistralError, match="Unexpected response"):
            ask(mistral, asked)


def test_usage_may_be_null(mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.reply("x", usage="null"))
    with pytest.raises(MistralError):
        ask(mistral, chat())
    assert ask(mistral, stream())[-1].data.usage is None


def test_an_unknown_finish_reason_is_taken_as_it_is(mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.reply("x", finish_reason="moderated"))
    assert ask(mistral, chat()).choices[0].finish_reason == "moderated"
    assert ask(mistral, stream())[-1].data.choices[0].finish_reason == "moderated"


@pytest.mark.parametrize("reason", ["length", "model_length", "error", "stop"])
def test_every_finish_reason_arrives(mistral: Simulator, reason: str) -> None:
    mistral.chat.respond(answers.reply("x", finish_reason=reason))
    assert ask(mistral, chat()).choices[0].finish_reason == reason


def test_the_usual_stream_may_end_without_saying_so(mistral: Simulator) -> None:
    mistral.chat.respond(answers.usual(), answers.without_done(), answers.without_done())
    whole, unended = ask(mistral, stream()), ask(mistral, stream())
    assert whole == unended
    bytes_sent = [request.bytes_sent for request in mistral.chat.requests]
    assert bytes_sent[0] - bytes_sent[1] >= len("data: [DONE]\n\n")
    assert ask(mistral, chat()).choices[0].message.content


def test_the_usual_answer_may_drip(mistral: Simulator) -> None:
    whole = ask(mistral, stream())
    mistral.chat.respond_always(answers.cut_short(answers.drip(every=0.001), after=len(whole)))
    with pytest.raises(httpx2.RemoteProtocolError):
        ask(mistral, stream())
    assert mistral.chat.last.events_sent == len(whole)
    mistral.chat.respond_always(answers.drip(every=0.001))
    assert ask(mistral, stream()) == whole


def test_a_drip_feeds_word_by_word(mistral: Simulator) -> None:
    mistral.chat.respond(answers.drip("a", "b", "c", every=0.001))
    events = ask(mistral, stream())
    assert "".join(e.data.choices[0].delta.content for e in events) == "abc"


def test_the_first_byte_waits_at_a_gate(mistral: Simulator) -> None:
    async def patient() -> None:
        async with connected_async(mistral) as client:
            task = asyncio.create_task(client.chat.complete_async(model=MODEL, messages=MESSAGES))
            assert await asyncio.to_thread(gate.wait_for_arrival)
            assert mistral.chat.last.bytes_sent == 0
            gate.open()
            await task

    gate = mistral.gate()
    mistral.chat.respond(answers.held(gate))
    asyncio.run(patient())
    assert mistral.chat.last.completed


def test_items_come_in_another_order_with_their_index(mistral: Simulator) -> None:
    mistral.embeddings.respond(answers.reordered(), answers.usual())
    texts = ["one", "two", "three"]
    odd, usual = (ask(mistral, embed(texts)).data for _ in range(2))
    assert [item.index for item in odd] == [2, 1, 0]
    assert sorted(odd, key=lambda item: item.index) == usual


def test_what_is_no_list_cannot_be_reordered(network: Any) -> None:
    with network.simulator() as mistral:
        mistral.chat.respond(answers.reordered())
        with pytest.raises(MistralError, match="500"):
            ask(mistral, chat())
        assert mistral.errors == ("answers.reordered was scripted where there is no list",)


def storm(mistral: Simulator, seed: int, share: float, faults: tuple[str, ...] = ()) -> list[Any]:
    mistral.chat.inject_faults(seed, share=share, **({"faults": faults} if faults else {}))
    before = len(mistral.chat.requests)
    body = {"model": MODEL, "messages": HELLO}
    for _ in range(40):
        with contextlib.suppress(*BROKEN):
            post(mistral, "/v1/chat/completions", body)
    return [request.status for request in mistral.chat.requests[before:]]


def test_a_storm_is_the_same_for_the_same_seed(mistral: Simulator) -> None:
    first = storm(mistral, 7, 0.5)
    assert first == storm(mistral, 7, 0.5)
    assert first != storm(mistral, 8, 0.5)
    assert set(first) == {200, 429, 500, 502, 503, 504}
    assert 10 < first.count(200) < 30
    assert storm(mistral, 7, 0) == [200] * 40
    assert 200 not in storm(mistral, 7, 1)


def test_a_storm_may_break_connections(mistral: Simulator) -> None:
    statuses = storm(mistral, 1, 1, ("cut", "reset", "cut_inside_an_event"))
    assert set(statuses) == {None, 200}
    assert not any(request.completed for request in mistral.chat.requests)


def test_every_fault_can_be_sent(mistral: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storms, "PAUSE_SECONDS", 0.001)
    for name in set(FAULTS) - {"hang"}:
        for asked in (chat(), stream()):
            mistral.chat.inject_faults(1, share=1, faults=(name,))
            with contextlib.suppress(MistralError, httpx2.HTTPError):
                ask(mistral, asked)
    assert mistral.errors == ()


def test_scripts_go_before_the_storm(mistral: Simulator) -> None:
    mistral.chat.inject_faults(1, share=1)
    mistral.chat.respond(answers.reply("calm"))
    mistral.chat.respond_when("eye", answers.reply("calm too"))
    assert ask(mistral, chat()).choices[0].message.content == "calm"
    eye = [{"role": "user", "content": "in the eye"}]
    assert ask(mistral, chat(messages=eye)).choices[0].message.content == "calm too"
    with pytest.raises(MistralError):
        ask(mistral, chat())
    mistral.chat.respond_always(answers.usual())
    ask(mistral, chat())


def test_a_storm_has_known_faults(mistral: Simulator) -> None:
    with pytest.raises(ValueError, match="no fault sunshine; there are: rate_limited"):
        mistral.chat.inject_faults(1, faults=("sunshine",))
    with pytest.raises(ScriptError, match="embeddings sends no completions"):
        mistral.embeddings.inject_faults(1, faults=("usage_null",))
    mistral.embeddings.inject_faults(1, share=1, faults=("unavailable",))
    with pytest.raises(MistralError, match="503"):
        ask(mistral, embed("x"))
