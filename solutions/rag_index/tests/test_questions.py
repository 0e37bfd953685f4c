"""What ``Embedder.question`` promises, and searching with it."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from checker.simulator.canned.vectors import vector
from solutions.rag_index.scenes import at_the_index, fresh_word

pytestmark = pytest.mark.target("rag_index.embedding:Embedder.question")

ATTEMPTS = at_the_index("""
    outcomes = []
    for text in texts:
        try:
            outcomes.append(await embedder.question(text))
        except Exception as error:
            outcomes.append(type(error).__name__)
    return outcomes
""")


def test_the_same_question_is_asked_once(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    scenario = at_the_index("""
        pair = await asyncio.gather(embedder.question(text), embedder.question(text))
        return [*pair, await embedder.question(text)]
    """)
    assert player.run(scenario, text=word) == [vector(word, 64)] * 3
    assert len(mistral.embeddings.requests) == 1


def test_who_gives_up_takes_nothing_from_the_others(player: Player, mistral: Simulator) -> None:
    word, signal = fresh_word(), fresh_word()
    gate = mistral.gate()
    mistral.embeddings.respond_when(word, answers.held(gate))
    running = player.start(
        at_the_index("""
            first, second = (asyncio.create_task(embedder.question(text)) for _ in range(2))
            await inbox.get()
            first.cancel()
            await asyncio.wait([first])
            await embedder.question(signal)
            try:
                return [first.cancelled(), await second]
            except asyncio.CancelledError:
                return "cancelled"
        """),
        text=word,
        signal=signal,
    )
    assert gate.wait_for_arrival(), "the question was never asked"
    running.send("the first gives up")
    assert mistral.wait_for(lambda log: log.saw(signal)), "the others wait for ever"
    gate.open()
    outcome = running.result()
    assert outcome != "cancelled", "one caller was cancelled and took the other along"
    gave_up, found = outcome
    assert found == vector(word, 64), "who went on waiting has the vector of something else"
    assert gave_up, "who was cancelled got an answer all the same"
    asked = sum(request.has(word) for request in mistral.embeddings.requests)
    assert asked == 1, f"{asked} requests for one question"


def test_one_request_at_a_time_is_enough_for_a_question(player: Player, mistral: Simulator) -> None:
    texts, gate = [fresh_word(), fresh_word()], mistral.gate()
    mistral.embeddings.respond_when(texts[0], answers.held(gate))
    running = player.start(
        at_the_index(
            """
            chat, said = index.client.chat, [{"role": "user", "content": "Hello"}]

            async def meanwhile(count):
                for _ in range(count):
                    await chat.complete_async(model=index.settings.chat_model, messages=said)

            first = asyncio.ensure_future(embedder.question(texts[0]))
            await meanwhile(3)
            if await inbox.get() == "enough":
                return None
            second = asyncio.ensure_future(embedder.question(texts[1]))
            await meanwhile(2)
            found = await asyncio.gather(first, second, return_exceptions=True)
            return [each if isinstance(each, tuple) else type(each).__name__ for each in found]
            """,
            max_in_flight=1,
        ),
        texts=texts,
    )
    # A question that is not on its way before three others have their answers waits for itself.
    assert mistral.wait_for(lambda log: len(log.chat.requests) == 3), "nothing was ever asked"
    running.send("go on" if mistral.embeddings.requests else "enough")
    if mistral.embeddings.requests:
        mistral.wait_for(lambda log: len(log.chat.requests) == 5)
    gate.open()
    vectors = running.result()
    assert vectors, "with max_in_flight 1 a question waits for itself, for ever"
    assert vectors == [vector(text, 64) for text in texts], "one of two questions has no vector"
    assert mistral.embeddings.peak_in_flight == 1, "two requests at once; max_in_flight is 1"


def test_a_question_that_failed_can_be_asked_again(player: Player, mistral: Simulator) -> None:
    good, word = fresh_word(), fresh_word()
    mistral.embeddings.respond_when(word, answers.status(400), answers.status(401))
    outcomes = player.run(ATTEMPTS, texts=[good, word, word, word, good, word])
    assert outcomes[0] == outcomes[4] == vector(good, 64), "one question failed and another with it"
    assert isinstance(outcomes[1], str), "a question that was refused has a vector"
    assert isinstance(outcomes[2], str), "a question that was refused has a vector"
    assert outcomes[3] == vector(word, 64), f"it failed once and now for ever: {outcomes[3]}"
    assert outcomes[5] == outcomes[3], "a question that was answered at last has another vector"
    asked = [text for request in mistral.embeddings.requests for text in request.inputs]
    assert asked.count(good) == 1, "when one question fails, others are forgotten"
    assert asked.count(word) == 3, "a question that was answered at last is not remembered"


def test_only_so_many_questions_are_kept(player: Player, mistral: Simulator) -> None:
    texts = [fresh_word() for _ in range(5)]
    again = [*texts, texts[4], texts[3], texts[2], texts[3], texts[1]]
    vectors = player.run(
        at_the_index("return [await embedder.question(text) for text in texts]", kept_questions=3),
        texts=again,
    )
    assert vectors == [vector(text, 64) for text in again]
    asked = [text for request in mistral.embeddings.requests for text in request.inputs]
    assert asked.count(texts[4]) == 1, "the newest question was not kept"
    for text in texts[2:]:
        assert asked.count(text) == 1, "fewer questions are known than kept_questions, which is 3"
    assert asked.count(texts[1]) == 2, "a fourth question is still known; kept_questions is 3"


def test_questions_and_passages_have_one_model(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    hits = player.run(
        at_the_index(
            """
            await syncer.update(document("a.md", f"All about {text}."))
            return await search(index, text)
            """,
            embed_model="codestral-embed-2505",
        ),
        text=word,
    )
    assert [hit["chunk"]["document_id"] for hit in hits] == ["a.md"]
    models = sorted({str(request.model) for request in mistral.embeddings.requests})
    assert models == ["codestral-embed-2505"], f"vectors of {' and '.join(models)} are compared"
