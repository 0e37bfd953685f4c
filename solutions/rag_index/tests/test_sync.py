"""What ``Syncer`` promises about a folder."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from solutions.rag_index.scenes import at_the_index, fresh_word, write

pytestmark = pytest.mark.target("rag_index.sync:Syncer.sync")

SYNC = at_the_index("""
    report = await syncer.sync(handbook)
    passages = await store.passages(index.settings.embed_model)
    return {
        "report": report,
        "known": [each.id for each in await store.documents()],
        "texts": sorted(chunk.text for chunk, _ in passages),
    }
""")
BROKEN = at_the_index("""
    import sqlite3
    with sqlite3.connect("handbook.sqlite3") as database:
        database.execute(
            f"CREATE TRIGGER full BEFORE {failing} BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    database.close()
    try:
        await syncer.sync(handbook)
        raised = None
    except sqlite3.Error as error:
        raised = "the database"
    except Exception as error:
        raised = type(error).__name__
    with sqlite3.connect("handbook.sqlite3") as database:
        database.execute("DROP TRIGGER full")
    database.close()
    await Syncer(index).sync(handbook)
    return {"raised": raised, "known": [each.id for each in await store.documents()]}
""")
WATCHED = """
import asyncio
import sys
import threading
watching, on_the_loop, loop_thread = [], [], threading.get_ident()

loop = asyncio.get_running_loop()

def watch(event, arguments):
    if event == "open" and watching and str(arguments[0]).endswith(".md"):
        turned, here = threading.Event(), threading.get_ident() == loop_thread
        if not here:
            loop.call_soon_threadsafe(turned.set)
        if here or not turned.wait(4):  # who waits there for a thread blocks the loop as well
            on_the_loop.append(arguments[0])

sys.addaudithook(watch)
"""


def test_a_folder_is_taken_over(player: Player) -> None:
    write(player.folder, leave="30 days of leave", lunch="Lunch is at noon")
    outcome = player.run(SYNC)
    assert outcome["report"]["updated"] == outcome["known"] == ["leave.md", "lunch.md"]
    assert outcome["report"]["failures"] == {}
    again = player.run(SYNC)["report"]
    assert (again["updated"], again["removed"]) == ([], []), "nothing changed, and still"


def test_what_cannot_be_read_is_kept(player: Player) -> None:
    handbook = write(player.folder, leave="30 days of leave", lunch="Lunch is at noon")
    player.run(SYNC)
    (handbook / "leave.md").write_bytes(b"\xff\xfe 31 days of leave")
    (handbook / "lunch.md").unlink()
    outcome = player.run(SYNC)
    assert list(outcome["report"]["failures"]) == ["leave.md"], "nobody is told what failed"
    removed = outcome["report"]["removed"]
    assert "leave.md" not in removed, "a file that could not be read was taken for one that is gone"
    assert removed == ["lunch.md"], "what is gone was not removed"
    assert "leave.md" in outcome["known"], "a file that could not be read left the index"
    assert "30 days of leave" in outcome["texts"], "a file that could not be read lost its text"
    assert outcome["report"]["updated"] == [], "what could not be read is told as updated"
    (handbook / "leave.md").write_text("31 days of leave", "utf-8")
    later = player.run(SYNC)
    assert later["report"]["updated"] == ["leave.md"], "what can be read again is not indexed"
    assert later["report"]["failures"] == {}


def test_a_folder_that_is_not_there_empties_nothing(player: Player) -> None:
    handbook = write(player.folder, leave="30 days of leave")
    player.run(SYNC)
    handbook.rename(player.folder / "moved")
    refused = [_refused(player)]
    handbook.write_text("30 days of leave", "utf-8")
    refused.append(_refused(player))
    handbook.unlink()
    handbook.symlink_to(player.folder / "nowhere")
    refused.append(_refused(player))
    handbook.unlink()
    (player.folder / "moved").rename(handbook)
    outcome = player.run(SYNC)
    assert refused == [""] * 3, f"what is no folder ends in {next(filter(None, refused))}"
    assert outcome["known"] == ["leave.md"]
    assert outcome["report"]["updated"] == [], "a folder that was not there has emptied the index"
    (handbook / "leave.md").unlink()
    removed = player.run(SYNC)["report"]["removed"]
    assert removed == ["leave.md"], "a folder that is there and empty empties nothing"


def _refused(player: Player) -> str:
    """Return what a run ends in that must end in an error of the index; empty if it does."""
    try:
        player.run(SYNC)
    except CandidateError as error:
        return "" if "RagIndexError" in error.bases else error.type
    return "no error"


def test_a_run_ends_when_what_is_gone_is_removed(player: Player) -> None:
    handbook = write(player.folder, leave="30 days of leave", lunch="Lunch is at noon")
    player.run(SYNC)
    (handbook / "lunch.md").unlink()
    outcome = player.run(BROKEN, failing="DELETE ON documents")
    assert outcome["known"] == ["leave.md"], "what is gone is still there after the run"
    assert outcome["raised"] == "the database", "nobody is told that removing failed"


def test_a_broken_database_ends_the_run(player: Player) -> None:
    write(player.folder, leave="30 days of leave", lunch="Lunch is at noon")
    outcome = player.run(BROKEN, failing="INSERT ON chunks")
    assert outcome["known"] == ["leave.md", "lunch.md"], "the next run has not made good for it"
    assert outcome["raised"] == "the database", "a broken database passed for one bad document"
    raised = player.run(
        at_the_index("""
            (handbook / "more.md").write_text("More about leave", encoding="utf-8")
            raised, replace = [], type(store).replace
            for error in (ValueError("a bug"), OSError("no room"), KeyError("a bug")):
                async def broken(*args, **kwargs):
                    raise error

                type(store).replace = broken
                try:
                    await Syncer(index).sync(handbook)
                    raised.append("nothing")
                except Exception as caught:
                    raised.append(type(caught).__name__)
            type(store).replace = replace
            return raised
        """)
    )
    wanted = ["ValueError", "OSError", "KeyError"]
    assert raised == wanted, f"bugs of our own end in {', '.join(raised)}, not {', '.join(wanted)}"


def test_links_do_not_lead_out_of_the_folder(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    handbook = write(player.folder, leave="30 days of leave")
    outside = player.folder / "salaries.md"
    outside.write_text(word, "utf-8")
    (handbook / "salaries.md").symlink_to(outside)
    sibling = player.folder / "handbook-of-others"
    for folder in (sibling, sibling / "below", player.folder / "other"):
        folder.mkdir()
        (folder / "secret.md").write_text(word, "utf-8")
    (handbook / "next.md").symlink_to(sibling / "secret.md")
    (handbook / "relative.md").symlink_to("../other/secret.md")
    (handbook / "twice.md").symlink_to(handbook / "relative.md")
    (handbook / "folder").symlink_to(sibling)
    outcome = player.run(SYNC)
    assert "leave.md" in outcome["known"], "nothing was indexed"
    assert not mistral.saw(word), "a file from outside the folder was sent to the API"
    assert outcome["known"] == ["leave.md"]


def test_files_are_not_read_on_the_loop(player: Player) -> None:
    write(player.folder, leave="30 days of leave", lunch="Lunch is at noon")
    scenario = at_the_index("""
        watching.append(True)
        report = await syncer.sync(handbook)
        watching.clear()
        return {"updated": report.updated, "blocked": len(on_the_loop)}
    """)
    outcome = player.run(WATCHED + scenario)
    assert len(outcome["updated"]) == 2, "not every document was indexed"
    blocked = outcome["blocked"]
    assert blocked == 0, f"the event loop waited while {blocked} files were opened"


def test_another_length_of_passages_indexes_all_anew(player: Player) -> None:
    text = "Leave is 30 days.\n\nAsk your lead before.\n\nIt is paid."
    handbook = write(player.folder, leave=text)
    scenario = """
        await syncer.sync(handbook)
        passages = await store.passages(index.settings.embed_model)
        return [chunk.text for chunk, _ in passages]
    """
    assert player.run(at_the_index(scenario)) == [text]
    passages = player.run(at_the_index(scenario, chunk_chars=25))
    assert len(passages) > 1, "the old passages stay although chunk_chars has changed"
    (handbook / "leave.md").write_text("one two three four", "utf-8")
    for longest, wanted in ((10, ["one two", "three four"]), (14, ["one two three", "four"])):
        passages = player.run(at_the_index(scenario, chunk_chars=longest))
        assert passages == wanted, f"passages are {passages} although chunk_chars is {longest}"


def test_another_model_indexes_all_anew(player: Player, mistral: Simulator) -> None:
    write(player.folder, leave="30 days of leave")
    scenario = "return (await syncer.sync(handbook)).updated"
    assert player.run(at_the_index(scenario)) == ["leave.md"]
    assert player.run(at_the_index(scenario, embed_model="codestral-embed-2505")) == ["leave.md"]
    assert len(mistral.embeddings.requests) == 2


def test_one_failure_stops_no_other_document(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    write(player.folder, leave=f"30 days of leave {word}", lunch="Lunch is at noon")
    mistral.embeddings.respond_when(word, answers.status(400))
    outcome = player.run(SYNC)
    assert outcome["known"] == outcome["report"]["updated"] == ["lunch.md"]
    assert list(outcome["report"]["failures"]) == ["leave.md"]
