"""What the store promises about drafts."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.helpdesk.scenes import at_the_desk, fresh_word

WATCHED = """
import sqlite3
import threading
on_the_loop = []
connect, loop_thread = sqlite3.connect, threading.get_ident()

def watched(*args, **kwargs):
    if watching and threading.get_ident() == loop_thread:
        on_the_loop.append(args[0])
    return connect(*args, **kwargs)

sqlite3.connect = watched
watching = False
"""
OLD = "the old file\n"


@pytest.mark.target("helpdesk.store:TicketStore.draft_of")
def test_the_store_never_blocks_the_loop(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond_always(answers.reply(word))
    seen = player.run(
        WATCHED
        + at_the_desk("""
            watching = True
            draft = await drafter.draft("t-1")
            await desk.store.draft_of("t-1")
            await desk.store.save_draft(draft)
            sqlite3.connect = connect
            return {"blocked": len(on_the_loop), "text": draft.text}
        """),
        tickets=1,
    )
    assert seen["text"] == word, "no draft came of it"
    assert seen["blocked"] == 0, f"SQLite was opened {seen['blocked']} times on the event loop"


@pytest.mark.target("helpdesk.store:TicketStore.export_drafts")
def test_a_failed_export_keeps_the_old_file(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond_always(answers.reply(word))
    export = player.folder / "drafts.jsonl"
    export.write_text(OLD, "utf-8")
    player.run(
        at_the_desk("""
            import resource
            import signal
            from pathlib import Path
            for number in range(1, 4):
                await drafter.draft(f"t-{number}")
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (40, most))
            try:
                await desk.store.export_drafts(Path(path))
            except OSError:
                pass
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            await desk.store.export_drafts(Path(path).with_name("second.jsonl"))
        """),
        tickets=3,
        path=str(export),
    )
    whole = export.with_name("second.jsonl").read_text("utf-8")
    assert whole.count(word) == 3, "an export that nothing hinders is not whole"
    kept = export.read_text("utf-8")
    assert kept == OLD, "an export that failed halfway has destroyed the old file"


@pytest.mark.target("helpdesk.store:TicketStore.export_drafts")
def test_an_export_holds_every_draft(player: Player) -> None:
    export = player.folder / "drafts.jsonl"
    count = player.run(
        at_the_desk("""
            from pathlib import Path
            await drafter.draft_queue()
            return await desk.store.export_drafts(Path(path))
        """),
        tickets=2,
        path=str(export),
    )
    assert count == 2
    assert len(export.read_text("utf-8").splitlines()) == 2


@pytest.mark.target("helpdesk.store:TicketStore.save_draft")
@pytest.mark.parametrize("failing", ["UPDATE ON tickets", "INSERT ON drafts"])
def test_a_draft_and_its_status_are_saved_together(player: Player, failing: str) -> None:
    word = fresh_word()
    outcome = player.run(
        at_the_desk("""
            import os
            import sqlite3
            from datetime import UTC, datetime
            with sqlite3.connect(desk.settings.database) as database:
                database.execute(
                    f"CREATE TRIGGER full BEFORE {failing} BEGIN"
                    " SELECT RAISE(ABORT, 'disk full'); END"
                )
            database.close()
            draft = Draft(ticket_id="t-1", text=word, written_at=datetime.now(tz=UTC))
            try:
                await desk.store.save_draft(draft)
            except sqlite3.Error:
                raised = True
            else:
                raised = False
            outcome = {
                "raised": raised,
                "stored": await desk.store.draft_of("t-1"),
                "status": str((await desk.store.get("t-1")).status),
            }
            with sqlite3.connect(desk.settings.database) as database:
                database.execute("DROP TRIGGER full")
            database.close()
            await desk.store.save_draft(draft)
            return {**outcome, "later": (await desk.store.draft_of("t-1")).text}
        """),
        tickets=1,
        failing=failing,
        word=word,
    )
    assert outcome["later"] == word, "a draft that nothing hinders is not stored"
    assert outcome["raised"], "a failing statement went unnoticed"
    assert outcome["stored"] is None, "the draft was stored although its ticket stays open"
    assert outcome["status"] == "open", "the ticket is marked as drafted without a draft"
