"""The option ``-k KIND``: which rule of the catalogue a comment means."""

from __future__ import annotations

from typing import Any

import click
from click.shell_completion import CompletionItem

from checker.errors import UnknownRuleError
from checker.model.review import Neutral
from checker.review import kind
from checker.rules.catalogue import RULES

ASK = "?"
NONE = "-"


class KindType(click.ParamType[str]):
    """A rule by name, code or former name, praise, question, remark, ``-`` for none, or ``?``."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the rule's name, the neutral kind, "" for ``-``, or ``?``."""
        if value in {ASK, ""}:
            return str(value)
        if value == NONE:
            return ""
        try:
            return kind(value)
        except UnknownRuleError as error:
            self.fail(str(error), param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the names that begin like this, each with its rule's summary."""
        del ctx, param
        known = [(rule.name, rule.summary) for rule in RULES]
        known += [(each.value, "accuses nothing") for each in Neutral]
        return [
            CompletionItem(name, help=summary)
            for name, summary in known
            if name.startswith(incomplete.lower())
        ]


kind_option = click.option(
    *("-k", "--kind"),
    type=KindType(),
    metavar="KIND",
    help="The kind of fault: a rule's name or code, praise, question, remark, - for none;"
    " ? offers the five likeliest.",
)
