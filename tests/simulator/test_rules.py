"""What the API refuses, checked before anything scripted is used."""

from __future__ import annotations

import copy
import http.client
import json
import random
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from mistralai.client import Mistral
from mistralai.client.errors import HTTPValidationError
from mistralai.client.models import UserMessage

from checker.simulator import Simulator
from checker.simulator.store.models import BY_NAME, MODELS

from .driving import put_in

MODEL = "mistral-small-2603"
CHAT = "/v1/chat/completions"
EMBEDDINGS = "/v1/embeddings"
BEARER = {"authorization": "Bearer k"}
USER = {"role": "user", "content": "hello"}
SYSTEM = {"role": "system", "content": "be kind"}
SAID = {"role": "assistant", "content": "hi"}
CALL = {"id": "abcdefgh1", "function": {"name": "lookup", "arguments": "{}"}}
CALLS = {"role": "assistant", "tool_calls": [CALL]}
NOT_LAST = (
    "Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant"
)
RESULT = {"role": "tool", "content": "42", "tool_call_id": "abcdefgh1"}


def post(
    mistral: Simulator,
    path: str,
    body: Any,
    *,
    method: str = "POST",
    headers: dict[str, str] | None = None,
) -> tuple[int, Any]:
    connection = http.client.HTTPConnection(mistral.urls["global"].removeprefix("http://"))
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    connection.request(method, path, sent, BEARER if headers is None else headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, json.loads(content)


def chat(mistral: Simulator, *messages: Any, **fields: Any) -> tuple[int, Any]:
    return post(mistral, CHAT, {"model": MODEL, "messages": list(messages), **fields})


def embed(mistral: Simulator, given: Any, **fields: Any) -> tuple[int, Any]:
    return post(mistral, EMBEDDINGS, {"model": "mistral-embed", "input": given, **fields})


@pytest.mark.parametrize("headers", [{}, {"authorization": "k"}, {"authorization": "Bearer "}])
def test_no_bearer_token_is_unauthorized(mistral: Simulator, headers: dict[str, str]) -> None:
    got = post(mistral, CHAT, {"model": MODEL, "messages": [USER]}, headers=headers)
    assert got == (401, {"detail": "Unauthorized"})
    assert not mistral.requests[0].authorized
    assert mistral.requests[0].status == 401


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/v1/chat/completions", "/v1/chat", "/v1/fim/x"])
def test_unknown_paths_have_no_route(mistral: Simulator, path: str) -> None:
    status, body = post(mistral, path, {})
    assert (status, body["message"]) == (404, "no Route matched with those values")
    [request] = mistral.requests
    assert (request.endpoint, request.status) == ("", 404)


def test_the_method_must_fit(mistral: Simulator) -> None:
    assert post(mistral, CHAT, b"", method="GET")[0] == 405
    assert post(mistral, "/v1/models", b"")[0] == 405


@pytest.mark.parametrize("raw", [b"", b"{", b"null", b'{"a": NaN}', b"[" * 100_000, b"\xff\xfe"])
def test_what_is_no_json_is_named(mistral: Simulator, raw: bytes) -> None:
    status, body = post(mistral, CHAT, raw)
    assert (status, body["detail"][0]["type"]) == (422, "json_invalid")
    assert mistral.requests[0].body is None


def test_json_that_is_no_object_is_named(mistral: Simulator) -> None:
    status, body = post(mistral, EMBEDDINGS, [1])
    assert (status, body["detail"][0]["type"]) == (422, "dict_type")


@pytest.mark.parametrize("model", ["mistral-tiny", "mistral-small-2409", "mistral-embed", "x"])
def test_unknown_retired_and_wrong_models_are_invalid(mistral: Simulator, model: str) -> None:
    status, body = post(mistral, CHAT, {"model": model, "messages": [USER]})
    assert status == 400
    assert body == {
        "object": "error",
        "message": f"Invalid model: {model}",
        "type": "invalid_model",
        "param": None,
        "code": "1500",
        "raw_status_code": 400,
    }


def test_a_chat_model_embeds_nothing(mistral: Simulator) -> None:
    status, body = post(mistral, EMBEDDINGS, {"model": MODEL, "input": "x"})
    assert (status, body["code"]) == (400, "1500")


def test_names_of_models_are_unique() -> None:
    assert len(BY_NAME) == sum(len((model.id, *model.aliases, *model.unlisted)) for model in MODELS)


@pytest.mark.parametrize(
    "messages",
    [
        (USER,),
        (SYSTEM,),
        (SYSTEM, USER, SAID, USER),
        (SYSTEM, SYSTEM, USER, USER),
        (SAID, USER),
        (USER, CALLS, RESULT),
        (USER, CALLS, RESULT, SAID, USER),
        (USER, CALLS, RESULT, USER),  # rig, history_roundtrip_matrix: 17 recordings of 2026-08-17
        (USER, {**SAID, "prefix": True}),
        (USER, {**CALLS, "content": "let me look"}, RESULT),
        ({"role": "user", "content": [{"type": "text", "text": "hello"}]},),
    ],
)
def test_proper_conversations_are_answered(
    mistral: Simulator, messages: tuple[dict[str, Any], ...]
) -> None:
    status, body = chat(mistral, *messages)
    assert status == 200, body


@pytest.mark.parametrize(
    ("messages", "message"),
    [
        ((USER, RESULT), "Unexpected role 'tool' after role 'user'"),
        ((USER, CALLS, RESULT, SYSTEM), "Unexpected role 'system' after role 'tool'"),
        ((USER, SAID, SYSTEM, USER), "Unexpected role 'system' after role 'assistant'"),
        ((RESULT, USER), "Conversation must start with a user message or system message"),
        ((SAID,), "Conversation must start with a user message or system message"),
        (
            (USER, SAID),
            NOT_LAST,
        ),
        ((USER, CALLS, RESULT, RESULT), "Duplicate tool call id abcdefgh1 in tool results"),
        ((USER, CALLS, USER), "Not the same number of function calls and responses"),
        ((USER, SAID, RESULT), "Unexpected tool call id abcdefgh1 in tool results"),
        (
            (USER, {**CALLS, "tool_calls": [CALL, {**CALL, "id": "abcdefgh2"}]}, RESULT),
            "Not the same number of function calls and responses",
        ),
        (
            (USER, CALLS, {**RESULT, "tool_call_id": "abcdefgh9"}),
            "Unexpected tool call id abcdefgh9 in tool results",
        ),
        (
            (USER, {**CALLS, "tool_calls": [CALL, CALL]}, RESULT),
            "Duplicate tool call id abcdefgh1 in assistant message",
        ),
    ],
)
def test_the_order_of_messages_matters(
    mistral: Simulator, messages: tuple[dict[str, Any], ...], message: str
) -> None:
    status, body = chat(mistral, *messages)
    assert (status, body.get("message")) == (400, message)
    assert (body["type"], body["code"]) == ("invalid_request_message_order", "3230")


@pytest.mark.parametrize("name", ["call_1", "abcdefgh10", "abcdefg-1"])
def test_ids_of_tool_calls_have_nine_letters(mistral: Simulator, name: str) -> None:
    calls = {**CALLS, "tool_calls": [{**CALL, "id": name}]}
    status, body = chat(mistral, USER, calls, {**RESULT, "tool_call_id": name})
    assert (status, body["type"], body["code"]) == (400, "invalid_function_call", "3280")
    shown = f"Tool call id was {name} but must be a-z, A-Z, 0-9, with a length of 9."
    assert body["message"] == shown


@pytest.mark.parametrize("name", ["null", ""])
def test_calls_need_an_id(mistral: Simulator, name: str) -> None:
    """Source: vercel/ai#2477; the SDK sends "null" for an id that is left out."""
    calls = {**CALLS, "tool_calls": [{**CALL, "id": name}]}
    status, body = chat(mistral, USER, calls, {**RESULT, "tool_call_id": "null"})
    assert (status, body["type"], body["code"]) == (400, "invalid_function_call", "3280")
    assert body["message"] == "Tool call id has to be defined in serving mode."


def test_single_messages_are_checked(mistral: Simulator) -> None:
    status, body = chat(mistral, USER, {"role": "assistant", "content": ""}, USER)
    assert (status, body["message"].split(",")[0]) == (
        400,
        "Assistant message must have either content or tool_calls",
    )
    status, body = chat(mistral, USER, {**SAID, "prefix": True}, USER)
    assert (status, body["message"].split()[-2:]) == (400, ["last", "message"])
    status, body = chat(mistral, USER, CALLS, {**RESULT, "tool_call_id": None})
    assert (status, body["message"]) == (400, "Tool call id has to be defined.")


@pytest.mark.parametrize(
    ("messages", "kind", "loc"),
    [
        ((), "too_short", ["body", "messages"]),
        (("x",), "dict_type", ["body", "messages", 0]),
        (({"role": "developer"},), "union_tag_invalid", ["body", "messages", 0]),
        (({"content": "x"},), "union_tag_invalid", ["body", "messages", 0]),
        ((USER, {"role": "user"}), "missing", ["body", "messages", 1, "user", "content"]),
        (({**USER, "name": "x"},), "extra_forbidden", ["body", "messages", 0, "user", "name"]),
        (({**USER, "content": 1},), "string_type", ["body", "messages", 0, "user", "content"]),
        (
            ({**CALLS, "tool_calls": [{}]},),
            "missing",
            ["body", "messages", 0, "assistant", "tool_calls", 0, "function"],
        ),
        (
            ({**CALLS, "tool_calls": [{"function": {"name": "x"}}]},),
            "missing",
            ["body", "messages", 0, "assistant", "tool_calls", 0, "function", "arguments"],
        ),
    ],
)
def test_the_form_of_messages_matters(
    mistral: Simulator, messages: tuple[Any, ...], kind: str, loc: list[Any]
) -> None:
    status, body = chat(mistral, *messages)
    assert status == 422
    assert (body["detail"][0]["type"], body["detail"][0]["loc"]) == (kind, loc)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"store": True}, "extra_forbidden"),
        ({"max_completion_tokens": 5}, "extra_forbidden"),
        ({"stream_options": {"include_usage": True}}, "extra_forbidden"),
        ({"temperature": 1.6}, "less_than_equal"),
        ({"temperature": -0.1}, "greater_than_equal"),
        ({"temperature": "hot"}, "float_type"),
        ({"top_p": 1.1}, "less_than_equal"),
        ({"max_tokens": -1}, "greater_than_equal"),
        ({"max_tokens": 1.5}, "int_type"),
        ({"max_tokens": 262_144}, "less_than"),
        ({"n": 0}, "greater_than_equal"),
        ({"stream": "yes"}, "bool_type"),
        ({"model": None}, "missing"),
        ({"messages": "hello"}, "list_type"),
        ({"tools": [{}] * 129}, "too_long"),
        ({"tools": ["x"]}, "dict_type"),
        ({"tools": [{"type": "function", "name": "x"}]}, "missing"),
        ({"tools": [{"type": "function", "function": {"name": "x", "y": 1}}]}, "extra_forbidden"),
        ({"tool_choice": "force"}, "enum"),
        ({"response_format": {"type": "json"}}, "enum"),
        ({"response_format": "json"}, "dict_type"),
    ],
)
def test_fields_are_checked(mistral: Simulator, fields: dict[str, Any], kind: str) -> None:
    status, body = chat(mistral, USER, **fields)
    assert (status, body["detail"][0]["type"]) == (422, kind)
    assert body["detail"][0]["loc"][:2] == ["body", next(iter(fields))]


def test_null_counts_as_left_out(mistral: Simulator) -> None:
    assert chat(mistral, USER, temperature=None, tools=None, response_format=None)[0] == 200


def test_names_of_functions_are_checked(mistral: Simulator) -> None:
    tool = {"type": "function", "function": {"name": "look up", "parameters": {}}}
    status, body = chat(mistral, USER, tools=[tool])
    assert (status, body["message"][:26]) == (400, "Function name was look up ")


def test_the_context_window_ends(mistral: Simulator) -> None:
    long = {"role": "user", "content": "word " * 210_000}
    status, body = post(mistral, CHAT, {"model": "codestral-latest", "messages": [long]})
    assert (status, body["code"]) == (400, "3051")
    assert "too large for model with 256000 maximum context length" in body["message"]


def test_the_sdk_reads_a_422(mistral: Simulator) -> None:
    with httpx2.Client(verify=False) as inner:
        never = httpx2.AsyncClient(verify=False)
        url = mistral.urls["us"]
        client = Mistral(api_key="k", server_url=url, client=inner, async_client=never)
        messages = [UserMessage(content="x")]
        with pytest.raises(HTTPValidationError) as caught:
            client.chat.complete(model=MODEL, messages=messages, temperature=5)
    detail = (caught.value.data.detail or [])[0]
    assert detail.loc == ["body", "temperature"]
    assert detail.msg == "Input should be less than or equal to 1.5"


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ([], "too_short"),
        ("", "string_too_short"),
        (["a", ""], "string_too_short"),
        ([1], "string_type"),
        ({"a": 1}, "string_type"),
        (None, "missing"),
    ],
)
def test_embeddings_need_texts(mistral: Simulator, given: Any, kind: str) -> None:
    status, body = embed(mistral, given)
    assert (status, body["detail"][0]["type"]) == (422, kind)


@pytest.mark.parametrize("fields", [{"inputs": ["x"]}, {"output_dimension": 0}, {"dimensions": 3}])
def test_embeddings_have_known_fields(mistral: Simulator, fields: dict[str, Any]) -> None:
    assert embed(mistral, "x", **fields)[0] == 422


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["a"] * 5, "Too many inputs in request, split into more batches."),
        (["a" * 40] * 4, "Too many tokens overall, split into more batches."),
        (["a" * 80], "Input has 21 tokens, at most 20 are allowed."),
    ],
)
def test_embeddings_have_limits_that_a_test_may_lower(
    mistral: Simulator, texts: list[str], message: str
) -> None:
    assert embed(mistral, texts)[0] == 200
    mistral.limits = replace(mistral.limits, inputs=4, tokens=40, tokens_per_text=20)
    status, body = embed(mistral, texts)
    assert (status, body["message"]) == (400, message)
    assert (body["type"], body["code"]) == ("invalid_request_prompt", "3210")


def test_the_real_limits_hold_unasked(mistral: Simulator) -> None:
    """Source: rig, one_request_over_mistrals_batch_cap, 2026-08-15."""
    assert embed(mistral, ["a"] * 256)[0] == 200
    assert embed(mistral, ["a"] * 257)[1]["code"] == "3210"
    assert embed(mistral, ["a" * 32_768])[1]["code"] == "3210"


def test_no_body_breaks_the_rules(mistral: Simulator) -> None:
    """Bodies like right ones with something replaced are answered or refused, never a 500."""
    dice = random.Random(7)
    odd: list[Any] = [None, True, -1, 0.5, "", "\ud800", [], [[]], {}, {"a": 1}, [{}], "x" * 300]
    right = {
        "model": MODEL,
        "messages": [SYSTEM, USER, CALLS, RESULT],
        "tools": [{"type": "function", "function": {"name": "f", "parameters": {}}}],
        "tool_choice": {"type": "function", "function": {"name": "f"}},
        "response_format": {"type": "json_schema", "json_schema": {"schema": {"type": "array"}}},
    }
    seen = set()
    for _ in range(300):
        body = json.loads(json.dumps(right))
        for _ in range(dice.randint(1, 2)):
            put_in(dice, body, copy.deepcopy(dice.choice(odd)))
        seen.add(post(mistral, CHAT, body)[0])
        body["input"] = body.pop("messages", None)
        seen.add(post(mistral, EMBEDDINGS, {"model": "mistral-embed", **body})[0])
    assert seen <= {200, 400, 422}
    assert mistral.errors == ()
