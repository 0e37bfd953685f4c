"""What one request costs is bounded: in the answer, in memory and in time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from checker.simulator import Simulator

from .asks import HELLO, PDF_DOCUMENT, chat, ocr
from .driving import MODEL, ask, post


@pytest.mark.parametrize(
    "fields",
    [
        {"messages": [{"role": "user"}] * 5_000},
        {"messages": HELLO, **{f"x{number}": 1 for number in range(5_000)}},
        {"messages": [{"role": "assistant", "content": "", "tool_calls": [{}] * 5_000}]},
    ],
    ids=["messages", "fields", "calls"],
)
def test_a_refusal_does_not_outgrow_its_request(mistral: Simulator, fields: dict[str, Any]) -> None:
    status, content = post(mistral, "/v1/chat/completions", {"model": MODEL, **fields})
    assert (status, len(json.loads(content)["detail"])) == (422, 100)


def test_twenty_thousand_calls_are_matched_with_their_answers(mistral: Simulator) -> None:
    names = [f"a{number:08}" for number in range(20_000)]
    calls = [{"id": name, "function": {"name": "f", "arguments": "{}"}} for name in names]
    asked: list[dict[str, Any]] = [*HELLO, {"role": "assistant", "tool_calls": calls}]
    asked += [{"role": "tool", "tool_call_id": n, "content": "1"} for n in reversed(names)]
    body = {"model": MODEL, "messages": asked}
    assert post(mistral, "/v1/chat/completions", body)[0] == 200
    asked.pop()
    assert post(mistral, "/v1/chat/completions", body)[0] == 400


def test_a_batch_of_too_many_lines_fails_as_a_whole(mistral: Simulator, client: Any) -> None:
    line = b'{"custom_id": null, "body": {}}\n'
    file = client.files.upload(
        file={"file_name": "a.jsonl", "content": line * 10_001}, purpose="batch"
    )
    endpoint = "/v1/chat/completions"
    job = client.batch.jobs.create(endpoint=endpoint, model=MODEL, input_files=[file.id])
    job = client.batch.jobs.get(job_id=job.id)
    assert (job.status, "more than 10000" in job.errors[0].message) == ("FAILED", True)
    assert mistral.batch.requests


def test_a_body_as_deep_as_can_just_be_read_is_no_fault_of_ours(mistral: Simulator) -> None:
    for depth in range(960, 1000):
        body = json.dumps({"model": MODEL, "messages": HELLO, "deep": "x"}).replace(
            '"x"', "[" * depth + "]" * depth
        )
        assert post(mistral, "/v1/chat/completions", body.encode())[0] == 422
    assert mistral.errors == ()


def test_one_page_is_read_once(mistral: Simulator) -> None:
    for asked in ([0, 0] * 1_000, "0-9,0-9," * 1_000):
        pages = ask(mistral, ocr(PDF_DOCUMENT, pages=asked)).pages
        assert 1 <= len(pages) <= 2


def test_a_schema_cannot_ask_for_more_than_we_send(mistral: Simulator) -> None:
    schema = {
        "$defs": {"long": {"default": "x" * 100_000}},
        "type": "object",
        "properties": {f"p{number}": {"$ref": "#/$defs/long"} for number in range(400)},
    }
    form = {"type": "json_schema", "json_schema": {"name": "a", "schema": schema}}
    answer = ask(mistral, chat(response_format=form))
    assert answer.choices[0].message.content == "null"


def test_a_list_ends_where_it_would_grow_too_large(client: Any) -> None:
    agent = client.beta.agents.create(model=MODEL, name="a", instructions="x" * 3_000_000)
    for number in range(9):
        client.beta.agents.update(agent_id=agent.id, description=f"{number}")
    assert len(client.beta.agents.list_versions(agent_id=agent.id, page_size=100)) == 5


def test_a_file_named_again_and_again_is_too_large(mistral: Simulator, client: Any) -> None:
    file = client.files.upload(
        file={"file_name": "a", "content": b'{"a": 1}\n' * 111_112}, purpose="batch"
    )
    asked = {"endpoint": "/v1/ocr", "input_files": [file.id] * 9}
    assert post(mistral, "/v1/batch/jobs", asked)[0] == 400


def test_what_is_kept_for_clients_is_bounded_too(
    mistral: Simulator, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mistral._service.memory.conversations, "_room", 300_000)
    made = [
        client.beta.conversations.start(model=MODEL, inputs="x" * 50_000).conversation_id
        for _ in range(8)
    ]
    kept = [talk.id for talk in client.beta.conversations.list()]
    assert kept == made[: -len(kept) - 1 : -1]
    assert 2 <= len(kept) < 6
