"""What ``Syncer`` promises about a folder."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from solutions.rag_index.scenes import at_the_index, fresh_word, write

pytestmark = pytest.mark.target("rag_index.sync:Syncer.sync")

SYNC = at_the_index("""
    report = await syncer.sync(handbook)
    return {"report": report, "known": [each.id for each in await store.documents()]}
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
import sys
import threading
watching, on_the_loop, loop_thread = [], [], threading.get_ident()

def watch(event, arguments):
    if event == "open" and watching and str(arguments[0]).endswith(".md"):
        if threading.get_ident() == loop_thread:
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


def test_a_folder_that_is_not_there_empties_nothing(player: Player) -> None:
    handbook = write(player.folder, leave="30 days of leave")
    player.run(SYNC)
    handbook.rename(player.folder / "moved")
    with pytest.raises(CandidateError) as caught:
        player.run(SYNC)
    assert "RagIndexError" in caught.value.bases, f"{caught.value.type} instead of DocumentError"
    (player.folder / "moved").rename(handbook)
    outcome = player.run(SYNC)
    assert outcome["known"] == ["leave.md"]
    assert outcome["report"]["updated"] == [], "a folder that was not there has emptied the index"


def test_a_run_ends_when_what_is_gone_is_removed(player: Player) -> None:
    handbook = write(player.folder, leave="30 days of leave", lunch="Lunch is at noon")
    player.run(SYNC)
    (handbook / "lunch.md").unlink()
    outcome = player.run(BROKEN, failing="DELETE ON documents")
    assert outcome["known"] == ["leave.md"], "what is gone is still there after the run"
    assert outcome["raised"] == "the database", "nobody is told that removing failed"


def test_a_broken_database_ends_the_run(player: Player) -> None:
    write(player.folder, leave="30 days of leave")
    outcome = player.run(BROKEN, failing="INSERT ON chunks")
    assert outcome["known"] == ["leave.md"], "the next run has not made good for it"
    assert outcome["raised"] == "the database", "a broken database passed for one bad document"


def test_links_do_not_lead_out_of_the_folder(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    handbook = write(player.folder, leave="30 days of leave")
    outside = player.folder / "salaries.md"
    outside.write_text(word, "utf-8")
    (handbook / "salaries.md").symlink_to(outside)
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
    assert outcome["blocked"] == 0, f"{outcome['blocked']} files were opened on the event loop"


def test_another_length_of_passages_indexes_all_anew(player: Player) -> None:
    text = "Leave is 30 days.\n\nAsk your lead before.\n\nIt is paid."
    write(player.folder, leave=text)
    scenario = """
        await syncer.sync(handbook)
        return [each.passages for each in await store.documents()]
    """
    assert player.run(at_the_index(scenario)) == [1]
    [passages] = player.run(at_the_index(scenario, chunk_chars=25))
    assert passages > 1, "the old passages stay although chunk_chars has changed"


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
