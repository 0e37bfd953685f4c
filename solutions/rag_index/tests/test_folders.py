"""What ``Syncer`` takes for a document, and for one that has changed."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from solutions.rag_index.scenes import at_the_index, write

pytestmark = pytest.mark.target("rag_index.sync:Syncer.sync")

SYNC = at_the_index("return await syncer.sync(handbook)")


def test_folders_below_are_read_and_are_no_documents(player: Player) -> None:
    below = write(player.folder, leave="30 days of leave") / "travel"
    below.mkdir()
    (below / "car.md").write_text("Take the train", "utf-8")
    report = player.run(SYNC)
    assert report["updated"] == ["leave.md", "travel/car.md"], "what is in folders below is missing"
    assert report["failures"] == {}, f"failed: {', '.join(report['failures'])}"


def test_plain_texts_are_documents(player: Player) -> None:
    (write(player.folder) / "lunch.txt").write_text("Lunch is at noon", "utf-8")
    assert player.run(SYNC)["updated"] == ["lunch.txt"], "a text file is no document"


def test_other_files_are_no_documents(player: Player) -> None:
    handbook = write(player.folder, leave="30 days of leave")
    for name in ("leave.html", "leave.md.bak", "md", ".gitignore"):
        (handbook / name).write_text("31 days of leave", "utf-8")
    report = player.run(SYNC)
    assert report["updated"] == ["leave.md"], "a file of another kind is a document"
    assert report["failures"] == {}, f"failed: {', '.join(report['failures'])}"


def test_what_was_updated_is_up_to_date(player: Player) -> None:
    handbook = write(player.folder, leave="30 days of leave")
    reports = [player.run(SYNC)]
    (handbook / "leave.md").write_text("31 days of leave", "utf-8")
    reports += [player.run(SYNC), player.run(SYNC)]
    first, changed, again = (each["updated"] for each in reports)
    assert first == changed == ["leave.md"], "what is new or has changed was not indexed"
    assert again == [], "nothing has changed since it was updated, and still it is indexed again"


def test_two_indexes_do_not_know_of_each_other(player: Player) -> None:
    outcome = player.run(
        at_the_index("""
            other = {**os.environ, "RAG_INDEX_DATABASE": "other.sqlite3"}
            async with open_index(Settings.from_env(other)) as another:
                page = document("leave.md", "30 days of leave")
                updates = [syncer.update(page), Syncer(another).update(page)]
                results = await asyncio.gather(*updates, return_exceptions=True)
                return [type(each).__name__ for each in results]
        """)
    )
    assert outcome == ["NoneType", "NoneType"], "one index waits for a document of another"
