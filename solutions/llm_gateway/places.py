"""Paths of the pull request, and the names of its contract that checks are anchored to."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.model.key import Anchor

CONTRIBUTING = PurePosixPath("CONTRIBUTING.md")
LEDGER = PurePosixPath("src/gateway/ledger.py")
PYPROJECT = PurePosixPath("pyproject.toml")
README = PurePosixPath("README.md")
SERVING = PurePosixPath("src/gateway/serving.py")
SETTINGS = PurePosixPath("src/gateway/settings.py")
SHARING = PurePosixPath("src/gateway/sharing.py")
TESTS = PurePosixPath("tests/test_sharing.py")
UPSTREAM = PurePosixPath("src/gateway/upstream.py")

DRAIN = Anchor(path=SERVING, name="Gateway.drain")
