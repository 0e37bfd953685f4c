"""Whether the pull request's own tests can fail."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Mutant, ProjectTests
from solutions.rag_index.places import ANSWERING, SYNC

REPORTS = """\
# {what}
import dataclasses

_sync = Syncer.sync


async def _misreports(self: Syncer, folder: Path) -> SyncReport:
    report = await _sync(self, folder)
    return dataclasses.replace(report, {field}={value})


Syncer.sync = _misreports
"""
EMBEDS = """\
# {what}
_update = Syncer.update


async def _embeds(self: Syncer, document: Document) -> None:
    await _update(self, document)
    await self._index.embedder.embed([{text}])


Syncer.update = _embeds
"""
RAISES = """\
# an answer that is none ends in {error}
_ask = Answerer.ask


async def _raises(self: Answerer, question: str, *, limit: int = 6) -> Answer:
    try:
        return await _ask(self, question, limit=limit)
    except NoAnswerError as error:
        raise {error}("no") from error


Answerer.ask = _raises
"""


def reports(what: str, field: str, value: str) -> Mutant:
    return Mutant(path=SYNC, code=REPORTS.format(what=what, field=field, value=value))


def embeds(what: str, text: str) -> Mutant:
    return Mutant(path=SYNC, code=EMBEDS.format(what=what, text=text))


def raises(error: str) -> Mutant:
    return Mutant(path=ANSWERING, code=RAISES.format(error=error))


@pytest.mark.target("tests")
def test_another_error_is_noticed(project_tests: ProjectTests) -> None:
    project_tests.assert_they_catch(raises("TypeError"), raises("KeyError"), raises("OSError"))


@pytest.mark.target("tests")
def test_a_wrong_report_of_what_is_gone_is_noticed(project_tests: ProjectTests) -> None:
    project_tests.assert_they_catch(
        reports("nothing is ever removed", "removed", "()"),
        reports("what is gone is told twice", "removed", "report.removed * 2"),
        reports("another document is told", "removed", '("leave.md",) * len(report.removed)'),
    )


@pytest.mark.target("tests")
def test_needless_embedding_is_noticed(project_tests: ProjectTests) -> None:
    project_tests.assert_they_catch(
        reports("nothing is ever updated", "updated", "()"),
        embeds("every document is embedded twice", "document.text"),
        embeds("something else is embedded too", '"leave of absence"'),
    )
