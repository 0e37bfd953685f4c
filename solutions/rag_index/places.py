"""Paths of the pull request, and the names of its contract that checks are anchored to."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.model.key import Anchor

PACKAGE = PurePosixPath("src/rag_index")
ANSWERING = PACKAGE / "answering.py"
EMBEDDING = PACKAGE / "embedding.py"
SETTINGS = PACKAGE / "settings.py"
STORE = PACKAGE / "store.py"
SYNC = PACKAGE / "sync.py"
CONTRIBUTING = PurePosixPath("CONTRIBUTING.md")
PYPROJECT = PurePosixPath("pyproject.toml")
TESTS = PurePosixPath("tests/test_sync.py")

ASK = Anchor(path=ANSWERING, name="Answerer.ask")
SYNC_FOLDER = Anchor(path=SYNC, name="Syncer.sync")
