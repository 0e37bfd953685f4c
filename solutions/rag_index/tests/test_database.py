"""What the store promises about its database."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from solutions.rag_index.scenes import at_the_index

pytestmark = pytest.mark.target("rag_index.store:VectorStore.passages")

WATCHED = """
import sys
import threading
watched, blocking, loop_thread = [], [], threading.get_ident()

def watch(event, arguments):
    if event == "sqlite3.connect" and watched and threading.get_ident() == loop_thread:
        blocking.append(watched[-1])

sys.addaudithook(watch)
"""
FAILING = """
    import sqlite3
    from rag_index.documents import Chunk

    def in_the_database(statement):
        database = sqlite3.connect("handbook.sqlite3")
        with database:
            database.execute(statement)
        database.close()

    async def failing(work, when):
        in_the_database(
            f"CREATE TRIGGER full BEFORE {when} BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
        try:
            await work
        except sqlite3.Error as error:
            return error
        finally:
            in_the_database("DROP TRIGGER full")

    async def texts():
        passages = await store.passages(index.settings.embed_model)
        return sorted(chunk.text for chunk, _ in passages)
"""


def test_the_database_is_not_opened_on_the_loop(player: Player) -> None:
    scenario = at_the_index("""
        async def watch_it(name, work):
            watched.append(name)
            await work
            watched.clear()

        handbook.mkdir()
        await watch_it("update", syncer.update(document("a.md", "All about leave.")))
        await watch_it("documents", store.documents())
        await watch_it("passages", store.passages(index.settings.embed_model))
        await watch_it("remove", store.remove(["a.md"]))
        await watch_it("sync", syncer.sync(handbook))
        return blocking
    """)
    blocking = sorted({*player.run(WATCHED + scenario)})
    assert blocking == [], f"the event loop waits for the database: {', '.join(blocking)}"


def test_replacing_that_fails_half_way_changes_nothing(player: Player) -> None:
    outcome = player.run(
        at_the_index(
            FAILING
            + """
    async def replace(text):
        chunk = Chunk(document_id="a.md", number=0, start=0, text=text)
        model = index.settings.embed_model
        await store.replace(document("a.md", text), [(chunk, (1.0, 2.0))], model=model)

    await replace("Old words.")
    error = await failing(replace("New words."), "INSERT ON chunks")
    return {"failed": error is not None, "texts": await texts()}
    """
        )
    )
    assert outcome["failed"], "the database failed and nobody is told"
    assert outcome["texts"] == ["Old words."], "half of a replacement was stored"


def test_removing_that_fails_half_way_removes_nothing(player: Player) -> None:
    outcome = player.run(
        at_the_index(
            FAILING
            + """
    await syncer.update(document("a.md", "About leave."))
    await syncer.update(document("b.md", "About lunch."))
    removing = store.remove(["a.md", "b.md"])
    error = await failing(removing, "DELETE ON documents WHEN OLD.id = 'b.md'")
    return {
        "failed": error is not None,
        "known": [each.id for each in await store.documents()],
        "texts": await texts(),
    }
    """
        )
    )
    assert outcome["failed"], "the database failed and nobody is told"
    assert outcome["known"] == ["a.md", "b.md"], "some were removed, others not"
    assert outcome["texts"] == ["About leave.", "About lunch."], "documents lost their passages"


def test_a_failure_leaves_no_connection_open(player: Player) -> None:
    before, after = player.run(
        at_the_index(
            FAILING
            + """
    def opened():
        links = []
        for each in os.listdir("/proc/self/fd"):
            try:
                links.append(os.readlink(f"/proc/self/fd/{each}"))
            except OSError:
                pass  # that of the listing itself
        return sum(link.endswith("handbook.sqlite3") for link in links)

    await syncer.update(document("a.md", "Old words."))
    before = opened()
    update = syncer.update(document("a.md", "New words."))
    error = await failing(update, "INSERT ON chunks")  # kept, as a log would
    return [before, opened()]
    """
        )
    )
    assert after <= before, "a connection to the database is still open after a failure"


def test_a_passage_says_where_it_stands(player: Player) -> None:
    text = "Leave is 30 days.\n\nAsk your lead before.\n\nIt is paid."
    scenario = """
        await syncer.update(document("leave.md", text))
        return [chunk for chunk, _ in await store.passages(index.settings.embed_model)]
    """
    chunks = player.run(at_the_index(scenario, chunk_chars=25), text=text)
    found = [text[each["start"] :][: len(each["text"])] for each in chunks]
    assert found == [each["text"] for each in chunks], "passages do not stand at their offsets"
    assert [each["number"] for each in chunks] == [*range(len(chunks))]


def test_the_order_of_passages_is_steady(player: Player) -> None:
    first, second = player.run(
        at_the_index("""
            async def order():
                passages = await store.passages(index.settings.embed_model)
                return [chunk.text for chunk, _ in passages]

            await syncer.update(document("a.md", "About leave."))
            await syncer.update(document("b.md", "About lunch."))
            first = await order()
            await syncer.update(document("a.md", "About leave."))
            return [first, await order()]
        """)
    )
    assert sorted(first) == ["About leave.", "About lunch."]
    assert second == first, "the order changes when a document is indexed again as it was"
