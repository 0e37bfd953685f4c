"""What the store promises about drafts."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.helpdesk.scenes import WATCHED, at_the_desk, fresh_word

OLD = "the old file\n"


@pytest.mark.target("helpdesk.store:TicketStore.draft_of")
def test_the_store_never_blocks_the_loop(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond_always(answers.reply(word))
    seen = player.run(
        WATCHED
        + at_the_desk("""
            watched.append("a draft")
            draft = await drafter.draft("t-1")
            known = [await desk.store.draft_of("t-1"), await desk.store.draft_of("t-2")]
            await desk.store.save_draft(draft)
            watched.clear()
            return {"blocked": len(blocking), "texts": [each and each.text for each in known]}
        """),
        tickets=2,
    )
    assert seen["texts"] == [word, None], "the store does not say which tickets have a draft"
    assert seen["blocked"] == 0, f"the event loop waited for SQLite {seen['blocked']} times"


@pytest.mark.target("helpdesk.store:TicketStore.export_drafts")
def test_a_failed_export_keeps_the_old_file(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond_always(answers.reply(word))
    export = player.folder / "drafts.jsonl"
    export.write_text(OLD, "utf-8")
    outcome = player.run(
        at_the_desk("""
            import resource
            import signal
            from pathlib import Path
            for number in range(1, 4):
                await drafter.draft(f"t-{number}")
            reader = Path(path).open(encoding="utf-8")
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (40, most))
            try:
                await desk.store.export_drafts(Path(path))
            except OSError:
                pass
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            kept = Path(path).read_text("utf-8")
            await desk.store.export_drafts(Path(path))
            return {"kept": kept, "read": reader.read()}
        """),
        tickets=3,
        path=str(export),
    )
    whole = export.read_text("utf-8")
    assert whole.count(word) == 3, "an export that nothing hinders is not whole"
    assert outcome["kept"] == OLD, "an export that failed halfway has destroyed the old file"
    assert outcome["read"] == OLD, "who was reading the old file when it was replaced lost it"


@pytest.mark.target("helpdesk.store:TicketStore.export_drafts")
def test_an_export_holds_every_draft(player: Player, mistral: Simulator) -> None:
    texts = [f"Ihr Päckchen {fresh_word()} ist unterwegs, 荷物 📦.", f'{fresh_word()}\n"zu"']
    for number, text in enumerate(texts, 1):
        mistral.chat.respond_when(f"parcel number {number}", answers.reply(text))
    export = player.folder / "drafts.jsonl"
    outcome = player.run(
        at_the_desk("""
            from pathlib import Path
            none = await desk.store.export_drafts(Path(path))
            await drafter.draft_queue()
            return [none, await desk.store.export_drafts(Path(path))]
        """),
        tickets=2,
        path=str(export),
    )
    assert outcome == [0, 2], f"exports of none and of two drafts return {outcome}"
    try:
        lines = export.read_bytes().decode("utf-8").splitlines()
        drafts = [json.loads(line) for line in lines]
    except ValueError as error:
        pytest.fail(f"the export is no JSON lines in UTF-8: {type(error).__name__}")
    told = {draft["ticket_id"]: draft["text"] for draft in drafts}
    assert sorted(told) == ["t-1", "t-2"], "not every draft is exported"
    assert [told["t-1"], told["t-2"]] == texts, "the export has changed a text"
    zones = [datetime.fromisoformat(draft["written_at"]).utcoffset() for draft in drafts]
    assert None not in zones, "written_at is exported without its time zone"


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
