"""What ``Embedder.question`` remembers, and for how long."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from checker.simulator.canned.vectors import vector
from solutions.rag_index.scenes import at_the_index, fresh_word

pytestmark = pytest.mark.target("rag_index.embedding:Embedder.question")


def test_as_many_questions_are_kept_as_wanted(player: Player, mistral: Simulator) -> None:
    first, second = fresh_word(), fresh_word()
    asked = [first, second, first, second]
    scenario = "return [await embedder.question(text) for text in texts]"
    vectors = player.run(at_the_index(scenario, kept_questions=2), texts=asked)
    assert vectors == [vector(text, 64) for text in asked]
    count = len(mistral.embeddings.requests)
    assert count == 2, f"{count} requests for two questions; kept_questions is 2"


def test_a_question_may_fail_when_it_is_forgotten(player: Player, mistral: Simulator) -> None:
    old, new = fresh_word(), fresh_word()
    mistral.embeddings.respond_when(old, answers.status(400))
    scenario = """
        stray = []
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: stray.append(context.get("exception")))
        asked = (embedder.question(text) for text in texts)
        results = await asyncio.gather(*asked, return_exceptions=True)
        await embedder.question("And now?")
        kinds = [type(each).__name__ for each in stray if type(each).__name__ != "EmbeddingError"]
        return {"results": [type(each).__name__ for each in results], "stray": kinds}
    """
    outcome = player.run(at_the_index(scenario, kept_questions=1), texts=[old, new])
    first, second = outcome["results"]
    assert first.endswith("Error"), "a question that was refused has a vector"
    assert not second.endswith("Error"), "one question failed and another with it"
    assert outcome["stray"] == [], "forgetting a failure fails where nobody can catch it"


def test_a_request_that_was_cancelled_is_not_remembered(player: Player) -> None:
    word = fresh_word()
    scenario = at_the_index("""
        before = asyncio.all_tasks()
        asyncio.ensure_future(embedder.question(text))
        for _ in range(3):
            await asyncio.sleep(0)
        begun = asyncio.all_tasks() - before
        for task in begun:
            task.cancel()
        await asyncio.wait(begun)
        await asyncio.sleep(0)
        try:
            return await embedder.question(text)
        except asyncio.CancelledError:
            return "cancelled"
    """)
    assert player.run(scenario, text=word) == vector(word, 64), "it was cancelled once and for ever"
