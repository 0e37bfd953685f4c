"""Facts that stand in two places: both must say the same."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from checker.authoring import steps
from checker.rules.catalogue import RULES

ROOT = Path(__file__).parent.parent
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
STEPS = "\n".join(
    (
        *steps.of_defect("helpdesk", "limit-zero"),
        *steps.of_operator("slice-shifted", "checker/operators/algorithms/slice_shifted.py"),
    )
)
# What CONTRIBUTING names for the sake of an example, and something of the kind that is there.
EXAMPLES = (("my-defect", "limit-zero"), ("my-operator", "slice-shifted"))


def pytest_commands() -> list[str]:
    text = f"{CONTRIBUTING}\n{STEPS}"
    for example, there in EXAMPLES:
        text = text.replace(example, there)
    return sorted({*re.findall(r"\.venv/bin/pytest ((?:tests/|-k )[^`\n(#]+)", text)})


def test_commands_are_written_as_they_can_be_run_from_a_checkout() -> None:
    bare = r"(?:`|^ {4})(?:pytest|python -m) [^`\n]+"
    assert re.findall(bare, f"{CONTRIBUTING}\n{STEPS}", re.MULTILINE) == []
    assert len(pytest_commands()) > 10


@pytest.mark.slow
@pytest.mark.parametrize("command", pytest_commands())
def test_every_command_for_an_author_selects_a_test(command: str) -> None:
    arguments = ["--collect-only", "-q", *shlex.split(command)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-400:]  # 5 says that no test was selected


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


@pytest.mark.slow
def test_the_readme_shows_what_the_demo_prints() -> None:
    command = Path(sys.executable).with_name("messypr")
    demo = subprocess.run([command, "demo"], capture_output=True, text=True, check=True).stdout
    text = (ROOT / "README.md").read_text("utf-8")
    [shown] = re.findall(
        r"^What `make demo` prints:\n\n```text\n(.*?)```", text, re.MULTILINE | re.DOTALL
    )
    assert without_what_differs(shown) == without_what_differs(demo)


def without_what_differs(text: str) -> str:
    """Return a scorecard without ids by the time, what the machine is, and how lines are broken."""
    told, machine, _ = text.partition("graded with")
    assert machine
    return re.sub(r"comment [0-9a-f]{6}", "comment ID", " ".join(told.split()))


def test_the_operator_that_is_shown_whole_is_the_one_that_is_there() -> None:
    shown = CONTRIBUTING.partition("This is a whole operator, `")[2]
    file, _, rest = shown.partition("`:\n\n```python\n")
    assert rest.partition("```")[0] == (ROOT / file).read_text("utf-8")


def test_the_first_command_of_a_new_clone_sets_everything_up() -> None:
    commands = re.findall(r"^    (\S.*)$", CONTRIBUTING, re.MULTILINE)
    assert commands[0].split("#")[0].strip() == "make setup"
    rules = dict(
        re.findall(r"^([\w$()-]+):(.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    assert (rules["setup"].strip(), rules["page-deps"].strip()) == ("page-deps", "$(TESTS)")


def test_layout_comes_before_the_proof_and_no_time_is_promised() -> None:
    for listed, proof in (
        (steps.of_defect("helpdesk", "a-b"), "messypr prove"),
        (steps.of_operator("a-b", "a.py"), "messypr admit"),
    ):
        first = {
            word: next(n for n, s in enumerate(listed) if word in s) for word in ("lint", proof)
        }
        assert first["lint"] < first[proof]
        assert not any("lint" in step for step in listed[first[proof] :])
    for text in (
        CONTRIBUTING,
        STEPS,
        *(file.read_text("utf-8") for file in (ROOT / "cli").rglob("*.py")),
    ):
        assert not re.search(r"\b(in|about) a(bout a)? minute\b", text)


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
