"""What mixed deals of the pack say that is not so."""

from __future__ import annotations

from checker.model.mess import AllChanged, FalseClaim, NoneSays, StaleComment
from solutions.helpdesk.places import ARCHIVE, SETTINGS, STORE

BOASTS = (
    FalseClaim(
        slug="readme-said-to-be-new",
        text="The README describes both new commands.",
        why="README.md says nothing of draft and preview.",
        about=("readme",),
        examples=("The description says that the README describes the new commands, it does not.",),
        untrue_when=NoneSays(below="README", words=("draft", "preview")),
    ),
    FalseClaim(
        slug="old-modules-said-to-be-untouched",
        text="Purely additive: `archive.py`, `settings.py` and `store.py` are as they were.",
        why="All three are changed.",
        about=(
            "additive",
            "as they were",
            "untouched|unchanged",
            "not touched",
        ),
        examples=(
            "Purely additive, says the description: store.py and archive.py are changed as well.",
        ),
        untrue_when=AllChanged(paths=(ARCHIVE, SETTINGS, STORE)),
    ),
    FalseClaim(
        slug="preview-said-to-be-tested",
        text="`preview` has tests of its own.",
        why="No test calls preview or stream.",
        about=("test|tests|tested|untested|coverage & preview|stream",),
        examples=("The PR promises tests of preview: there are none.",),
        untrue_when=NoneSays(below="tests/", words=("preview", ".stream(")),
    ),
    FalseClaim(
        slug="export-said-to-be-safe",
        text="Whoever reads the exported drafts sees the last complete list, at any time.",
        why="The drawn export writes into the very file that is read.",
        about=("export|exports|exported",),
        examples=("The description promises complete lists of exported drafts, which is not so.",),
        drawn=("export-not-atomic",),
    ),
)

STALE = (
    StaleComment(
        slug="two-regions",
        path=SETTINGS,
        above='REGIONS = ("eu", "us", "global")\n',
        comment="# Two regions, nothing else is allowed.",
        why="There are three.",
        about=(
            "comment & two|region|stale|wrong|outdated",
            "three region",
            "two region",
        ),
        examples=("The comment above REGIONS is outdated: there are three of them, not two.",),
    ),
    StaleComment(
        slug="draft-without-a-time",
        path=STORE,
        above="def _draft(row: sqlite3.Row) -> Draft:\n",
        comment="# Old drafts have no time: they come out with written_at None.",
        why="The column is NOT NULL and is always parsed.",
        about=(
            "comment & time|none|stale|wrong|outdated|written_at",
            "never none|null",
        ),
        examples=("Stale comment: written_at is NOT NULL, it cannot be None here.",),
    ),
)
