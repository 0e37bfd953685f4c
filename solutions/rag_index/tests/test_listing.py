"""What ``Syncer.sync`` does about folders and names that are not as they should be."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator
from solutions.rag_index.scenes import at_the_index, fresh_word, write

pytestmark = pytest.mark.target("rag_index.sync:Syncer.sync")

UNLISTED = """
import sys
unlisted = []

def refuse(event, arguments):
    if event in {"os.scandir", "os.listdir"}:
        if unlisted and str(arguments[0]).rstrip("/").endswith(unlisted[0]):
            raise PermissionError(13, "Permission denied", str(arguments[0]))

sys.addaudithook(refuse)
"""
OUTCOME = at_the_index("""
    try:
        report = await syncer.sync(handbook)
    except Exception as error:
        return {"raised": [each.__name__ for each in type(error).__mro__]}
    known = [each.id for each in await store.documents()]
    return {"updated": report.updated, "failures": [*report.failures], "known": known}
""")


@pytest.mark.parametrize("place", ["handbook", "handbook/travel"])
def test_a_folder_that_cannot_be_listed_empties_nothing(player: Player, place: str) -> None:
    below = write(player.folder, leave="30 days of leave") / "travel"
    below.mkdir()
    (below / "car.md").write_text("Take the train", "utf-8")
    outcome = player.run(
        UNLISTED
        + at_the_index("""
            seen = {}

            async def look(when):
                seen[when] = [each.id for each in await store.documents()]

            await syncer.sync(handbook)
            await look("before")
            unlisted.append(place)
            seen["raised"] = ["RagIndexError"]
            try:
                seen["told"] = len((await syncer.sync(handbook)).failures)
            except Exception as error:
                seen["raised"] = [each.__name__ for each in type(error).__mro__]
            unlisted.clear()
            await look("meanwhile")
            seen["again"] = (await syncer.sync(handbook)).updated
            return seen
        """),
        place=place,
    )
    assert outcome["before"] == ["leave.md", "travel/car.md"]
    kept = outcome["meanwhile"] == outcome["before"]
    assert kept, f"{place} could not be listed, and its documents left the index"
    raised = outcome["raised"]
    assert "RagIndexError" in raised, f"{place} cannot be listed, and {raised[0]} escapes"
    assert outcome.get("told") != 0, f"nobody is told that {place} could not be listed"
    assert outcome["again"] == [], f"once {place} can be listed, its documents are paid again"


def test_a_name_that_is_no_utf8_ends_no_run(player: Player) -> None:
    write(player.folder, leave="30 days of leave")
    outcome = player.run(
        at_the_index("""
            for name, text in ((b"caf\\xe9.md", "Coffee"), (b"blank\\xe9.md", "  ")):
                Path(os.fsdecode(b"handbook/" + name)).write_text(text, encoding="utf-8")
        """)
        + OUTCOME.partition("Syncer(index), Answerer(index)\n")[2]
    )
    assert "raised" not in outcome, f"a name in Latin-1 ends the run: {outcome['raised'][0]}"
    assert "leave.md" in outcome["known"], "a name in Latin-1 keeps others out of the index"
    named = {*outcome["updated"], *outcome["failures"]} - {"leave.md"}
    assert len(named) == 2, "of two names in Latin-1 the report does not say what became of them"
    shown = [name for name in named if name.isprintable()]  # surrogates are not
    assert len(shown) == 2, "the report has names that cannot be printed"


def test_links_that_lead_nowhere_stop_no_other(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    handbook = write(player.folder, leave="30 days of leave")
    (player.folder / "outside.md").write_text(word, "utf-8")
    (handbook / "outside.md").symlink_to(player.folder / "outside.md")
    (handbook / "itself.md").symlink_to("itself.md")
    (handbook / "first.md").symlink_to("second.md")
    (handbook / "second.md").symlink_to("first.md")
    (handbook / "gone.md").symlink_to("nowhere.md")
    outcome = player.run(OUTCOME)
    assert "raised" not in outcome, f"a link to itself ends the run: {outcome['raised'][0]}"
    assert outcome["known"] == outcome["updated"] == ["leave.md"]
    assert not mistral.saw(word)


def test_only_files_are_documents(player: Player) -> None:
    handbook = write(player.folder, leave="30 days of leave")
    (handbook / "old.md").mkdir()
    (handbook / "old.md" / "car.md").write_text("Take the train", "utf-8")
    outcome = player.run(OUTCOME)
    assert outcome["known"] == ["leave.md", "old.md/car.md"], (
        "what is in a folder old.md is missing"
    )
    assert outcome["failures"] == [], "a folder called old.md is a failure at every run"


def test_a_pipe_stops_no_other(player: Player) -> None:
    write(player.folder, leave="30 days of leave")
    outcome = player.run(
        at_the_index("""os.mkfifo(handbook / "pipe.md")\n""")
        + OUTCOME.partition("Syncer(index), Answerer(index)\n")[2]
    )
    assert outcome["known"] == outcome["updated"] == ["leave.md"]
