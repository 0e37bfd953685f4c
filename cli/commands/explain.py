"""``messypr explain``."""

from __future__ import annotations

import click

from checker.grading import scoring
from checker.rules import catalogue
from cli.lazy import examples
from cli.output.rules import as_markdown, fields, in_full, index
from cli.output.say import print_json, print_result


@click.command(
    epilog=examples(
        "messypr explain",
        "messypr explain blocking-call-in-coroutine",
        "messypr explain score",
        "messypr explain --output-format markdown",
    )
)
@click.argument("topic", required=False, metavar="[RULE|score]")
@click.option(
    "--output-format", type=click.Choice(["text", "markdown", "json"]), help="The output format."
)
@click.option("--json", "as_json", is_flag=True, help="The same as --output-format json.")
def command(topic: str | None, output_format: str | None, *, as_json: bool) -> None:
    """Explain a rule, or how a score comes about.

    RULE is a code or a name; without it all rules are listed.
    """
    form = "json" if as_json else output_format or "text"
    if topic == "score":
        _score(form)
        return
    rules = catalogue.RULES if topic is None else (catalogue.find(topic),)
    if form == "json":
        print_json("rules", {"rules": [fields(rule) for rule in rules]})
    elif form == "markdown":
        print_result(as_markdown(rules))
    elif topic is None:
        print_result(index())
    else:
        print_result(in_full(rules[0]))


def _score(form: str) -> None:
    text = scoring.explain().rstrip("\n")
    if form == "json":
        weights = {str(severity): weight for severity, weight in scoring.WEIGHTS.items()}
        print_json("scoring", {"weights": weights, "text": text})
    else:
        print_result(f"```text\n{text}\n```" if form == "markdown" else text)
