"""What ``Embedder.embed`` promises about the tokens of one request."""

from __future__ import annotations

import string

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator
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
