"""How long ``open_index``'s client waits when the API says how long."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from checker.simulator.canned.vectors import vector
from solutions.rag_index.scenes import at_the_index, fresh_word

pytestmark = pytest.mark.target("rag_index.embedding:Embedder.embed")

LONGEST_S = 5.5


def test_the_api_cannot_stop_all_embedding(player: Player, mistral: Simulator) -> None:
    texts = {fresh_word(): seconds for seconds in (20, 3600)}
    for text, seconds in texts.items():
        mistral.embeddings.respond_when(text, answers.rate_limited(retry_after=seconds))
    seen = player.run(
        at_the_index("""
            waits, sleep = [], asyncio.sleep

            async def at_once(seconds, *rest):
                waits.append(seconds)
                await sleep(0)

            asyncio.sleep = at_once
            vectors = [await embedder.embed([text]) for text in texts]
            asyncio.sleep = sleep
            return {"vectors": vectors, "longest": max(waits, default=0)}
        """),
        texts=[*texts],
    )
    assert seen["vectors"] == [[vector(text, 64)] for text in texts], "a 429 was not tried again"
    longest = seen["longest"]
    assert longest <= LONGEST_S, f"one request holds its place for {longest:g} s, as the API said"
