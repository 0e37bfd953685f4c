"""What ``Syncer.update`` promises about one document."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.rag_index.scenes import at_the_index, fresh_word

pytestmark = pytest.mark.target("rag_index.sync:Syncer.update")

UPDATES = """
    outcomes = []
    for text in texts:
        try:
            await syncer.update(document("leave.md", text))
            outcomes.append("done")
        except Exception as error:
            outcomes.append(type(error).__name__)
    texts = [chunk.text for chunk, _ in await store.passages(index.settings.embed_model)]
    return {"outcomes": outcomes, "texts": texts}
"""


def test_a_failed_update_keeps_what_was_there(player: Player, mistral: Simulator) -> None:
    old, new = fresh_word(), fresh_word()
    mistral.embeddings.respond_when(new, answers.status(400))
    outcome = player.run(at_the_index(UPDATES), texts=[old, new])
    assert outcome["outcomes"] == ["done", "EmbeddingError"]
    assert outcome["texts"] == [old], "an update that failed has emptied the document"


def test_a_failed_update_can_be_tried_again(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.embeddings.respond(answers.status(400))
    outcome = player.run(at_the_index(UPDATES), texts=[word, word])
    first, second = outcome["outcomes"]
    assert first == "EmbeddingError", "a refused request went unnoticed"
    assert second == "done", f"after one failure the document is refused for ever: {second}"
    assert outcome["texts"] == [word]


def test_vectors_of_another_model_are_not_used_again(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    update = """
        await syncer.update(document(name, text))
        passages = await store.passages(index.settings.embed_model)
        return [chunk.document_id for chunk, _ in passages]
    """
    player.run(at_the_index(update), name="old.md", text=word)
    changed = at_the_index(update, embed_model="codestral-embed-2505")
    found = player.run(changed, name="new.md", text=word)
    assert found == ["new.md"], "the document is not indexed under the new model"
    asked = len(mistral.embeddings.requests)
    assert asked == 2, "a vector of the old model is stored as one of the new"


def test_passages_that_stay_the_same_are_not_paid_again(player: Player, mistral: Simulator) -> None:
    same, old, new = fresh_word(), fresh_word(), fresh_word()
    texts = [f"{same} is here.\n\n{old} is there.", f"{same} is here.\n\n{new} is there."]
    outcome = player.run(at_the_index(UPDATES, chunk_chars=40), texts=texts)
    assert outcome["texts"] == [f"{same} is here.", f"{new} is there."]
    last = mistral.embeddings.requests[-1].inputs
    assert last == [f"{new} is there."], "a passage that did not change was embedded again"


def test_a_document_is_not_updated_twice_at_once(player: Player, mistral: Simulator) -> None:
    mistral.embeddings.barrier(until=2, patience=1.0)
    outcome = player.run(
        at_the_index("""
            updates = [syncer.update(document("a.md", text)) for text in texts]
            results = await asyncio.gather(*updates, return_exceptions=True)
            return [type(result).__name__ for result in results]
        """),
        texts=[fresh_word(), fresh_word()],
    )
    assert outcome == ["NoneType", "BusyError"]
