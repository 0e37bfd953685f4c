"""Scripted and usual answers, as the real SDK reads them."""

from __future__ import annotations

import json
from dataclasses import replace
from math import sqrt
from typing import Any

import pytest
from mistralai.client import Mistral
from mistralai.client.errors import MistralError, SDKError
from mistralai.client.models import (
    ChatCompletionRequestMessage,
    Function,
    Tool,
    UserMessage,
)
from mistralai.client.utils import BackoffStrategy, RetryConfig
from pydantic import BaseModel, Field

from checker.simulator import ScriptError, Simulator, answers

MODEL = "mistral-small-2603"
HELLO: list[ChatCompletionRequestMessage] = [UserMessage(content="hello [kb-1] there [kb-2]")]
LOOKUP = Function(
    name="lookup",
    parameters={"type": "object", "properties": {"ticket": {"type": "string"}}},
)


def said(client: Mistral, text: str = "hello", **options: Any) -> Any:
    messages = [UserMessage(content=text)]
    message = client.chat.complete(model=MODEL, messages=messages, **options).choices[0].message
    assert message is not None
    return message


def streamed(client: Mistral) -> list[Any]:
    with client.chat.stream(model=MODEL, messages=HELLO) as events:
        return [event.data for event in events]


def text_of(events: list[Any]) -> str:
    deltas = [choice.delta.content for event in events for choice in event.choices]
    return "".join(delta for delta in deltas if isinstance(delta, str))


def test_the_usual_answer_cites_what_it_was_given(client: Mistral) -> None:
    answer = client.chat.complete(model="mistral-small-latest", messages=HELLO)
    assert answer.model == "mistral-small-latest"
    assert answer.choices[0].finish_reason == "stop"
    message = answer.choices[0].message
    assert message is not None
    assert message.content == 'You asked "hello [kb-1] there [kb-2]". [kb-1] [kb-2]'
    assert answer.usage.total_tokens == (
        (answer.usage.prompt_tokens or 0) + (answer.usage.completion_tokens or 0)
    )
    again = client.chat.complete(model="mistral-small-latest", messages=HELLO)
    assert again == answer


def test_scripts_queue_and_then_the_usual_answer_returns(
    mistral: Simulator, client: Mistral
) -> None:
    mistral.chat.respond(answers.reply("one"), answers.usual())
    mistral.chat.respond(answers.reply("three"))
    assert said(client).content == "one"
    assert said(client).content == 'You asked "hello".'
    assert said(client).content == "three"
    assert said(client).content == 'You asked "hello".'


def test_when_wins_over_scripts_and_standing_answers(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond_always(answers.reply("always"))
    mistral.chat.respond_when("t-7", answers.reply("seven"))
    assert said(client, "t-8").content == "always"
    assert said(client, "about t-7").content == "seven"
    assert said(client, "about t-7").content == "always"
    mistral.chat.respond(answers.reply("queued"))
    assert said(client, "t-8").content == "queued"
    assert said(client, "t-8").content == 'You asked "t-8".'


def test_always_replaces_everything_before_it(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond(answers.reply("queued"))
    mistral.chat.respond_when("hello", answers.reply("by body"))
    mistral.chat.respond_always(answers.reply("always"))
    assert [said(client).content for _ in range(2)] == ["always", "always"]


def test_refused_requests_use_no_answer_up(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond(answers.reply("kept"))
    with pytest.raises(SDKError):
        client.chat.complete(model="no-such-model", messages=HELLO)
    assert said(client).content == "kept"


def test_a_reply_carries_its_fields(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond(
        answers.reply("cut off", finish_reason="length", usage=(100, 20), headers={"x-a": "b"})
    )
    answer = client.chat.complete(model=MODEL, messages=HELLO)
    assert answer.choices[0].finish_reason == "length"
    assert (answer.usage.prompt_tokens, answer.usage.total_tokens) == (100, 120)


def test_a_reply_may_be_chunks_or_nothing(mistral: Simulator, client: Mistral) -> None:
    thought = {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}
    chunks: list[dict[str, Any]] = [thought, {"type": "text", "text": "Paris"}]
    mistral.chat.respond(answers.reply(chunks), answers.reply(None))
    content = said(client).content
    assert [chunk.type for chunk in content] == ["thinking", "text"]
    assert said(client).content is None


def test_tool_calls_come_as_text_or_as_objects(mistral: Simulator, client: Mistral) -> None:
    calls = (
        answers.tool_call("lookup", {"ticket": "t-1"}),
        answers.tool_call("lookup", {"ticket": "t-2"}, as_object=True),
        answers.tool_call("lookup", "{broken", id="abcdefghi"),
    )
    mistral.chat.respond(answers.reply(tool_calls=calls))
    answer = client.chat.complete(model=MODEL, messages=HELLO, tools=[Tool(function=LOOKUP)])
    assert answer.choices[0].finish_reason == "tool_calls"
    message = answer.choices[0].message
    assert message is not None
    got = message.tool_calls or []
    assert [call.function.arguments for call in got] == [
        '{"ticket": "t-1"}',
        {"ticket": "t-2"},
        "{broken",
    ]
    assert [call.id for call in got] == [call.id for call in calls]
    assert all(len(call.id) == 9 and call.id.isalnum() for call in calls)


def test_equal_calls_in_one_reply_need_ids() -> None:
    call = answers.tool_call("now")
    assert call == answers.tool_call("now")
    with pytest.raises(ValueError, match="share an id"):
        answers.reply(tool_calls=(call, call))


def test_a_demanded_tool_is_called(client: Mistral) -> None:
    message = said(client, tools=[Tool(function=LOOKUP)], tool_choice="any")
    [call] = message.tool_calls
    assert (call.function.name, json.loads(call.function.arguments)) == (
        "lookup",
        {"ticket": "text"},
    )


def test_a_reply_is_streamed_word_by_word(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond(answers.reply("two words\n", usage=(7, 3)))
    events = streamed(client)
    assert [event.choices[0].delta.content for event in events] == ["", "two", " words", "\n", ""]
    assert [event.choices[0].delta.role or None for event in events] == ["assistant", *[None] * 4]
    assert [event.choices[0].finish_reason for event in events] == [None] * 4 + ["stop"]
    assert [event.usage is not None for event in events] == [False] * 4 + [True]
    assert events[-1].usage.total_tokens == 10
    [request] = mistral.requests
    assert request.streaming
    assert (request.events_sent, request.completed) == (5, True)


def test_streamed_tool_calls_come_whole_with_their_index(
    mistral: Simulator, client: Mistral
) -> None:
    calls = (answers.tool_call("a"), answers.tool_call("b"))
    mistral.chat.respond(answers.reply(tool_calls=calls))
    events = streamed(client)
    got = [call for event in events for call in event.choices[0].delta.tool_calls or []]
    assert [(call.index, call.function.name) for call in got] == [(0, "a"), (1, "b")]
    assert events[-1].choices[0].finish_reason == "tool_calls"


def test_a_stream_says_exactly_what_is_scripted(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond(
        answers.stream(
            "Hel",
            None,
            [{"type": "text", "text": "lo"}],
            b": a comment\n\n",
            answers.delta(content="!", finish_reason="stop"),
            {"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 2}},
            opening=False,
            finish_reason=None,
            done=False,
        )
    )
    first, null, chunks, last, usage = streamed(client)
    assert first.choices[0].delta.content == "Hel"
    assert null.choices[0].delta.content is None
    assert chunks.choices[0].delta.content[0].text == "lo"
    assert (last.choices[0].delta.content, last.choices[0].finish_reason) == ("!", "stop")
    assert usage.choices == []
    assert usage.usage.completion_tokens == 2
    assert b"[DONE]" not in mistral.requests[0].raw


def test_a_gate_inside_a_stream_holds_the_rest(mistral: Simulator, client: Mistral) -> None:
    gate = mistral.gate()
    mistral.chat.respond(answers.stream("a", gate, "b", 0.001, "c"))
    with client.chat.stream(model=MODEL, messages=HELLO) as events:
        got = [next(events).data, next(events).data]
        assert text_of(got) == "a"
        assert gate.wait_for_arrival()
        assert mistral.requests[0].events_sent == 2
        gate.open()
        got += [event.data for event in events]
    assert text_of(got) == "abc"


def test_json_mode_gives_an_object(client: Mistral) -> None:
    form: Any = {"type": "json_object"}
    body = json.loads(said(client, "as JSON, from [kb-9]", response_format=form).content)
    assert body == {"answer": 'You asked "as JSON, from [kb-9]". [kb-9]', "sources": ["kb-9"]}


class Step(BaseModel):
    name: str = Field(max_length=10)
    after: Step | None
    urgency: int = Field(gt=2)


class Plan(BaseModel):
    title: str
    steps: list[Step] = Field(min_length=2)
    done: bool
    cost: float | None


def test_a_schema_is_followed(client: Mistral) -> None:
    answer = client.chat.parse(Plan, model=MODEL, messages=HELLO)
    assert answer.choices is not None
    message = answer.choices[0].message
    assert message is not None
    assert isinstance(message.parsed, Plan)
    assert message.parsed.title.startswith("You asked")
    assert [step.urgency for step in message.parsed.steps] == [3, 3]


def test_errors_have_the_real_bodies(mistral: Simulator, client: Mistral) -> None:
    for code in (401, 403, 404, 413, 422, 429, 500, 502, 503, 504):
        mistral.chat.respond(answers.status(code))
        with pytest.raises(MistralError) as caught:
            said(client)
        assert caught.value.status_code == code
    mistral.chat.respond(answers.status(400, "Prompt contains too much"), answers.status(429))
    with pytest.raises(SDKError, match="Prompt contains too much"):
        said(client)
    with pytest.raises(SDKError) as caught_by_sdk:
        said(client)
    assert json.loads(caught_by_sdk.value.body)["code"] == "1300"


def test_retry_after_is_kept_by_the_clock_of_the_log(mistral: Simulator, client: Mistral) -> None:
    strategy = BackoffStrategy(1, 1, 1.0, 10_000, jitter_ms=0)
    retries = RetryConfig("backoff", strategy, retry_connection_errors=True)
    mistral.chat.respond(answers.rate_limited(retry_after=0.2), answers.status(503))
    assert said(client, retries=retries).content == 'You asked "hello".'
    first, second, third = mistral.chat.requests
    assert first.answered_at is not None
    assert second.arrived_at - first.answered_at >= 0.2
    assert [r.status for r in (first, second, third)] == [429, 503, 200]


def test_raw_and_json_answers_are_sent_as_they_are(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond(answers.raw(b"<html>", "text/html"), answers.json_body(200, {"id": "x"}))
    with pytest.raises(SDKError, match="Unexpected response"):
        said(client)
    with pytest.raises(MistralError):
        said(client)


def test_slow_answers_come(mistral: Simulator, client: Mistral) -> None:
    mistral.chat.respond(answers.slow(0.02, answers.reply("at last")))
    assert said(client).content == "at last"
    [request] = mistral.requests
    assert request.answered_at is not None
    assert request.answered_at - request.arrived_at >= 0.02


def test_embeddings_follow_shared_words(client: Mistral) -> None:
    texts = [
        "How do I return a damaged parcel?",
        "Returning damaged parcels is free of charge.",
        "Our office dog likes long walks at lunch.",
    ]
    answer = client.embeddings.create(model="mistral-embed", inputs=texts)
    assert [item.index for item in answer.data] == [0, 1, 2]
    question, near, far = (item.embedding or [] for item in answer.data)
    assert len(question) == 1_024
    assert sqrt(sum(x * x for x in question)) == pytest.approx(1, abs=1e-4)
    assert _cosine(question, near) > 0.5
    assert _cosine(question, far) < 0.3
    again = client.embeddings.create(model="mistral-embed", inputs=texts[:1])
    assert again.data[0].embedding == question


def test_embeddings_have_the_dimension_asked_for(mistral: Simulator, client: Mistral) -> None:
    for text in ("words", "?!", " "):
        answer = client.embeddings.create(
            model="codestral-embed", inputs=text, output_dimension=100
        )
        assert len(answer.data[0].embedding or []) == 100
    mistral.limits = replace(mistral.limits, dimensions=8)
    answer = client.embeddings.create(model="mistral-embed", inputs="words")
    assert len(answer.data[0].embedding or []) == 8


def test_models_are_listed_and_described(client: Mistral) -> None:
    cards = {card.id: card for card in client.models.list().data or [] if card.type == "base"}
    assert "mistral-small-latest" in cards
    assert "mistral-small-2603" in (cards["mistral-small-latest"].aliases or [])
    card: Any = client.models.retrieve(model_id="mistral-large-2512")
    assert card.capabilities.completion_chat
    assert card.max_context_length == 262_144
    with pytest.raises(SDKError) as caught:
        client.models.retrieve(model_id="mistral-tiny")
    assert caught.value.status_code == 404


def test_only_chat_sends_completions(mistral: Simulator) -> None:
    with pytest.raises(ScriptError, match="embeddings sends no completions"):
        mistral.embeddings.respond(answers.reply("x"))
    with pytest.raises(ScriptError, match="models sends no completions"):
        mistral.models.respond_always(answers.held(mistral.gate(), answers.stream("x")))


def test_other_endpoints_are_scripted_alike(mistral: Simulator, client: Mistral) -> None:
    mistral.embeddings.respond_when("t-3", answers.rate_limited(1))
    mistral.models.respond(answers.status(500))
    with pytest.raises(SDKError, match="429"):
        client.embeddings.create(model="mistral-embed", inputs=["t-3"])
    with pytest.raises(SDKError, match="500"):
        client.models.list()
    assert len(mistral.embeddings.requests) == len(mistral.models.requests) == 1


def _cosine(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
