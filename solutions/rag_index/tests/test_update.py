"""What ``Syncer.update`` promises about one document."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.rag_index.scenes import at_the_index, fresh_word

pytestmark = pytest.mark.target("rag_index.sync:Syncer.update")

IN_THE_DATABASE = """
    import contextlib
    import sqlite3

    def in_the_database(statement):
        database = sqlite3.connect("handbook.sqlite3")
        with database:
            database.execute(statement)
        database.close()

    @contextlib.contextmanager
    def full(when):
        in_the_database(
            f"CREATE TRIGGER full BEFORE {when} BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
        try:
            yield
        finally:
            in_the_database("DROP TRIGGER full")

"""
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
    old, refused, unstored, held, new = (fresh_word() for _ in range(5))
    gate = mistral.gate()
    mistral.embeddings.respond_when(refused, *[answers.status(400)] * 2)
    mistral.embeddings.respond_when(held, answers.held(gate))
    running = player.start(
        at_the_index(
            IN_THE_DATABASE
            + """
    names = ("refused.md", "unstored.md", "held.md")
    seen = {}

    async def look(what):
        passages = await store.passages(index.settings.embed_model)
        told = [each.id for each in await store.documents()]
        seen[what] = {chunk.document_id: chunk.text for chunk, _ in passages}, told

    for name in names:
        await syncer.update(document(name, f"{old} in {name}"))
    await asyncio.gather(syncer.update(document(names[0], refused)), return_exceptions=True)
    await look("the API refused")
    with full("INSERT ON chunks"):
        await asyncio.gather(syncer.update(document(names[1], unstored)), return_exceptions=True)
    await look("the database was full")
    waiting = asyncio.create_task(syncer.update(document(names[2], held)))
    await inbox.get()
    await look("the API had not answered yet")
    waiting.cancel()
    await asyncio.wait([waiting])
    await look("it was cancelled")
    handbook.mkdir()
    for name in names[1:]:
        (handbook / name).write_text(f"{old} in {name}", encoding="utf-8")
    (handbook / names[0]).write_text(refused, encoding="utf-8")
    await asyncio.gather(Syncer(index).sync(handbook), return_exceptions=True)
    await look("sync met a refusal")
    await Syncer(index).update(document("new.md", new))
    await look("")
    return seen
    """
        ),
        old=old,
        refused=refused,
        unstored=unstored,
        held=held,
        new=new,
    )
    assert gate.wait_for_arrival(), "a passage was never sent to the API"
    running.send("it is under way")
    seen = running.result()
    gate.open()
    known, _ = seen.pop("")
    assert known.get("new.md") == new, "an update that nothing hinders stores nothing"
    whole = {name: f"{old} in {name}" for name in ("refused.md", "unstored.md", "held.md")}
    for when, (texts, told) in seen.items():
        assert texts == whole, f"the old text of a document is gone: {when}"
        assert told == sorted(whole), f"a document is gone: {when}"


def test_a_failed_update_can_be_tried_again(player: Player, mistral: Simulator) -> None:
    word, held = fresh_word(), fresh_word()
    gate = mistral.gate()
    mistral.embeddings.respond_when(word, answers.status(400))
    mistral.embeddings.respond_when(held, answers.held(gate))
    running = player.start(
        at_the_index(
            IN_THE_DATABASE
            + """
    outcomes = {}

    async def update(when, name, text):
        [outcome] = await asyncio.gather(
            syncer.update(document(name, text)), return_exceptions=True
        )
        outcomes[when] = "done" if outcome is None else type(outcome).__name__

    await update("refused", "a.md", word)
    await update("after a refusal", "a.md", word)
    with full("INSERT ON chunks"):
        await update("full", "b.md", word)
    await update("after a full database", "b.md", word)
    waiting = asyncio.create_task(syncer.update(document("c.md", held)))
    await inbox.get()
    await update("beside another", "d.md", word)
    await update("busy", "c.md", word)
    waiting.cancel()
    await asyncio.wait([waiting])
    await update("after a cancellation", "c.md", word)
    passages = await store.passages(index.settings.embed_model)
    return {"outcomes": outcomes, "texts": [chunk.text for chunk, _ in passages]}
    """
        ),
        word=word,
        held=held,
    )
    assert gate.wait_for_arrival(), "a passage was never sent to the API"
    running.send("it is under way")
    outcome = running.result()
    gate.open()
    told = outcome["outcomes"]
    assert told["refused"] == "EmbeddingError", "a refused request went unnoticed"
    assert told["full"] != "done", "a full database went unnoticed"
    for when, came in told.items():
        if when.startswith("after") or when == "beside another":
            assert came == "done", f"{when} the document is refused for ever: {came}"
    assert told["busy"] == "BusyError", "a document is updated twice at once"
    assert outcome["texts"] == [word] * 4


def test_vectors_of_another_model_are_not_used_again(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    update = """
        await syncer.update(document(name, text))
        passages = await store.passages(index.settings.embed_model)
        return [chunk.document_id for chunk, _ in passages]
    """
    models = ("mistral-embed-2312", "codestral-embed-2505", "codestral-embed", "mistral-embed")
    for number, model in enumerate(models, start=1):
        name = f"{number}.md"
        found = player.run(at_the_index(update, embed_model=model), name=name, text=word)
        assert found == [name], "the document is not indexed under the new model"
        asked = len(mistral.embeddings.requests)
        assert asked == number, "a vector of the old model is stored as one of the new"
        player.run(at_the_index(update, embed_model=model), name=f"copy of {name}", text=word)
    asked = len(mistral.embeddings.requests)
    assert asked == len(models), "a vector of the same model is not used again"


def test_passages_that_stay_the_same_are_not_paid_again(player: Player, mistral: Simulator) -> None:
    same, old, new = fresh_word(), fresh_word(), fresh_word()
    texts = [f"{same} is here.\n\n{old} is there.", f"{same} is here.\n\n{new} is there."]
    outcome = player.run(at_the_index(UPDATES, chunk_chars=40), texts=texts)
    assert outcome["texts"] == [f"{same} is here.", f"{new} is there."]
    last = mistral.embeddings.requests[-1].inputs
    assert last == [f"{new} is there."], "a passage that did not change was embedded again"


def test_a_document_is_not_updated_twice_at_once(player: Player, mistral: Simulator) -> None:
    held, signal, gate = fresh_word(), fresh_word(), mistral.gate()
    mistral.embeddings.respond_when(held, answers.held(gate))
    running = player.start(
        at_the_index("""
            first = asyncio.create_task(syncer.update(document("a.md", held)))
            await inbox.get()
            results = []
            for name, said in (("a.md", held), ("b.md", text), ("a.md", text)):
                work = syncer.update(document(name, said))
                results += await asyncio.gather(work, return_exceptions=True)
            await embedder.embed([signal])
            results.append(await first)
            return [type(result).__name__ for result in results]
        """),
        held=held,
        signal=signal,
        text=fresh_word(),
    )
    assert gate.wait_for_arrival(), "a passage was never sent to the API"
    running.send("it is under way")
    assert mistral.wait_for(lambda log: log.saw(signal)), "others wait for a document"
    gate.open()
    assert running.result() == ["BusyError", "NoneType", "BusyError", "NoneType"]
