"""Rules: their codes, names and examples, and that each of them is planted somewhere."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from checker import rules
from checker.errors import UnknownRuleError
from checker.operators.catalogue import OPERATORS
from checker.packs import loading
from checker.rules.catalogue import RULES, find
from checker.rules.rule import Category, Rule

KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
REMEDIES = ("use-", "avoid-", "prefer-", "add-", "do-not-", "dont-", "fix-")
EVERY_RULE = pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in RULES])


def test_codes_are_unique_and_in_order_within_a_category() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    places = [(list(Category).index(rule.category), rule.code) for rule in RULES]
    assert places == sorted(places)


def test_names_are_unique_also_among_those_that_rules_once_had() -> None:
    names = [name for rule in RULES for name in (rule.name, rule.code, *rule.formerly)]
    assert len({*names}) == len(names)


def test_each_category_has_letters_of_its_own() -> None:
    kinds = {(rule.category, rule.code[:3]) for rule in RULES}
    assert len(kinds) == len(Category)
    for column in zip(*kinds, strict=True):
        assert len(set(column)) == len(Category)


@EVERY_RULE
def test_a_rule_is_found_by_what_it_was_once_called(rule: Rule) -> None:
    for old in rule.formerly:
        assert find(old) is find(old.lower()) is rule


@EVERY_RULE
def test_a_rule_is_named_after_the_fault_in_kebab_case(rule: Rule) -> None:
    assert KEBAB.fullmatch(rule.name)
    assert not rule.name.startswith(REMEDIES)
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)


@EVERY_RULE
def test_a_rule_says_what_is_wrong_and_why(rule: Rule) -> None:
    for text in (rule.summary, rule.why):
        assert text.endswith(".")
        assert len(text.split()) >= 4


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(text, id=f"{rule.name}-{kind}")
        for rule in RULES
        for kind, text in (("bad", rule.bad), ("good", rule.good))
    ],
)
def test_an_example_parses_and_has_code(example: str) -> None:
    assert ast.parse(example).body


@EVERY_RULE
def test_the_two_examples_of_a_rule_differ_in_code(rule: Rule) -> None:
    assert ast.dump(ast.parse(rule.bad)) != ast.dump(ast.parse(rule.good))


@EVERY_RULE
def test_a_rule_is_found_by_code_and_by_name_in_any_case(rule: Rule) -> None:
    assert find(rule.code.lower()) is find(f" {rule.name.upper()} ") is rule


def test_an_unknown_rule_names_the_closest() -> None:
    with pytest.raises(UnknownRuleError, match=f"did you mean .*{RULES[0].name}"):
        find(RULES[0].name[:-1])


def test_the_catalogue_is_what_packs_and_operators_plant() -> None:
    keys = [loading.load(pack).key for pack in loading.slugs()]
    planted = {defect.rule for key in keys for defect in key.defects}
    planted |= {each.rule for each in OPERATORS}
    assert {rule.name for rule in RULES} == {rule.name for rule in planted}
    assert planted <= set(RULES)


def test_every_module_of_rules_is_in_the_catalogue() -> None:
    listed = {rule.code for rule in RULES}
    for module in Path(rules.__file__).parent.glob("*.py"):
        written = set(re.findall(r'code="(\w+)"', module.read_text("utf-8")))
        assert written <= listed, module.name


@EVERY_RULE
def test_a_rule_has_other_names_and_a_page_to_read_on(rule: Rule) -> None:
    assert len(rule.also) >= 5
    assert len({*rule.also, rule.name}) == len(rule.also) + 1
    assert rule.link.startswith("https://")


@EVERY_RULE
def test_siblings_name_each_other_and_every_border_names_a_rule(rule: Rule) -> None:
    names = {each.name: each for each in RULES}
    assert all(rule.name in names[sibling].siblings for sibling in rule.siblings)
    assert rule.name not in rule.siblings
    for name, where in rule.unlike:
        assert name in names
        assert name != rule.name
        assert where.endswith(".")
