"""What ``Embedder.embed`` promises about its requests, each and all together."""

from __future__ import annotations

import string

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from checker.simulator.canned.vectors import vector
from checker.simulator.store.limits import tokens_of
from solutions.rag_index.scenes import at_the_index, fresh_word

pytestmark = pytest.mark.target("rag_index.embedding:Embedder.embed")


@pytest.mark.parametrize("size", ["letters", "pages"])
def test_no_request_is_over_its_tokens(player: Player, mistral: Simulator, size: str) -> None:
    pages = [f"{fresh_word()} ".ljust(240, "x") for _ in range(3)]
    texts, limit = {"letters": ([*string.ascii_lowercase], 10), "pages": (pages, 100)}[size]
    scenario = at_the_index("return await embedder.embed(texts)", embed_tokens=limit)
    assert player.run(scenario, texts=texts) == [vector(text, 64) for text in texts]
    largest = max(sum(map(tokens_of, r.inputs)) for r in mistral.embeddings.requests)
    assert largest <= limit, f"about {largest} tokens in one request; embed_tokens is {limit}"


def test_after_a_failure_nothing_more_is_paid(player: Player, mistral: Simulator) -> None:
    texts, signal = [fresh_word() for _ in range(12)], fresh_word()
    refusal, never = mistral.gate(), mistral.gate()
    mistral.embeddings.respond_when(texts[0], answers.held(refusal, answers.status(400)))
    mistral.embeddings.respond_when(texts[1], answers.held(never))
    running = player.start(
        at_the_index(
            """
            try:
                await embedder.embed(texts)
                return "no error"
            except Exception as error:
                for _ in range(3):  # whoever waits at the gate has his turn before them
                    await embedder.embed([signal])
                return [each.__name__ for each in type(error).__mro__]
            """,
            embed_texts=1,
            max_in_flight=2,
        ),
        texts=texts,
        signal=signal,
    )
    both = refusal.wait_for_arrival() and never.wait_for_arrival()
    assert both, "two batches are not under way together, though max_in_flight is 2"
    refusal.open()
    told = running.result()
    never.open()
    assert "RagIndexError" in told, f"{told[0]} instead of EmbeddingError"
    asked = sum(any(request.has(text) for text in texts) for request in mistral.requests)
    assert asked <= len(texts) // 2, f"{asked} of {len(texts)} batches are paid for nothing"
