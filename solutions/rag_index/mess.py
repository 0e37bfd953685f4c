"""What mixed deals of the pack say that is not so."""

from __future__ import annotations

from checker.model.mess import AllChanged, FalseClaim, NoneSays, StaleComment
from solutions.rag_index.places import SETTINGS, STORE

BOASTS = (
    FalseClaim(
        slug="readme-said-to-be-new",
        text="The README shows how to sync a folder and how to ask.",
        why="README.md says nothing of either.",
        about=("readme",),
        examples=("The description says that the README shows how to sync, it does not.",),
        untrue_when=NoneSays(below="README", words=("sync", ".ask(")),
    ),
    FalseClaim(
        slug="store-said-to-be-untouched",
        text="Nothing that was there before had to change, the store least of all.",
        why="settings.py, embedding.py and store.py are changed.",
        about=(
            "nothing change",
            "nothing that was there",
            "unchanged|untouched",
            "store change",
        ),
        examples=("The PR claims that the store did not change, it did.",),
        untrue_when=AllChanged(paths=(STORE,)),
    ),
    FalseClaim(
        slug="failures-said-to-be-tested",
        text="Failing documents and parallel requests are tested as well.",
        why="tests/test_sync.py has neither.",
        about=("test|tests|tested|untested|coverage & failure|failing|fail|parallel|concurrent",),
        examples=("The description says that failing documents are tested: they are not.",),
        untrue_when=NoneSays(below="tests/test_sync", words=(".failures", "gather")),
    ),
    FalseClaim(
        slug="files-said-to-be-in-threads",
        text="All files are read in worker threads.",
        why="The drawn sync reads them on the loop.",
        about=("thread|loop|block",),
        examples=("The description says files are read in worker threads.",),
        drawn=("files-on-the-loop",),
    ),
)

STALE = (
    StaleComment(
        slug="first-region",
        path=SETTINGS,
        above='REGIONS = {"eu", "us", "global"}\n',
        comment="# The first one is the default.",
        why="A set has no first one; the default stands in Settings.",
        about=(
            "comment & first|default|set|stale|wrong|outdated",
            "set & order|first",
        ),
        examples=("The comment is outdated: a set has no first one.",),
    ),
    StaleComment(
        slug="vectors-as-json",
        path=STORE,
        above="def _packed(vector: Vector) -> bytes:\n",
        comment="# As JSON, so that a person can read them in sqlite3.",
        why="They are packed floats.",
        about=(
            "comment & json|stale|wrong|outdated",
            "not json",
            "struct|float & json",
        ),
        examples=("Stale comment, the vectors are packed floats and no JSON.",),
    ),
)
