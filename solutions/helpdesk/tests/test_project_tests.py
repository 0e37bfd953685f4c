"""Whether the pull request's own tests can fail."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Mutant, ProjectTests
from solutions.helpdesk.places import DRAFTING, STORE

WRITTEN_AGAIN = Mutant(
    path=STORE,
    code="""\
# every draft is written again
async def _forgets(self: TicketStore, ticket_id: str) -> None:
    return None


TicketStore.draft_of = _forgets
""",
)
ASKED_AGAIN = Mutant(
    path=DRAFTING,
    code="""\
# the model is asked again for nothing
_draft = Drafter.draft


async def _asks_again(self: Drafter, ticket_id: str) -> Draft:
    known = await self._desk.store.draft_of(ticket_id) is not None
    draft = await _draft(self, ticket_id)
    if known:
        await self._desk.client.chat.complete_async(
            model=self._desk.settings.chat_model,
            messages=[{"role": "user", "content": "again"}],
        )
    return draft


Drafter.draft = _asks_again
""",
)
CHANGED = Mutant(
    path=DRAFTING,
    code="""\
# a draft that was stored comes back changed
import dataclasses

_draft = Drafter.draft


async def _changes(self: Drafter, ticket_id: str) -> Draft:
    known = await self._desk.store.draft_of(ticket_id) is not None
    draft = await _draft(self, ticket_id)
    return dataclasses.replace(draft, text=draft.text + "!") if known else draft


Drafter.draft = _changes
""",
)
QUEUE = """\
# {what}
_draft_queue = Drafter.draft_queue


async def _misbehaves(self: Drafter, *, limit: int | None = None) -> DraftRun:
    run = await _draft_queue(self, limit=limit)
    {how}


Drafter.draft_queue = _misbehaves
"""


def queue(what: str, how: str) -> Mutant:
    return Mutant(path=DRAFTING, code=QUEUE.format(what=what, how=how))


@pytest.mark.target("tests")
def test_a_draft_written_twice_is_noticed(project_tests: ProjectTests) -> None:
    project_tests.assert_they_catch(WRITTEN_AGAIN, ASKED_AGAIN, CHANGED)


@pytest.mark.target("tests")
def test_a_queue_that_misbehaves_is_noticed(project_tests: ProjectTests) -> None:
    project_tests.assert_they_catch(
        queue("the queue drafts nothing", "return DraftRun(drafts=(), failures=run.failures)"),
        queue(
            "the last ticket is forgotten",
            "return DraftRun(drafts=run.drafts[:-1], failures=run.failures)",
        ),
    )
