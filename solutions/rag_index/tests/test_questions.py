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
                return [await second]
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
    assert outcome == [vector(word, 64)], "one caller was cancelled and took the other along"


def test_one_request_at_a_time_is_enough_for_a_question(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    running = player.start(
        at_the_index(
            """
            asked = asyncio.ensure_future(embedder.question(text))
            enough = asyncio.ensure_future(inbox.get())
            chat, said = index.client.chat, [{"role": "user", "content": "Hello"}]
            for _ in range(3):
                await chat.complete_async(model=index.settings.chat_model, messages=said)
            await asyncio.wait([asked, enough], return_when=asyncio.FIRST_COMPLETED)
            enough.cancel()
            return asked.result() if asked.done() else None
            """,
            max_in_flight=1,
        ),
        text=word,
    )
    # A question that is not on its way before three others have their answers waits for itself.
    assert mistral.wait_for(lambda log: len(log.chat.requests) == 3), "nothing was ever asked"
    if not mistral.embeddings.requests:
        running.send("enough")
    vector_of_it = running.result()
    assert vector_of_it, "with max_in_flight 1 a question waits for itself, for ever"
    assert vector_of_it == vector(word, 64)


def test_a_question_that_failed_can_be_asked_again(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.embeddings.respond(answers.status(400))
    outcomes = player.run(ATTEMPTS, texts=[word, word])
    assert isinstance(outcomes[0], str), "a question that was refused has a vector"
    assert outcomes[1] == vector(word, 64), f"it failed once and now for ever: {outcomes[1]}"


def test_only_so_many_questions_are_kept(player: Player, mistral: Simulator) -> None:
    texts = [fresh_word() for _ in range(4)]
    vectors = player.run(
        at_the_index("return [await embedder.question(text) for text in texts]", kept_questions=2),
        texts=[*texts, texts[3], texts[0]],
    )
    assert vectors == [vector(text, 64) for text in [*texts, texts[3], texts[0]]]
    asked = [text for request in mistral.embeddings.requests for text in request.inputs]
    assert asked.count(texts[3]) == 1, "the newest question was not kept"
    assert asked.count(texts[0]) == 2, "a fifth question is still known; kept_questions is 2"


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
