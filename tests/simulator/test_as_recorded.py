"""What the real API was seen to do, point by point; each test names who saw it."""

from __future__ import annotations

import gzip
import inspect
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mistralai.client import Mistral, sdkconfiguration
from mistralai.client.errors import SDKError

from checker.simulator import Behaviour, Simulator, answers
from checker.simulator.endpoints import not_simulated, route_of

from .asks import CALLED, FUNCTION, HELLO, chat, embed, stream, upload
from .driving import KEY, MODEL, Ask, ask, post
from .recordings import events

CHAT = "/v1/chat/completions"
TWO = [answers.tool_call("lookup", {"ticket": name}) for name in ("t-1", "t-2")]
MANY_TICKETS = {"role": "user", "content": "please lookup ticket T1001 for me"}


def streamed(mistral: Simulator, **fields: Any) -> list[dict[str, Any]]:
    asked = {"model": MODEL, "messages": HELLO, "stream": True, **fields}
    status, body = post(mistral, CHAT, asked)
    assert status == 200, body
    return events(body.decode())


def test_calls_come_whole_in_the_last_event(mistral: Simulator) -> None:
    """Source: rig, parallel_tool_calls_single_turn_streaming, and 35 of 35 recorded streams."""
    mistral.chat.respond(answers.reply("", tool_calls=TWO))
    first, last = streamed(mistral)
    assert first["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    choice = last["choices"][0]
    assert [call["function"]["name"] for call in choice["delta"]["tool_calls"]] == ["lookup"] * 2
    assert (choice["finish_reason"], "content" in choice["delta"]) == ("tool_calls", False)
    assert last["usage"]["total_tokens"] > 0


def test_a_foreign_model_splits_its_calls(mistral: Simulator) -> None:
    """Source: vercel/ai, mistral-incremental-tool-call: the name first, then the arguments."""
    mistral.chat.respond(answers.reply("", tool_calls=TWO[:1]))
    sent = [event["choices"][0] for event in streamed(mistral, model="zai-glm-5-2")]
    pieces = [call for each in sent for call in each["delta"].get("tool_calls", [])]
    assert [piece["function"]["name"] for piece in pieces] == ["lookup", ""]
    assert "".join(piece["function"]["arguments"] for piece in pieces) == '{"ticket": "t-1"}'
    assert (sent[-1]["delta"], sent[-1]["finish_reason"]) == ({"content": ""}, "tool_calls")


def test_a_script_may_put_each_call_into_an_event(mistral: Simulator) -> None:
    mistral.chat.respond(answers.stream(*TWO), answers.stream("It ", *TWO, together=True))
    apart = [event["choices"][0]["delta"] for event in streamed(mistral)]
    assert [len(each.get("tool_calls", [])) for each in apart] == [0, 1, 1, 0]
    together = [event["choices"][0]["delta"] for event in streamed(mistral)]
    assert [len(each.get("tool_calls", [])) for each in together] == [0, 0, 2]


def test_the_last_event_of_one_stream_in_five_carries_text(mistral: Simulator) -> None:
    """Source: rig and llm-mistral: 19 of 91 streams; who stops at the reason loses the end."""

    def ends_in_text(number: int) -> bool:
        asked = [{"role": "user", "content": f"question {number}"}]
        return bool(streamed(mistral, messages=asked)[-1]["choices"][0]["delta"]["content"])

    found = [ends_in_text(number) for number in range(60)]
    assert 4 <= sum(found) <= 20
    assert found[:9] == [ends_in_text(number) for number in range(9)], "it is not the same again"
    mistral.behaviour = Behaviour(text_at_end=1)
    assert all(ends_in_text(number) for number in range(5))
    mistral.behaviour = Behaviour(text_at_end=0)
    assert not any(ends_in_text(number) for number in range(5))


def test_a_script_may_end_with_text(mistral: Simulator) -> None:
    mistral.chat.respond(answers.stream("23", " degrees", together=True))
    last = streamed(mistral)[-1]["choices"][0]
    assert (last["delta"]["content"], last["finish_reason"]) == (" degrees", "stop")


@pytest.mark.parametrize(("most", "arguments"), [(4, ""), (6, '{"ticket')])
def test_max_tokens_cuts_a_forced_call(mistral: Simulator, most: int, arguments: str) -> None:
    """Source: rig, tool_truncation_matrix (20 of 20)."""
    fields = {"tools": [FUNCTION], "tool_choice": "any", "max_tokens": most}
    choice = ask(mistral, chat(**fields)).choices[0]
    assert choice.finish_reason == "length"
    assert choice.message.tool_calls[0].function.arguments == arguments
    assert streamed(mistral, **fields)[-1]["choices"][0]["finish_reason"] == "length"


def test_a_call_without_room_does_not_happen(mistral: Simulator) -> None:
    """Source: rig, terminal_metadata_matrix, *_tiny_tool."""
    answer = ask(mistral, chat(tools=[FUNCTION], tool_choice="any", max_tokens=1))
    message = answer.choices[0].message
    assert (answer.choices[0].finish_reason, message.content) == ("length", "")
    assert message.tool_calls is None


@pytest.mark.parametrize("most", [1, 2, 3, 7])
@pytest.mark.parametrize(
    "fields",
    [{}, {"n": 2}, {"reasoning_effort": "high"}, {"tools": [FUNCTION], "tool_choice": "any"}],
)
def test_usage_is_never_above_max_tokens(
    mistral: Simulator, most: int, fields: dict[str, Any]
) -> None:
    """Source: rig: none of 120 recorded requests, 18 of which the simulator once billed higher."""
    asked = {"messages": HELLO, "max_tokens": most, **fields}
    whole = ask(mistral, chat(**asked)).usage.completion_tokens
    last = streamed(mistral, **asked)[-1]["usage"]["completion_tokens"]
    assert 1 <= whole <= most * fields.get("n", 1)
    assert 1 <= last <= most * fields.get("n", 1)


@pytest.mark.parametrize(
    ("model", "places"), [("mistral-embed", 1_024), ("codestral-embed", 1_536)]
)
def test_vectors_are_as_long_as_those_of_the_model(
    mistral: Simulator, model: str, places: int
) -> None:
    """Source: rig, embedding_matrix; docs, code embeddings."""
    answer = ask(mistral, embed(["a"], model=model))
    assert len(answer.data[0].embedding) == places
    assert len(ask(mistral, embed(["a"], output_dimension=256)).data[0].embedding) == 256


def test_a_tool_whose_words_are_asked_for_is_called_once(mistral: Simulator) -> None:
    """Source: rig: 39 of 69 recorded requests with auto; mistral's example function_calling.py."""
    answer = ask(mistral, chat(messages=[MANY_TICKETS], tools=[FUNCTION]))
    call = answer.choices[0].message.tool_calls[0]
    assert (call.function.name, json.loads(call.function.arguments)) == (
        "lookup",
        {"ticket": "T1001"},
    )
    assert ask(mistral, chat(messages=CALLED, tools=[FUNCTION])).choices[0].message.content
    assert ask(mistral, chat(tools=[FUNCTION])).choices[0].message.content, "no word is shared"
    never = chat(messages=[MANY_TICKETS], tools=[FUNCTION], tool_choice="none")
    assert ask(mistral, never).choices[0].message.content


def test_a_model_that_needs_an_id_asks_for_it_first(mistral: Simulator) -> None:
    """Source: client-python, examples/mistral/chat/function_calling.py, turn by turn."""
    parameters: dict[str, Any] = {"type": "object", "required": ["transaction_id"]}
    parameters["properties"] = {"transaction_id": {"type": "string"}}
    function = {
        "name": "retrieve_payment_status",
        "description": "Get payment status of a transaction id",
        "parameters": parameters,
    }
    tools = [{"type": "function", "function": function}]
    messages: list[Any] = [{"role": "user", "content": "What's the status of my transaction?"}]
    first = ask(mistral, chat(messages=messages, tools=tools)).choices[0].message
    assert first.content
    assert not first.tool_calls
    messages += [{"role": "assistant", "content": first.content}]
    messages += [{"role": "user", "content": "My transaction ID is T1001."}]
    [call] = ask(mistral, chat(messages=messages, tools=tools)).choices[0].message.tool_calls
    assert json.loads(call.function.arguments) == {"transaction_id": "T1001"}
    messages += [{"role": "assistant", "content": "", "tool_calls": [call.model_dump()]}]
    messages += [{"role": "tool", "content": "Paid", "tool_call_id": call.id}]
    assert ask(mistral, chat(messages=messages, tools=tools)).choices[0].message.content


def test_a_switch_decides_whether_tools_are_called(mistral: Simulator) -> None:
    mistral.behaviour = replace(mistral.behaviour, calls_tools="once")
    assert ask(mistral, chat(tools=[FUNCTION])).choices[0].message.tool_calls
    assert not ask(mistral, chat(messages=CALLED, tools=[FUNCTION])).choices[0].message.tool_calls
    mistral.behaviour = replace(mistral.behaviour, calls_tools="never")
    asked = chat(messages=[MANY_TICKETS], tools=[FUNCTION])
    assert not ask(mistral, asked).choices[0].message.tool_calls
    with pytest.raises(ValueError, match="by_words, once, never"):
        Behaviour(calls_tools="always")  # type: ignore[arg-type]  # what a caller may get wrong


@pytest.mark.parametrize(
    "name",
    [
        *("mistral-medium", "mistral-medium-3.5", "mistral-medium-2604", "magistral-small-latest"),
        *("mistral-code-latest", "mistral-vibe-cli-latest", "zai-glm-5-2", "voxtral-small-latest"),
        *("devstral-latest", "mistral-medium-2505"),
    ],
)
def test_models_of_the_recorded_list_answer(mistral: Simulator, name: str) -> None:
    """Source: rig, list_models_smoke, 2026-08-15."""
    assert ask(mistral, chat(model=name)).model == name


def test_cards_are_as_recorded(mistral: Simulator) -> None:
    """Source: rig, list_models_smoke, 2026-08-15."""
    cards = {card.id: card for card in ask(mistral, Ask(method="models.list")).data}
    assert len([name for name in cards if name.startswith(("mistral-medium", "mistral-vibe"))]) >= 9
    assert cards["mistral-small-latest"].capabilities.vision
    assert cards["mistral-large-2512"].capabilities.fine_tuning
    assert cards["ministral-3b-latest"].max_context_length == 131_072
    assert cards["codestral-latest"].max_context_length == 256_000
    assert cards["mistral-medium-3-5"].default_model_temperature == 1.0
    assert cards["devstral-2512"].deprecation.isoformat() == "2026-08-31T12:00:00+00:00"
    mistral.clock.advance(11 * 86_400)
    with pytest.raises(SDKError, match="Invalid model"):
        ask(mistral, chat(model="devstral-2512"))


def test_a_test_may_serve_models_of_its_own(mistral: Simulator) -> None:
    name = "ft:ministral-3b-latest:ab12:20260901:cd34"
    mistral.serve_model(name, like="ministral-3b-latest")
    mistral.serve_model("our-embedder", like="codestral-embed")
    assert ask(mistral, chat(model=name)).model == name
    assert len(ask(mistral, embed(["a"], model="our-embedder")).data[0].embedding) == 1_536
    assert ask(mistral, Ask(method="models.retrieve", fields={"model_id": name})).id == name
    with pytest.raises(ValueError, match="no model 'nope'"):
        mistral.serve_model("x", like="nope")
    with pytest.raises(ValueError, match="cannot be the name"):
        mistral.serve_model(MODEL)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"logprobs": True}, "Logprobs are not enabled for this model"),
        ({"prompt_mode": "reasoning"}, "Reasoning prompt mode is not enabled for this model"),
    ],
)
def test_what_no_model_does_is_refused(
    mistral: Simulator, fields: dict[str, Any], words: str
) -> None:
    """Source: rig, logprobs_rejection_matrix; llm-mistral, metadata.json of 2026-10-06."""
    status, body = post(mistral, CHAT, {"model": MODEL, "messages": HELLO, **fields})
    told = json.loads(body)
    assert (status, told["code"], told["message"]) == (400, "3051", words)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (upload("batch", "a.jsonl", b"{}\nno json\n"), '"line_number":2'),  # client-ts#95
        (upload("fine-tune", "a.jsonl", b"[1]\n"), "Invalid file format."),
        (upload("ocr", "a.zip", b"PK"), "mimetype application/zip"),  # client-python#217
    ],
)
def test_uploads_are_in_the_format_of_their_purpose(
    mistral: Simulator, asked: Ask, words: str
) -> None:
    with pytest.raises(SDKError) as caught:
        ask(mistral, asked)
    assert caught.value.status_code == 422
    assert words in caught.value.body


SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}


@pytest.mark.parametrize(
    ("schema", "status"),
    [
        ({"name": "a", "strict": True, "schema": SCHEMA}, 400),  # client-ts#107
        ({"name": "a", "strict": True, "schema": {**SCHEMA, "additionalProperties": False}}, 200),
        ({"name": "a", "schema": SCHEMA}, 200),
        ({"schema": SCHEMA}, 422),  # openapi: name is required
    ],
)
def test_schemas_are_checked(mistral: Simulator, schema: dict[str, Any], status: int) -> None:
    form = {"type": "json_schema", "json_schema": schema}
    asked = {"model": MODEL, "messages": HELLO, "response_format": form}
    assert post(mistral, CHAT, asked)[0] == status


def test_names_in_calls_and_results_are_checked(mistral: Simulator) -> None:
    """Source: mistralai/mistral-common, validator."""
    user, calls, result = CALLED
    function = {"name": "look up", "arguments": "{}"}
    wrong = {**calls, "tool_calls": [{**calls["tool_calls"][0], "function": function}]}
    for messages in ([user, wrong, result], [user, calls, {**result, "name": "look up"}]):
        status, body = post(mistral, CHAT, {"model": MODEL, "messages": messages})
        assert (status, b"Function name was look up" in body) == (400, True)


def test_unknown_chunks_are_refused(mistral: Simulator) -> None:
    """Source: SDK 3.7.0, ContentChunk, which sends a chunk it does not know as UNKNOWN."""
    content = [{"type": "UNKNOWN", "raw": {}}]
    asked = {"model": MODEL, "messages": [{"role": "user", "content": content}]}
    status, body = post(mistral, CHAT, asked)
    assert (status, json.loads(body)["detail"][0]["type"]) == (422, "union_tag_invalid")


def test_keys_are_missing_or_wrong(mistral: Simulator) -> None:
    """Source: rig, two recordings with a wrong key; agent-zero#539 without one."""
    mistral.accept_keys("right")
    wrong = post(mistral, "/v1/models", b"", method="GET")
    missing = post(mistral, "/v1/models", b"", method="GET", headers={"accept": "*/*"})
    assert wrong == (401, b'{"detail":"Invalid API Key"}')
    assert missing == (401, b'{"detail":"Unauthorized"}')


def test_events_are_padded_and_usage_is_whole(mistral: Simulator) -> None:
    """Source: docs, changelog 2025-08-27, and 68 of 68 recorded streams."""
    first, *rest = streamed(mistral)
    assert "p" not in first
    assert all(each["p"] for each in rest)
    assert len({len(each["p"]) for each in rest}) > 1
    assert rest[-1]["usage"]["prompt_tokens_details"] == {"cached_tokens": 0}
    assert rest[-1]["usage"]["service_tier"] == "standard"


def test_conversations_wrap_what_is_unprocessable(mistral: Simulator) -> None:
    """Source: partITech/php-mistral#76."""
    asked = {"model": MODEL, "inputs": "hi", "nope": 1}
    status, body = post(mistral, "/v1/conversations", asked)
    told = json.loads(body)
    assert (status, told["object"], told["code"]) == (422, "Error", 3001)
    assert told["detail"] == told["message"]
    assert told["detail"][0]["loc"] == ["body", "nope"]


def test_a_large_document_does_not_fit_a_conversation(mistral: Simulator) -> None:
    """Source: mistralai/client-ts#212."""
    url = "data:application/pdf;base64," + "A" * 1_200_000
    content = [{"type": "document_url", "document_url": url}]
    asked = {"model": MODEL, "inputs": [{"role": "user", "content": content}]}
    status, body = post(mistral, "/v1/conversations", asked)
    told = json.loads(body)
    assert (status, told["code"]) == (400, 3051)
    assert told["message"] == "Input too large: couldn't fit with truncation"


def test_no_body_is_anything_but_json(mistral: Simulator) -> None:
    def refuse(name: str) -> Any:
        raise ValueError(name)

    body = b'{"model": "mistral-small-2603", "messages": [], "temperature": 1e999}'
    status, answer = post(mistral, CHAT, body)
    assert status == 422
    assert json.loads(answer, parse_constant=refuse)["detail"][0]["input"] == "inf"


def test_a_zipped_body_is_read(mistral: Simulator) -> None:
    body = json.dumps({"model": MODEL, "messages": HELLO}).encode()
    headers = {"authorization": f"Bearer {KEY}", "content-encoding": "gzip"}
    assert post(mistral, CHAT, gzip.compress(body), headers=headers)[0] == 200
    assert mistral.chat.last.messages == HELLO
    assert post(mistral, CHAT, body, headers=headers)[0] == 200, "what is no gzip is taken as it is"
    bomb = gzip.compress(b" " * 2**26)
    assert post(mistral, CHAT, bomb, headers=headers)[0] == 422


def test_what_is_not_simulated_says_so(mistral: Simulator, client: Mistral) -> None:
    status, body = post(mistral, "/v1/workflows", {})
    assert (status, b"not simulated" in body) == (404, True)
    status, body = post(mistral, "/v1/chat/nonsense", {})
    assert (status, b"no Route matched" in body) == (404, True)
    with pytest.raises(SDKError) as caught:
        client.beta.libraries.get(library_id="l-1")
    assert caught.value.headers["x-messypr-not-simulated"] == "/v1/libraries"


def test_every_operation_of_the_sdk_is_simulated_or_said_not_to_be() -> None:
    package = Path(inspect.getfile(sdkconfiguration)).parent
    sources = (module.read_text("utf-8") for module in package.glob("*.py"))
    paths = {path for source in sources for path in re.findall(r'path="(/v\d[^"#]+)', source)}
    assert len(paths) > 150
    unknown = [path for path in paths if not (route_of(path) or not_simulated(path))]
    assert unknown == []


def test_browsers_may_ask(mistral: Simulator) -> None:
    """Source: 38 recorded answers have access-control-allow-origin: *."""
    assert post(mistral, CHAT, b"", method="OPTIONS", headers={"origin": "http://x.org"})[0] == 204


@pytest.mark.parametrize("make", [chat, stream])
def test_messages_have_no_prefix(mistral: Simulator, make: Callable[..., Ask]) -> None:
    """Source: none of 141 recorded answers has it."""
    ask(mistral, make())
    assert b'"prefix"' not in post(mistral, CHAT, mistral.chat.last.raw)[1]
