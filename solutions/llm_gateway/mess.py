"""What mixed deals of the pack say that is not so."""

from __future__ import annotations

from checker.model.mess import AllChanged, FalseClaim, NoneSays, StaleComment
from solutions.llm_gateway.places import LEDGER, SERVING, SETTINGS

BOASTS = (
    FalseClaim(
        slug="readme-said-to-be-new",
        text="The README lists the new settings.",
        why="README.md says nothing of them.",
        about=("readme",),
        examples=("The description says that the README lists the settings, it does not.",),
        untrue_when=NoneSays(below="README", words=("attempts", "retries", "grace", "budget")),
    ),
    FalseClaim(
        slug="serving-said-to-be-untouched",
        text="`serving.py` and `ledger.py` stay as they are, all of it is in new modules.",
        why="Both are changed.",
        about=(
            "as they are",
            "untouched|unchanged",
            "new module",
            "not touched",
        ),
        examples=(
            "All of it in new modules, says the description, but serving.py is changed a lot.",
        ),
        untrue_when=AllChanged(paths=(SERVING, LEDGER)),
    ),
    FalseClaim(
        slug="budgets-said-to-be-tested",
        text="Budgets and retries have tests of their own.",
        why="tests/test_sharing.py has neither.",
        about=("test|tests|tested|untested|coverage & budget|retry|retries",),
        examples=("The description claims tests of budgets and retries: I see none.",),
        untrue_when=NoneSays(below="tests/test_sharing", words=("budget", "retr")),
    ),
    FalseClaim(
        slug="tenants-said-to-be-apart",
        text="I checked twice that no tenant is ever served what another one asked for.",
        why="The drawn key leaves the tenant out.",
        about=("tenant|tenants",),
        examples=("The description says that tenants are kept apart, that does not hold.",),
        drawn=("tenant-left-out-of-key",),
    ),
)

STALE = (
    StaleComment(
        slug="whole-numbers",
        path=SETTINGS,
        above='N = TypeVar("N", int, float)\n',
        comment="# Only whole numbers are read from the environment.",
        why="Floats are read as well.",
        about=(
            "comment & whole|number|float|stale|wrong|outdated",
            "float too|as well|also",
        ),
        examples=("The comment is wrong, floats are read too.",),
    ),
    StaleComment(
        slug="one-row-a-tenant",
        path=LEDGER,
        above='SCHEMA = """\n',
        comment="# One row for each tenant, which every call adds to.",
        why="There is one row for each call.",
        about=(
            "comment & row|tenant|stale|wrong|outdated",
            "row per|each|every call",
        ),
        examples=("Outdated comment: there is one row for each call, and none is ever changed.",),
    ),
)
