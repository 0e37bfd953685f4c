"""What clients keep with the API: files, batch jobs, agents and conversations."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pytest
from mistralai.client.errors import MistralError
from mistralai.client.models import ChatCompletionResponse

from checker.simulator import Simulator, answers

from .asks import FUNCTION, HELLO, PDF
from .driving import MODEL, connected
from .sent import left_out

BATCH = b"".join(
    json.dumps(
        {"custom_id": name, "body": {"messages": [{"role": "user", "content": name}], **extra}}
    ).encode()
    + b"\n"
    for name, extra in {"q-1": {}, "q-2": {"temperature": 9}, "q-3": {}, "q-4": {}}.items()
)


def uploaded(client: Any, content: bytes = PDF, purpose: Any = "ocr", **fields: Any) -> Any:
    file = {"file_name": "a b.pdf", "content": content}
    return client.files.upload(file=file, purpose=purpose, **fields)


def rows(client: Any, file: str) -> list[dict[str, Any]]:
    content = client.files.download(file_id=file).read()
    return [json.loads(line) for line in content.splitlines()]


def test_a_file_is_kept_byte_for_byte_until_it_is_deleted(client: Any) -> None:
    content = bytes(range(256)) * 40 + b"\r\n--x\r\n"
    file = uploaded(client, content)
    assert (file.filename, file.size_bytes, file.purpose) == ("a b.pdf", len(content), "ocr")
    assert client.files.download(file_id=file.id).read() == content
    assert left_out(client.files.retrieve(file_id=file.id)) == set()
    assert [each.id for each in client.files.list().data] == [file.id]
    assert client.files.delete(file_id=file.id).deleted
    assert client.files.list().data == []
    for method in (client.files.retrieve, client.files.download, client.files.delete):
        with pytest.raises(MistralError, match="404"):
            method(file_id=file.id)


def test_files_are_listed_in_pages_and_by_purpose(client: Any) -> None:
    for purpose in ("ocr", "batch", "ocr"):
        uploaded(client, b"{}\n", purpose)
    listed = client.files.list(purpose="ocr", page=1, page_size=1)
    assert (listed.total, len(listed.data)) == (2, 1)
    assert client.files.list(search="a b").total == 3
    assert client.files.list(search="nothing").total == 0
    assert client.files.list(sample_type=["batch_request"]).total == 1


def test_a_signed_url_needs_no_key_and_ends(mistral: Simulator, client: Any) -> None:
    file = uploaded(client)
    url = client.files.get_signed_url(file_id=file.id, expiry=1).url
    with httpx2.Client(verify=False) as anyone:
        assert anyone.get(url).content == PDF
        assert anyone.get(url.replace("expires=", "expires=9")).status_code == 403
        mistral.clock.advance(3601)
        assert anyone.get(url).status_code == 403


def test_a_file_expires(mistral: Simulator, client: Any) -> None:
    file = uploaded(client, expiry=2)
    assert file.expires_at == file.created_at + 7200
    mistral.clock.advance(7201)
    with pytest.raises(MistralError, match="404"):
        client.files.retrieve(file_id=file.id)


def test_ocr_reads_an_uploaded_file_and_a_signed_url(client: Any) -> None:
    file = uploaded(client)
    url = client.files.get_signed_url(file_id=file.id).url
    documents: list[Any] = [
        {"type": "file", "file_id": file.id},
        {"type": "document_url", "document_url": url},
    ]
    for document in documents:
        answer = client.ocr.process(model="mistral-ocr-4-0", document=document)
        assert answer.pages[0].markdown.startswith("# a b.pdf")


def test_a_batch_goes_its_way_and_answers_by_custom_id(mistral: Simulator, client: Any) -> None:
    mistral.chat.respond_when("q-3", answers.status(500))
    file = uploaded(client, BATCH, "batch")
    job = client.batch.jobs.create(
        input_files=[file.id], model=MODEL, endpoint="/v1/chat/completions"
    )
    statuses = [job.status]
    while statuses[-1] in ("QUEUED", "RUNNING"):
        job = client.batch.jobs.get(job_id=job.id)
        statuses.append(job.status)
    assert statuses == ["QUEUED", "RUNNING", "SUCCESS"]
    assert left_out(job) == set()
    counts = (job.total_requests, job.completed_requests, job.succeeded_requests)
    assert (*counts, job.failed_requests) == (4, 4, 2, 2)
    assert isinstance(job.output_file, str)
    assert isinstance(job.error_file, str)
    good, bad = rows(client, job.output_file), rows(client, job.error_file)
    assert {row["custom_id"] for row in good} == {"q-1", "q-4"}
    for row in good:
        body = ChatCompletionResponse.model_validate(row["response"]["body"])
        message = body.choices[0].message
        assert message is not None
        assert row["custom_id"] in str(message.content)
    failed = {row["custom_id"]: row["response"]["status_code"] for row in bad}
    assert failed == {"q-2": 422, "q-3": 500}
    assert all(row["error"] for row in bad)


def test_results_come_out_of_order(client: Any) -> None:
    names = [f"n-{number}" for number in range(2)]
    requests: Any = [{"custom_id": name, "body": {"messages": HELLO}} for name in names]
    job = client.batch.jobs.create(requests=requests, model=MODEL, endpoint="/v1/chat/completions")
    for _ in range(2):
        job = client.batch.jobs.get(job_id=job.id)
    assert job.outputs
    assert [row["custom_id"] for row in job.outputs] == names[::-1]


@pytest.mark.parametrize("last", ["FAILED", "TIMEOUT_EXCEEDED", "CANCELLED"])
def test_a_batch_takes_the_course_that_a_test_gives_it(
    mistral: Simulator, client: Any, last: str
) -> None:
    mistral.batch_states = ("RUNNING", last)
    requests: Any = [{"custom_id": str(i), "body": {"input": "x"}} for i in range(4)]
    job = client.batch.jobs.create(
        requests=requests, model="mistral-embed", endpoint="/v1/embeddings"
    )
    assert job.status == "RUNNING"
    for _ in range(3):
        job = client.batch.jobs.get(job_id=job.id)
        assert job.status == last
    assert job.succeeded_requests == (2 if last == "TIMEOUT_EXCEEDED" else 0)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'{"body":{}}\n{}\n', "Line 2 is no JSON object with a body."),
        (b'{"custom_id":"a","body":{}}\n' * 2, "Duplicate custom_id 'a'."),
        (b"\n", "The batch has no requests."),
    ],
)
def test_a_broken_batch_fails_as_a_whole(client: Any, content: bytes, problem: str) -> None:
    file = uploaded(client, content, "batch")
    job = client.batch.jobs.create(
        input_files=[file.id], model=MODEL, endpoint="/v1/chat/completions"
    )
    job = client.batch.jobs.get(job_id=job.id)
    assert job.status == "FAILED"
    assert problem in [each.message for each in job.errors]
    assert job.output_file is None


def test_a_batch_is_cancelled_and_deleted(client: Any) -> None:
    requests: Any = [{"custom_id": "a", "body": {"input": "x"}}]
    job = client.batch.jobs.create(
        requests=requests, model="mistral-embed", endpoint="/v1/embeddings"
    )
    assert client.batch.jobs.cancel(job_id=job.id).status == "CANCELLATION_REQUESTED"
    assert client.batch.jobs.get(job_id=job.id).status == "CANCELLED"
    with pytest.raises(MistralError, match="already CANCELLED"):
        client.batch.jobs.cancel(job_id=job.id)
    listed = client.batch.jobs.list(status=["CANCELLED"], order_by="created")
    assert [each.id for each in listed.data or []] == [job.id]
    assert client.batch.jobs.delete(job_id=job.id).deleted
    assert client.batch.jobs.list().total == 0


def test_a_file_for_another_purpose_is_no_batch(client: Any) -> None:
    file = uploaded(client)
    with pytest.raises(MistralError, match="not for batches"):
        client.batch.jobs.create(
            input_files=[file.id], model=MODEL, endpoint="/v1/chat/completions"
        )


def test_an_agent_has_versions(client: Any) -> None:
    agents = client.beta.agents
    agent = agents.create(model=MODEL, name="helper", tools=[FUNCTION])
    changed = agents.update(agent_id=agent.id, description="kinder")
    assert (agent.version, changed.version, changed.versions) == (0, 1, [0, 1])
    assert changed.name == "helper"
    for each in (agent, changed, *agents.list_versions(agent_id=agent.id)):
        assert left_out(each) == set()
    assert agents.get_version(agent_id=agent.id, version="0").description is None
    assert agents.update_version(agent_id=agent.id, version=0).version == 0
    assert agents.get(agent_id=agent.id, agent_version=1).version == 1
    with pytest.raises(MistralError, match="Version 7 not found"):
        agents.get_version(agent_id=agent.id, version="7")
    assert [each.id for each in agents.list_pages().result.data] == [agent.id]
    agents.delete(agent_id=agent.id)
    with pytest.raises(MistralError, match="404"):
        agents.get(agent_id=agent.id)


def test_an_agent_completes_with_its_own_model(mistral: Simulator, client: Any) -> None:
    agent = client.beta.agents.create(model="ministral-8b-2512", name="helper")
    answer = client.agents.complete(agent_id=agent.id, messages=HELLO)
    assert answer.model == "ministral-8b-2512"
    assert left_out(answer) == set()
    with client.agents.stream(agent_id=agent.id, messages=HELLO) as events:
        assert {event.data.model for event in events} == {"ministral-8b-2512"}
    assert len(mistral.agent_completions.requests) == 2


def test_a_conversation_remembers(client: Any) -> None:
    talks = client.beta.conversations
    first = talks.start(model=MODEL, inputs="hello [kb-1]", instructions="be kind")
    second = talks.append(conversation_id=first.conversation_id, inputs="and [kb-2]?")
    assert second.conversation_id == first.conversation_id
    assert "[kb-1] [kb-2]" in str(second.outputs[-1].content)
    history = talks.get_history(conversation_id=first.conversation_id)
    assert [entry.type for entry in history.entries] == ["message.input", "message.output"] * 2
    assert left_out(history) == set()
    messages = talks.get_messages(conversation_id=first.conversation_id).messages
    assert [each.role for each in messages] == ["user", "assistant"] * 2
    [listed] = talks.list()
    assert left_out(talks.get(conversation_id=listed.id)) == set()
    again = talks.restart(
        conversation_id=first.conversation_id,
        from_entry_id=str(history.entries[1].id),
        inputs="once more",
    )
    assert again.conversation_id != first.conversation_id
    assert len(talks.get_history(conversation_id=again.conversation_id).entries) == 4
    talks.delete(conversation_id=first.conversation_id)
    with pytest.raises(MistralError, match="404"):
        talks.append(conversation_id=first.conversation_id, inputs="x")


def test_what_is_not_stored_is_forgotten(client: Any) -> None:
    talk = client.beta.conversations.start(model=MODEL, inputs="hi", store=False)
    with pytest.raises(MistralError, match="404"):
        client.beta.conversations.get_history(conversation_id=talk.conversation_id)


def test_a_function_is_called_and_answered(mistral: Simulator, client: Any) -> None:
    call = answers.tool_call("lookup", {"ticket": "t-1"})
    mistral.conversations.respond(answers.reply(tool_calls=[call]))
    talks = client.beta.conversations
    first = talks.start(model=MODEL, inputs="where is t-1?", tools=[FUNCTION])
    [called] = first.outputs
    assert (called.type, called.name) == ("function.call", "lookup")
    with pytest.raises(MistralError, match=f"function results are still missing.*{call.id}"):
        talks.append(conversation_id=first.conversation_id, inputs="never mind")
    with pytest.raises(MistralError, match="No function call is waiting"):
        talks.append(
            conversation_id=first.conversation_id,
            inputs=[
                {"type": "function.result", "tool_call_id": call.id, "result": "x"},
                {"type": "function.result", "tool_call_id": "unknown01", "result": "x"},
            ],
        )
    result: Any = {"type": "function.result", "tool_call_id": call.id, "result": "on its way"}
    second = talks.append(conversation_id=first.conversation_id, inputs=[result])
    assert second.outputs[-1].type == "message.output"


def test_an_agent_talks_searches_and_hands_over(client: Any) -> None:
    agents, talks = client.beta.agents, client.beta.conversations
    other = agents.create(model=MODEL, name="other")
    agent = agents.create(
        model=MODEL, name="first", tools=[{"type": "web_search"}], handoffs=[other.id]
    )
    talk = talks.start(agent_id=agent.id, inputs="find it")
    kinds = ["agent.handoff", "tool.execution", "message.output"]
    assert [entry.type for entry in talk.outputs] == kinds
    assert left_out(talk) == set()
    with talks.start_stream(agent_id=agent.id, inputs="find it") as events:
        names = [event.event for event in events]
    told = list(dict.fromkeys(names))
    assert told == [
        "conversation.response.started",
        "agent.handoff.started",
        "agent.handoff.done",
        "tool.execution.started",
        "tool.execution.done",
        "message.output.delta",
        "conversation.response.done",
    ]
    latest = talks.list()[0]
    assert latest.agent_id == agent.id
    history = talks.get_history(conversation_id=latest.id)
    assert [entry.type for entry in history.entries] == ["message.input", *kinds]
    alone = talks.start(agent_id=agent.id, inputs="find it", handoff_execution="client")
    assert "agent.handoff" not in [entry.type for entry in alone.outputs]


def test_a_streamed_function_call_and_an_error(mistral: Simulator, client: Any) -> None:
    call = answers.tool_call("lookup", {"ticket": "t-1"}, as_object=True)
    mistral.conversations.respond(
        answers.stream("let me look", call),
        answers.stream("oh", finish_reason="error"),
        answers.stream(
            answers.event("tool.execution.delta", id="x", name="web_search", arguments="{}"),
            [{"type": "text", "text": "chunk"}],
            opening=False,
            finish_reason=None,
        ),
    )
    talks = client.beta.conversations
    seen = []
    for _ in range(3):
        with talks.start_stream(model=MODEL, inputs="x") as events:
            seen.append([event.data for event in events])
    called = seen[0][-2]
    assert (called.type, called.tool_call_id) == ("function.call.delta", call.id)
    assert json.loads(called.arguments) == {"ticket": "t-1"}
    assert seen[1][-1].type == "conversation.response.error"
    assert [each.type for each in seen[2]] == ["tool.execution.delta", "message.output.delta"]
    with connected(mistral) as other:
        history = other.beta.conversations.get_history(conversation_id=seen[0][0].conversation_id)
    assert [entry.type for entry in history.entries] == [
        *("message.input", "message.output", "function.call"),
    ]
