"""What ``Embedder.embed`` promises."""

from __future__ import annotations

import random
import string
from dataclasses import replace
from typing import Any

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from checker.simulator.canned.vectors import vector
from checker.simulator.store.limits import tokens_of
from checker.simulator.wire.answer import Answer
from solutions.rag_index.scenes import at_the_index, fresh_word, write

pytestmark = pytest.mark.target("rag_index.embedding:Embedder.embed")

EMBED = "return await embedder.embed(texts)"
SYNC = "return await syncer.sync(handbook)"
FIRST_PAUSE_MS = 300
WHOLE = "its vectors are not those of the texts"


def expected(texts: list[str]) -> list[list[float]]:
    return [vector(text, 64) for text in texts]


def body(items: list[dict[str, Any]]) -> Answer:
    usage = {"prompt_tokens": 8, "completion_tokens": 0, "total_tokens": 8}
    common = {"id": "1", "object": "list", "model": "mistral-embed-2312", "usage": usage}
    return answers.json_body(200, {**common, "data": items})


def item(index: int, values: list[float]) -> dict[str, Any]:
    return {"object": "embedding", "index": index, "embedding": values}


def same(vectors: list[list[float]], texts: list[str]) -> bool:
    """Return whether these are the vectors of the texts, in whatever order."""
    return sorted(vectors) == sorted(expected(texts))


def words(count: int) -> list[str]:
    return [fresh_word() for _ in range(count)]


def test_vectors_keep_the_order_of_the_texts(player: Player, mistral: Simulator) -> None:
    texts = words(3)
    gate = mistral.gate()
    mistral.embeddings.respond_when(texts[0], answers.held(gate))
    running = player.start(at_the_index(EMBED, embed_texts=1, max_in_flight=2), texts=texts)
    # The third is asked for when the second is there: only then the first may come.
    mistral.wait_for(lambda log: len(log.embeddings.requests) == 3, timeout=4)
    gate.open()
    vectors = running.result()
    assert same(vectors, texts), WHOLE
    assert vectors == expected(texts), "the vectors stand in the order in which they came"


def test_the_api_may_answer_in_any_order(player: Player, mistral: Simulator) -> None:
    texts = words(12)
    items = [item(index, values) for index, values in enumerate(expected(texts))]
    random.Random(texts[0]).shuffle(items)  # noqa: S311  no secret
    mistral.embeddings.respond(body(sorted(items, key=lambda each: -each["index"])), body(items))
    for _ in range(2):
        vectors = player.run(at_the_index(EMBED), texts=texts)
        assert same(vectors, texts), WHOLE
        assert vectors == expected(texts), "the index of each vector is not looked at"


def test_a_request_holds_no_more_tokens_than_allowed(player: Player, mistral: Simulator) -> None:
    pages = [" ".join([word] * 6) for word in words(12)]
    mixed = [*string.ascii_lowercase, *(f"{word} ".ljust(36, "x") for word in words(3))]
    for texts, limit in ((pages, 120), ([*string.ascii_lowercase], 10), (mixed, 20)):
        before = len(mistral.embeddings.requests)
        vectors = player.run(at_the_index(EMBED, embed_tokens=limit), texts=texts)
        assert same(vectors, texts), WHOLE
        asked = mistral.embeddings.requests[before:]
        largest = max(sum(map(tokens_of, request.inputs)) for request in asked)
        assert largest <= limit, f"about {largest} tokens in one request; embed_tokens is {limit}"


def test_a_text_that_is_too_long_goes_alone(player: Player, mistral: Simulator) -> None:
    texts = words(3)
    vectors = player.run(at_the_index(EMBED, embed_tokens=2), texts=texts)
    assert same(vectors, texts), WHOLE
    assert len(mistral.embeddings.requests) == 3


def test_requests_are_filled(player: Player, mistral: Simulator) -> None:
    texts = [" ".join([word] * 6) for word in words(12)]
    vectors = player.run(at_the_index(EMBED, embed_tokens=120), texts=texts)
    assert same(vectors, texts), WHOLE
    asked = len(mistral.embeddings.requests)
    assert asked <= 7, f"{asked} requests for twelve texts of which three fit into one"


def test_no_texts_are_no_request(player: Player, mistral: Simulator) -> None:
    assert player.run(at_the_index(EMBED), texts=[]) == []
    assert mistral.embeddings.requests == ()


def test_a_request_holds_no_more_texts_than_allowed(player: Player, mistral: Simulator) -> None:
    mistral.limits = replace(mistral.limits, inputs=2)
    texts = words(5)
    assert same(player.run(at_the_index(EMBED, embed_texts=2), texts=texts), texts)


def test_batches_are_under_way_together(player: Player, mistral: Simulator) -> None:
    mistral.embeddings.barrier(until=3, patience=4.0)
    texts = words(3)
    assert same(player.run(at_the_index(EMBED, embed_texts=1), texts=texts), texts), WHOLE
    peak = mistral.embeddings.peak_in_flight
    assert peak == 3, f"{peak} at once of three requests, though max_in_flight is 4"


def test_no_more_requests_at_once_than_allowed(player: Player, mistral: Simulator) -> None:
    gate, texts = mistral.gate(), words(6)
    for text in texts:
        mistral.embeddings.respond_when(text, answers.held(gate))
    running = player.start(at_the_index(EMBED, embed_texts=1, max_in_flight=2), texts=texts)
    gate.wait_for_arrival(count=2)
    gate.wait_for_arrival(1.0, count=3)  # nobody should come
    gate.open()
    assert same(running.result(), texts), WHOLE
    peak = mistral.embeddings.peak_in_flight
    assert peak <= 2, f"{peak} requests at once; max_in_flight is 2"
    assert peak == 2, f"no more than {peak} request at once; max_in_flight is 2"


def test_what_is_under_way_together_is_billed_together(player: Player, mistral: Simulator) -> None:
    texts = [word * (number + 2) for number, word in enumerate(words(6))]
    held, gate = texts[0], mistral.gate()
    mistral.embeddings.respond_when(held, answers.held(gate))
    mistral.embeddings.respond_when(texts[3], answers.status(400))
    running = player.start(
        at_the_index(
            """
            slow = asyncio.create_task(embedder.embed(texts[:1]))
            await inbox.get()
            for text in texts[1:4]:
                await asyncio.gather(embedder.embed([text]), return_exceptions=True)
            await asyncio.gather(*(embedder.embed([text]) for text in texts[4:]))
            await inbox.get()
            await slow
            return embedder.tokens
            """
        ),
        texts=texts,
    )
    assert gate.wait_for_arrival(), "the first text was never asked for"
    running.send("the first is under way")
    assert mistral.wait_for(
        lambda log: sum(request.completed for request in log.embeddings.requests) == 5  # all others
    ), "the others wait"
    gate.open()
    running.send("now the first may come")
    tokens = running.result()
    billed = sum(tokens_of(text) for text in texts if text != texts[3])
    assert tokens == billed, f"counted {tokens} of {billed} billed tokens"


@pytest.mark.parametrize(
    "missing", ["one too few", "one without values", "none at all", "one too many"]
)
def test_a_text_without_a_vector_is_an_error(
    player: Player, mistral: Simulator, missing: str
) -> None:
    texts = words(3)
    vectors = expected(texts)
    short = {
        "one too few": vectors[:2],
        "one without values": [*vectors[:2], []],
        "none at all": [],
        "one too many": [*vectors, vectors[0]],
    }[missing]
    mistral.embeddings.respond(body([item(n, values) for n, values in enumerate(short)]))
    with pytest.raises(CandidateError) as caught:
        player.run(at_the_index(EMBED), texts=texts)
    assert "RagIndexError" in caught.value.bases, f"{caught.value.type} instead of EmbeddingError"
    assert player.run(at_the_index(EMBED), texts=texts) == vectors, WHOLE


def test_what_fails_for_a_moment_is_tried_again(player: Player, mistral: Simulator) -> None:
    texts = words(2)
    mistral.embeddings.respond(answers.status(503))
    try:
        vectors = player.run(at_the_index(EMBED, retry_first_ms=FIRST_PAUSE_MS), texts=texts)
    except CandidateError as error:
        pytest.fail(f"a 503 was not tried again: {error.type}")
    assert same(vectors, texts), WHOLE
    first, *again = mistral.embeddings.requests
    assert len(again) == 1, "a 503 was not tried again by the client"
    pause_ms = (again[0].arrived_at - first.arrived_at) * 1000
    assert pause_ms > FIRST_PAUSE_MS * 0.9, f"tried again after {pause_ms:.0f} ms"
    refused = words(1)
    mistral.embeddings.respond_when(refused[0], answers.status(400), answers.status(400))
    with pytest.raises(CandidateError):
        player.run(at_the_index(EMBED, retry_first_ms=1), texts=refused)
    asked = sum(request.has(refused[0]) for request in mistral.embeddings.requests)
    assert asked == 1, "what the API refused for good was asked again"


@pytest.mark.parametrize("code", [400, 401, 422, 0], ids=["400", "401", "422", "connection cut"])
def test_errors_say_nothing_about_the_inside(player: Player, mistral: Simulator, code: int) -> None:
    word = fresh_word()
    mistral.embeddings.respond_always(answers.status(code, word) if code else answers.cut())
    scenario = at_the_index(EMBED, retry_first_ms=1, retry_total_ms=20)
    with pytest.raises(CandidateError) as caught:
        player.run(scenario, texts=words(1))
    assert "RagIndexError" in caught.value.bases, f"{caught.value.type} instead of EmbeddingError"
    assert mistral.embeddings.requests, "the API was never asked"
    inside = (word, str(code or word), "api.", "error", "disconnected", "http", "sdk")
    write(player.folder, leave="30 days of leave")
    synced = at_the_index(SYNC, retry_first_ms=1, retry_total_ms=20)
    reasons = player.run(synced)["failures"].values()
    assert len(reasons) == 1, "nobody is told what failed"
    told = [
        text for text in inside for said in (caught.value.message, *reasons) if text in said.lower()
    ]
    assert told == [], "people are shown what the API answered"
    assert caught.value.cause is not None, f"{caught.value.type} has lost its cause"


@pytest.mark.parametrize(
    "failure",
    [
        answers.status(422),
        answers.status(401),
        answers.status(503),
        answers.json_body(200, {"id": "1"}),
        answers.cut(),
    ],
    ids=["422", "401", "503", "malformed", "connection cut"],
)
def test_every_failure_is_an_embedding_error(
    player: Player, mistral: Simulator, failure: Answer
) -> None:
    mistral.embeddings.respond_always(failure)
    scenario = at_the_index(EMBED, retry_first_ms=1, retry_total_ms=20)
    with pytest.raises(CandidateError) as caught:
        player.run(scenario, texts=words(1))
    assert "RagIndexError" in caught.value.bases, f"{caught.value.type} escapes"
    assert caught.value.cause is not None, f"{caught.value.type} has lost its cause"
