"""``messypr explain``."""

from __future__ import annotations

import click

from checker.errors import UsageError
from checker.grading import scoring
from checker.rules import catalogue
from checker.rules.rule import Rule
from cli.lazy import examples
from cli.output.rules import as_markdown, fields, in_full, index
from cli.output.say import print_json, print_result


@click.command(
    epilog=examples(
        "messypr explain",
        "messypr explain blocking-call-in-coroutine",
        "messypr explain zero-treated-as-missing --packs",
        "messypr explain score",
        "messypr explain --output-format markdown",
    )
)
@click.argument("topic", required=False, metavar="[RULE|score]")
@click.option(
    "--output-format", type=click.Choice(["text", "markdown", "json"]), help="The output format."
)
@click.option("--packs", is_flag=True, help="Name the packs that plant RULE, for authors.")
@click.option("--json", "as_json", is_flag=True, help="The same as --output-format json.")
def command(topic: str | None, output_format: str | None, *, packs: bool, as_json: bool) -> None:
    """Explain a rule, or how a score comes about.

    RULE is a code or a name; without it all rules are listed. With --packs an author
    learns where to look for an example. A candidate had better not ask: it says which
    faults a pack may hold, though nothing about a deal.
    """
    form = "json" if as_json else output_format or "text"
    if packs:
        if topic in {None, "score"} or form == "markdown":
            raise UsageError("--packs needs a RULE, and prints text or JSON")
        _packs(catalogue.find(str(topic)), form)
    elif topic == "score":
        _score(form)
    else:
        _rules(topic, form)


def _rules(topic: str | None, form: str) -> None:
    rules = catalogue.RULES if topic is None else (catalogue.find(topic),)
    if form == "json":
        print_json("rules", {"rules": [fields(rule) for rule in rules]})
    elif form == "markdown":
        print_result(as_markdown(rules))
    elif topic is None:
        print_result(index())
    else:
        print_result(in_full(rules[0]))


def _packs(rule: Rule, form: str) -> None:
    from checker.authoring.planted import planted_by  # noqa: PLC0415  it loads every key, and libcst

    found = planted_by(rule)
    packs = [slug.replace("_", "-") for slug in found.packs]
    if form == "json":
        planted = {"rule": rule.name, "packs": packs, "operators": list(found.operators)}
        print_json("planted-by", planted)
    else:
        print_result(f"by hand in: {', '.join(packs) or 'no pack whose key is installed'}")
        print_result(f"by operators: {', '.join(found.operators) or 'none'}")


def _score(form: str) -> None:
    text = scoring.explain().rstrip("\n")
    if form == "json":
        weights = {str(severity): weight for severity, weight in scoring.WEIGHTS.items()}
        print_json("scoring", {"weights": weights, "text": text})
    else:
        print_result(f"```text\n{text}\n```" if form == "markdown" else text)
