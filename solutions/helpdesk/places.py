"""Paths of the pull request, and the names of its contract that checks are anchored to."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.model.key import Anchor

ARCHIVE = PurePosixPath("src/helpdesk/archive.py")
CLI = PurePosixPath("src/helpdesk/cli.py")
CLIENT = PurePosixPath("src/helpdesk/client.py")
CONTRIBUTING = PurePosixPath("CONTRIBUTING.md")
DRAFTING = PurePosixPath("src/helpdesk/drafting.py")
PYPROJECT = PurePosixPath("pyproject.toml")
SETTINGS = PurePosixPath("src/helpdesk/settings.py")
STORE = PurePosixPath("src/helpdesk/store.py")
TESTS = PurePosixPath("tests/test_drafting.py")

DRAFT = Anchor(path=DRAFTING, name="Drafter.draft")
DRAFT_QUEUE = Anchor(path=DRAFTING, name="Drafter.draft_queue")
DRAFT_OF = Anchor(path=STORE, name="TicketStore.draft_of")
EXPORT = Anchor(path=STORE, name="TicketStore.export_drafts")
STREAM = Anchor(path=DRAFTING, name="Drafter.stream")
