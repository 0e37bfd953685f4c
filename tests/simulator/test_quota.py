"""Requests and tokens per minute: a bucket for each key, and a clock that the test owns."""

from __future__ import annotations

import json
from typing import Any

import pytest
from mistralai.client import Mistral
from mistralai.client.errors import MistralError

from checker.simulator import Quota, Simulator

from .asks import chat, stream
from .driving import ask, connected, post

BODY = {"model": "mistral-small-2603", "messages": [{"role": "user", "content": "hello"}]}


def refused(mistral: Simulator, client: Mistral | None = None) -> MistralError:
    with pytest.raises(MistralError) as caught:
        ask(mistral, chat()) if client is None else say(client)
    assert caught.value.status_code == 429
    return caught.value


def say(client: Mistral) -> Any:
    messages: Any = BODY["messages"]
    return client.chat.complete(model="mistral-small-2603", messages=messages)


def test_requests_run_out_and_come_back(mistral: Simulator) -> None:
    mistral.clock.stop()
    mistral.quota = Quota(requests_per_minute=2)
    ask(mistral, chat())
    ask(mistral, stream())
    error = refused(mistral)
    assert json.loads(error.body) == {
        "object": "error",
        "message": "Requests rate limit exceeded",
        "type": "rate_limited",
        "param": None,
        "code": "1300",
        "raw_status_code": 429,
    }
    assert error.headers["retry-after"] == "30"
    assert error.headers["x-ratelimit-limit-req-minute"] == "2"
    assert error.headers["x-ratelimit-remaining-req-minute"] == "0"
    mistral.clock.advance(29)
    assert refused(mistral).headers["retry-after"] == "1"
    mistral.clock.advance(1)
    ask(mistral, chat())
    refused(mistral)
    mistral.clock.advance(3600)
    ask(mistral, chat())
    ask(mistral, chat())
    refused(mistral)


def test_tokens_run_out_as_well(mistral: Simulator) -> None:
    mistral.clock.stop()
    mistral.quota = Quota(tokens_per_minute=600)
    ask(mistral, chat(messages=[{"role": "user", "content": "x" * 2_000}]))
    with pytest.raises(MistralError, match='"Rate limit exceeded"') as caught:
        ask(mistral, chat(messages=[{"role": "user", "content": "x" * 2_000}]))
    headers = caught.value.headers
    assert headers["x-ratelimit-limit-tokens-minute"] == "600"
    assert int(headers["x-ratelimit-tokens-query-cost"]) > 500
    mistral.clock.advance(float(headers["retry-after"]))
    ask(mistral, chat(messages=[{"role": "user", "content": "x" * 2_000}]))


def test_each_key_has_a_bucket_of_its_own(mistral: Simulator) -> None:
    mistral.clock.stop()
    mistral.quota = Quota(requests_per_minute=1)
    with connected(mistral, key="one") as one, connected(mistral, key="other") as other:
        say(one)
        say(other)
        refused(mistral, one)
        refused(mistral, other)
    assert [request.status for request in mistral.requests] == [200, 200, 429, 429]


def test_a_plan_may_have_nothing(mistral: Simulator) -> None:
    mistral.quota = Quota(requests_per_minute=0)
    assert refused(mistral).headers["x-ratelimit-limit-req-minute"] == "0"


def test_a_quota_comes_before_everything_but_the_key(mistral: Simulator) -> None:
    mistral.clock.stop()
    mistral.quota = Quota(requests_per_minute=1)
    assert post(mistral, "/v1/chat/completions", BODY, headers={"x": "y"})[0] == 401
    assert post(mistral, "/v1/chat/completions", {})[0] == 422
    assert post(mistral, "/v1/chat/completions", {})[0] == 429
    mistral.quota = None
    assert post(mistral, "/v1/chat/completions", BODY)[0] == 200


def test_answers_tell_what_is_left(mistral: Simulator) -> None:
    mistral.clock.stop()
    mistral.quota = Quota(requests_per_minute=60, tokens_per_minute=1_000)
    with connected(mistral) as client:
        inner: Any = client.sdk_configuration.client
        url = f"{mistral.urls['global']}/v1/chat/completions"
        answer = inner.post(url, json=BODY, headers={"authorization": "Bearer k"})
    left = int(answer.headers["x-ratelimit-remaining-tokens-minute"])
    assert answer.headers["x-ratelimit-remaining-req-minute"] == "59"
    assert left + int(answer.headers["x-ratelimit-tokens-query-cost"]) == 1_000


def test_only_known_keys_are_good(mistral: Simulator) -> None:
    mistral.accept_keys("right")
    with connected(mistral, key="right") as right, connected(mistral, key="wrong") as wrong:
        say(right)
        with pytest.raises(MistralError, match="Invalid API Key"):
            say(wrong)
    assert not mistral.saw("wrong")
