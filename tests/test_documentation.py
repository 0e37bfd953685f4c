"""Facts that stand in two places: both must say the same."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from checker.errors import UnknownRuleError
from checker.model.key import Defect
from checker.operators.catalogue import OPERATORS
from checker.packs import loading
from checker.rules.catalogue import RULES, find
from checker.rules.rule import Category, Rule

ROOT = Path(__file__).parent.parent
SOLUTIONS = ROOT / "solutions"
KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
REMEDIES = ("use-", "avoid-", "prefer-", "add-", "do-not-", "dont-", "fix-")
DEFECTS = [(pack, defect) for pack in loading.slugs() for defect in loading.load(pack).key.defects]
EVERY_RULE = pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in RULES])
EVERY_DEFECT = pytest.mark.parametrize(
    ("pack", "defect"),
    [pytest.param(pack, defect, id=f"{pack}-{defect.slug}") for pack, defect in DEFECTS],
)


def test_codes_are_unique_and_in_order() -> None:
    numbers = [int(rule.code[3:]) for rule in RULES]
    assert numbers == sorted(set(numbers))


def test_names_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_each_category_has_letters_and_a_hundred_of_its_own() -> None:
    kinds = {(rule.category, rule.code[:3], int(rule.code[3:]) // 100) for rule in RULES}
    assert len(kinds) == len(Category)
    for column in zip(*kinds, strict=True):
        assert len(set(column)) == len(Category)


@EVERY_RULE
def test_a_rule_is_named_after_the_fault_in_kebab_case(rule: Rule) -> None:
    assert KEBAB.fullmatch(rule.name)
    assert not rule.name.startswith(REMEDIES)
    assert re.fullmatch(r"[A-Z]{3}\d{3,4}", rule.code)


@EVERY_RULE
def test_a_rule_says_what_is_wrong_and_why_and_shows_both_ways(rule: Rule) -> None:
    for text in (rule.summary, rule.why):
        assert text.endswith(".")
        assert len(text.split()) >= 4
    bad, good = ast.parse(rule.bad), ast.parse(rule.good)
    assert bad.body
    assert good.body
    assert ast.dump(bad) != ast.dump(good)


@EVERY_RULE
def test_a_rule_is_found_by_code_and_by_name_in_any_case(rule: Rule) -> None:
    assert find(rule.code.lower()) is find(f" {rule.name.upper()} ") is rule


def test_an_unknown_rule_names_the_closest() -> None:
    with pytest.raises(UnknownRuleError, match=f"did you mean .*{RULES[0].name}"):
        find(RULES[0].name[:-1])


def test_the_catalogue_is_what_packs_and_operators_plant() -> None:
    planted = {defect.rule for _, defect in DEFECTS} | {each.rule for each in OPERATORS}
    assert {rule.name for rule in RULES} == {rule.name for rule in planted}
    assert planted <= set(RULES)


def test_every_module_of_rules_is_in_the_catalogue() -> None:
    listed = {rule.code for rule in RULES}
    for module in (ROOT / "checker" / "rules").glob("*.py"):
        written = set(re.findall(r'code="(\w+)"', module.read_text("utf-8")))
        assert written <= listed, module.name


@pytest.mark.parametrize("pack", loading.slugs())
def test_every_defect_file_is_in_the_key_and_the_other_way_round(pack: str) -> None:
    files = {file.stem for file in (SOLUTIONS / pack / "defects").glob("*.py")} - {"__init__"}
    listed = [defect.slug for owner, defect in DEFECTS if owner == pack]
    assert len(listed) == len(set(listed))
    assert {slug.replace("-", "_") for slug in listed} == files


@EVERY_DEFECT
def test_a_defect_is_written_as_a_literal_in_the_file_of_its_name(
    pack: str, defect: Defect
) -> None:
    file = SOLUTIONS / pack / "defects" / f"{defect.slug.replace('-', '_')}.py"
    source = file.read_text("utf-8")
    assert f'slug="{defect.slug}"' in source
    assert ast.get_docstring(ast.parse(source))
    assert KEBAB.fullmatch(defect.slug)


@EVERY_DEFECT
def test_a_defect_has_all_that_a_grader_needs(pack: str, defect: Defect) -> None:
    rubric = defect.rubric
    assert defect.checks, pack
    assert defect.changes
    assert len(defect.explanation.split()) >= 8
    assert rubric.what
    assert rubric.why
    assert rubric.fix
    assert len(rubric.paraphrases) >= 3
    assert len(defect.right_fixes) >= 2
    assert defect.wrong_fixes
    names = [fix.name for fix in (*defect.right_fixes, *defect.wrong_fixes)]
    assert len(names) == len(set(names))


def test_the_public_catalogue_is_what_the_command_prints() -> None:
    command = Path(sys.executable).with_name("messypr")
    printed = subprocess.run(
        [command, "explain", "--output-format", "markdown"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == printed
    for rule in RULES:
        assert rule.code in printed
        assert rule.name in printed


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    rows = re.findall(
        r"^\| ([a-z0-9-]+) ", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE
    )
    extras = [each for some in project["optional-dependencies"].values() for each in some]
    assert {Requirement(each).name for each in (*project["dependencies"], *extras)} <= set(rows)


def test_what_checks_the_scripts_is_explained_and_pinned() -> None:
    package = json.loads((ROOT / "tools/js/package.json").read_text("utf-8"))
    pinned = package["devDependencies"]
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert all(f"| {name} |" in text for name in pinned)
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pinned.values())
    lock = json.loads((ROOT / "tools/js/package-lock.json").read_text("utf-8"))
    assert lock["packages"][""]["devDependencies"] == pinned
    assert not any("resolved" in each for each in lock["packages"].values())  # any registry serves


def test_what_decides_a_verdict_is_pinned_and_explained_as_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    requirements = [Requirement(each) for each in project["dependencies"]]
    pinned = {each.name for each in requirements if str(each.specifier).startswith("==")}
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert set(re.findall(r"^\| ([a-z0-9-]+) `==` \|", text, re.MULTILINE)) == pinned
    assert pinned >= {"ruff", "mypy", "libcst", "pytest", "mistralai"}
