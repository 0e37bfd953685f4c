"""What needs no round: list, show, explain."""

from __future__ import annotations

import json

import pytest

from checker.grading import scoring
from checker.packs import loading
from checker.rules.catalogue import RULES
from cli import app


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert app.run(arguments) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_packs_are_listed_with_what_one_needs_to_choose(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "list")
    for slug in loading.slugs():
        pr = loading.load_pr(slug)
        for word in (pr.slug.replace("_", "-"), pr.title, pr.level, str(pr.minutes), *pr.topics):
            assert word in text
    packs = json.loads(said(capsys, "list", "--json"))["packs"]
    assert [pack["name"].replace("-", "_") for pack in packs] == list(loading.slugs())


def test_a_pack_shows_its_pull_request_and_no_secret(capsys: pytest.CaptureFixture[str]) -> None:
    pack = loading.load("helpdesk")
    for arguments in (("show", "helpdesk"), ("show", "helpdesk", "--json")):
        text = said(capsys, *arguments)
        assert pack.pr.title in text
        for name in pack.pr.contract:
            assert name in text
        for defect in pack.key.defects:
            assert defect.slug not in text
            assert defect.explanation not in text
    assert pack.pr.body in said(capsys, "show", "helpdesk")


def test_rules_are_listed_by_category_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "explain")
    places = [text.index(f"{rule.code}  {rule.name}\n") for rule in RULES]
    assert places == sorted(places)
    assert max(map(len, text.splitlines())) <= 80
    rule = RULES[0]
    for name in (rule.code, rule.code.lower(), rule.name):
        text = said(capsys, "explain", name)
        for part in (rule.code, rule.name, rule.summary.split()[0], "Bad\n", "Good\n"):
            assert part in text
    rules = json.loads(said(capsys, "explain", "--json"))["rules"]
    assert [each["code"] for each in rules] == [rule.code for rule in RULES]
    page = said(capsys, "explain", rule.name, "--output-format", "markdown")
    assert f"### {rule.code} {rule.name}\n" in page
    assert f"```python\n{rule.bad}\n```\n" in page


def test_the_score_is_explained_from_the_constants_that_make_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert said(capsys, "explain", "score") == scoring.explain()
    assert scoring.explain() in said(capsys, "explain", "score", "--output-format", "markdown")
    document = json.loads(said(capsys, "explain", "score", "--json"))
    assert document["weights"] == {str(key): value for key, value in scoring.WEIGHTS.items()}


def test_an_author_finds_the_packs_that_plant_a_rule_and_no_defect(
    capsys: pytest.CaptureFixture[str],
) -> None:
    defects = {pack: loading.load(pack).key.defects for pack in loading.slugs()}
    rule = next(each.rule for each in defects["helpdesk"] if each.slug == "limit-zero")
    packs = [
        p.replace("_", "-") for p, some in defects.items() if any(d.rule is rule for d in some)
    ]
    text = said(capsys, "explain", rule.name, "--packs")
    assert text.splitlines()[0] == f"by hand in: {', '.join(packs)}"
    slugs = {defect.slug for some in defects.values() for defect in some}
    found = json.loads(said(capsys, "explain", rule.code, "--packs", "--json"))
    assert (found["rule"], found["packs"]) == (rule.name, packs)
    assert not slugs & {*found["operators"], *text.split()}


@pytest.mark.parametrize("topic", [[], ["score"], ["off-by-one", "--output-format", "markdown"]])
def test_packs_are_named_of_one_rule(topic: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["explain", *topic, "--packs"]) == 2
    assert "--packs needs a RULE" in capsys.readouterr().err
