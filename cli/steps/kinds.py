"""Ask which kind of fault a comment means, with the likeliest rules to choose from."""

from __future__ import annotations

from collections.abc import Sequence

import click

from checker import kinds, rounds
from checker.errors import UnknownRuleError, UsageError
from checker.model.pack import Dealt
from checker.model.review import ReviewComment
from checker.review import kind
from checker.rounds import RoundDir
from checker.rules.rule import Rule
from cli.options.kind import NONE
from cli.output.say import may_ask, print_note

QUIT = "q"
PROMPT = f"kind: Enter takes 1, {NONE} none, or a rule's name"


def ask(comment: ReviewComment, dealt: Dealt, *, may_quit: bool = False) -> str | None:
    """Return the kind that somebody chose, "" for none, None where they want no more questions.

    Raises:
        UsageError: Nobody can be asked.
    """
    if not may_ask():
        raise UsageError("-k ? asks at a terminal; here give a rule's name, - for none")
    rules = kinds.offered(comment, dealt)
    for number, rule in enumerate(rules, 1):
        print_note(f"  {number}  {rule.name}: {rule.summary}")
    prompt = f"{PROMPT}, {QUIT} ends" if may_quit else PROMPT
    while True:
        said = click.prompt(prompt, default="1", show_default=False, err=True).strip()
        if may_quit and said == QUIT:
            return None
        try:
            return _chosen(said, rules)
        except UnknownRuleError as error:
            print_note(str(error))


def go_through(round_dir: RoundDir, dealt: Dealt, comments: Sequence[ReviewComment]) -> int:
    """Ask for the kind of each comment that has none, and return how many got one."""
    given = 0
    for number, comment in enumerate(comments, 1):
        print_note(f"\n{number} of {len(comments)}  {comment.path}: {comment.body[:200]}")
        chosen = ask(comment, dealt, may_quit=True)
        if chosen is None:
            break
        if chosen:
            rounds.edit_comment(round_dir, comment.id, kind=chosen)
            given += 1
    return given


def _chosen(said: str, rules: Sequence[Rule]) -> str:
    if said == NONE:
        return ""
    if said.isdecimal() and 1 <= int(said) <= len(rules):
        return rules[int(said) - 1].name
    return kind(said)
