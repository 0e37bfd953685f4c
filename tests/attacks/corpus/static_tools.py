"""Attacks on the linters and the questions about syntax trees."""

from __future__ import annotations

from tests.attacks.attack import Attack, committed

EVIL = "import os\nos._exit(0)\n"
IGNORE_ALL = "# mypy: ignore-errors\n# ruff: noqa\n# type: ignore\n"

ATTACKS: tuple[Attack, ...] = (
    committed(
        "mypy plugin",
        "runs code in mypy by a plugin",
        {"pyproject.toml": '[tool.mypy]\nplugins = ["evil.py"]\n', "evil.py": EVIL},
    ),
    committed("mypy.ini", "ignores every error", {"mypy.ini": "[mypy]\nignore_errors = True\n"}),
    committed(
        "mypy interpreter",
        "runs its own interpreter in mypy",
        {"mypy.ini": "[mypy]\npython_executable = ./evil.sh\n", "evil.sh": "#!/bin/sh\nexit 0\n"},
    ),
    committed(
        "stub of a module", "hides a module behind a stub", {"src/helpdesk/store.pyi": "x: int\n"}
    ),
    committed(
        "stub of the SDK", "hides the SDK behind a stub", {"src/mistralai/client.pyi": "x: int\n"}
    ),
    committed(
        "ruff.toml", "excludes everything", {"src/ruff.toml": 'exclude = ["*"]\nlint.select = []\n'}
    ),
    committed("ignored by git", "hides its files from ruff", {".gitignore": "*.py\n*\n"}),
    committed(
        "caches",
        "ships caches that say all is well",
        {".mypy_cache/3.11/helpdesk/store.meta.json": "{}", ".ruff_cache/0/x": "x"},
    ),
    committed(
        "suppressions",
        "silences every tool at the top of its files",
        {"src/helpdesk/tickets.py": IGNORE_ALL},
    ),
    committed(
        "nothing left",
        "deletes the pull request",
        {
            "src/helpdesk/drafting.py": None,
            "tests/test_drafting.py": None,
        },
    ),
    committed(
        "empty contract",
        "keeps the names and nothing behind them",
        {
            "src/helpdesk/drafting.py": "class DraftRun: ...\n\n\nclass Drafter:\n"
            "    def __init__(self, desk): ...\n    async def draft(self, ticket_id): ...\n"
            "    async def draft_queue(self, *, limit=None): ...\n"
            "    def stream(self, ticket_id): ...\n"
        },
    ),
    committed(
        "no tests left",
        "deletes the tests that are to be repaired",
        {"tests/test_drafting.py": None},
    ),
    committed(
        "tests that always fail",
        "replaces the tests by one that fails on everything",
        {"tests/test_drafting.py": "def test_a():\n    assert False\n"},
    ),
    committed(
        "tests that know mutants",
        "fails only where the harness appended something",
        {
            "tests/test_drafting.py": "from pathlib import Path\n"
            "import helpdesk.drafting as d\n\n\ndef test_a() -> None:\n"
            "    assert 'misbehaves' not in Path(d.__file__).read_text(encoding='utf-8')\n"
        },
    ),
)
