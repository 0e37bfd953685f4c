"""What mixed deals of the pack say that is not so."""

from __future__ import annotations

from checker.model.mess import AllChanged, FalseClaim, NoneSays, StaleComment
from solutions.agent_desk.places import CLAIMS, CLI

BOASTS = (
    FalseClaim(
        slug="readme-said-to-be-new",
        text="The README describes all four tools.",
        why="README.md says that nothing uses tools yet.",
        about=("readme",),
        examples=("The description says that the README describes the tools, it does not.",),
        untrue_when=NoneSays(below="README", words=("pay_claim", "read_document")),
    ),
    FalseClaim(
        slug="commands-said-to-be-unchanged",
        text="The command line stays as it is.",
        why="`ask` streams and asks about payments, and `paid` is new.",
        about=(
            "command line",
            "cli & change|unchanged|stay",
            "command unchanged|new",
        ),
        examples=("The command line stays as it is, says the PR, but this changes `ask`.",),
        untrue_when=AllChanged(paths=(CLI,)),
    ),
    FalseClaim(
        slug="stream-said-to-be-tested",
        text="Streaming and the deadlines have tests of their own.",
        why="tests/test_tools.py has neither.",
        about=("test|tests|tested|untested|coverage & stream|deadline",),
        examples=("The author claims tests for streaming and deadlines, there are none.",),
        untrue_when=NoneSays(below="tests/test_", words=(".stream(", "deadline")),
    ),
    FalseClaim(
        slug="amounts-said-to-be-checked",
        text="No amount that makes no sense gets past `pay`.",
        why="The drawn `pay` takes negative amounts.",
        about=("amount|amounts|negative|zero",),
        examples=("The description says that every amount is looked at: negative ones are paid.",),
        drawn=("negative-payment",),
    ),
)

STALE = (
    StaleComment(
        slug="six-digits",
        path=CLAIMS,
        above='CLAIM_ID = re.compile(r"C-\\d{1,8}")\n',
        comment="# Always six digits, with zeros in front.",
        why="One to eight digits are taken.",
        about=(
            "comment & six|digit|stale|wrong|outdated",
            "one to eight",
            "eight digit",
        ),
        examples=("The comment is wrong: one to eight digits are taken.",),
    ),
    StaleComment(
        slug="payments-by-claim",
        path=CLAIMS,
        above="def _read(file: Path) -> Claim:\n",
        comment="# Reads a line of the ledger.",
        why="It reads the file of a claim.",
        about=(
            "comment & line|ledger|file|stale|wrong|outdated",
            "whole file",
            "not a line",
        ),
        examples=("Stale comment: this reads a file, not a line of the ledger.",),
    ),
)
