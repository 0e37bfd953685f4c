from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from offline import Api, document, offline
from rag_index.answering import Answer, Answerer
from rag_index.errors import NoAnswerError
from rag_index.sync import Syncer, SyncReport


def sync(api: Api, folder: Path, **texts: str) -> SyncReport:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")

    async def scenario() -> SyncReport:
        async with offline(api, folder) as index:
            return await Syncer(index).sync(folder)

    return asyncio.run(scenario())


def ask(api: Api, folder: Path) -> Answer:
    async def scenario() -> Answer:
        async with offline(api, folder) as index:
            await Syncer(index).update(document("leave.md", "You have 30 days of leave."))
            return await Answerer(index).ask("How much leave do I have?")

    return asyncio.run(scenario())


def test_only_what_has_changed_is_embedded_again(tmp_path: Path) -> None:
    api = Api()
    sync(api, tmp_path, leave="30 days of leave", lunch="Lunch is at noon")
    report = sync(api, tmp_path, lunch="Lunch is at one")
    assert report.updated == ("lunch.md",)
    assert sorted(api.embedded) == ["30 days of leave", "Lunch is at noon", "Lunch is at one"]


def test_what_is_gone_is_removed(tmp_path: Path) -> None:
    sync(Api(), tmp_path, leave="30 days of leave", lunch="Lunch is at noon")
    (tmp_path / "lunch.md").unlink()
    assert sync(Api(), tmp_path).removed == ("lunch.md",)


def test_an_answer_names_its_passages(tmp_path: Path) -> None:
    answer = ask(Api(says="30 days [1]."), tmp_path)
    assert answer.text == "30 days [1]."
    assert {number: chunk.document_id for number, chunk in answer.citations.items()} == {
        1: "leave.md"
    }


def test_a_blank_answer_is_none(tmp_path: Path) -> None:
    with pytest.raises(NoAnswerError):
        ask(Api(says=" "), tmp_path)
