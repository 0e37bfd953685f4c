"""The examples of README.md and docs/simulator.md are run as they stand."""

from __future__ import annotations

import json
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from checker.simulator import answers, scripts
from checker.simulator.scripts.answers import KINDS, WORDS
from checker.simulator.server import fault_injection

from .command import asked, environment, line, pytest_of, started, stopped
from .reference import page

ROOT = Path(__file__).parents[2]
README, PAGE = ROOT / "README.md", ROOT / "docs" / "simulator.md"
TEXT = PAGE.read_text("utf-8")


def block(page: Path, language: str) -> str:
    """Return the page's only block in that language."""
    [found] = re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    return str(found)


@pytest.mark.parametrize(("page", "tests"), [(README, 1), (PAGE, 2)], ids=["README", "docs"])
def test_the_tests_on_the_page_pass(page: Path, tests: int, tmp_path: Path) -> None:
    (tmp_path / "test_page.py").write_text(block(page, "python"), "utf-8")
    assert f"{tests} passed" in pytest_of(tmp_path)


def test_the_command_and_the_script_of_the_readme_do_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "storm.toml").write_text(block(README, "toml"), "utf-8")
    [command, curl] = block(README, "sh").splitlines()
    assert "http://127.0.0.1:8080/v1/models" in curl
    name, verb, *arguments = shlex.split(command)
    assert (name, verb) == ("messypr", "simulator")
    files = {"storm.toml", "wire.jsonl"}
    placed = [str(tmp_path / each) if each in files else each for each in arguments]
    placed[placed.index("8080")] = "0"  # any free port
    with started(*placed) as process:
        url = line(process).split()[1]
        statuses = [asked(url)[0] for _ in range(2)]
        stopped(process, signal.SIGTERM)
    assert statuses[0] == 429
    rows = (tmp_path / "wire.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(row)["status"] for row in rows] == statuses


def test_an_unchanged_program_reaches_the_command_as_the_page_says(tmp_path: Path) -> None:
    custom = re.findall(r"^    ((?:from mistralai|SERVERS).*)$", TEXT, re.MULTILINE)
    program = (
        "from mistralai.client import Mistral\n"
        "with Mistral(api_key='k', server='eu') as client:\n"
        "    print(client.models.list().object)\n"
    )
    with started() as process:
        urls = [line(process).split()[1] for _ in range(3)]
        text = "\n".join(custom).replace("http://127.0.0.1:8080", urls[0])
        text = text.replace("http://127.0.0.1:8081", urls[1])
        (tmp_path / "sitecustomize.py").write_text(text, "utf-8")
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**environment(), "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        out, _ = stopped(process, signal.SIGTERM)
    assert done.stdout == "list\n", done.stderr
    assert "1 eu     GET /v1/models 200" in out


def test_the_script_on_the_page_can_be_read() -> None:
    plan = scripts.read(block(PAGE, "toml").encode())
    assert (plan.keys, len(plan.steps)) == (("test-key",), 3)


def test_every_builder_and_every_kind_is_on_the_page() -> None:
    builders = set(answers.__all__) - {"json_body", "tool_call", "usual"}
    assert [name for name in sorted({*builders, *KINDS, *WORDS}) if name not in TEXT] == []


def test_the_page_says_where_the_faults_are_named() -> None:
    assert Path(fault_injection.__file__).name in TEXT


def test_every_signature_is_on_the_page() -> None:
    """Written by ``python -m tests.simulator.reference > docs/simulator-reference.md``."""
    assert (ROOT / "docs" / "simulator-reference.md").read_text("utf-8") == page()


@pytest.mark.slow
def test_the_recipes_pass(tmp_path: Path) -> None:
    recipes = (ROOT / "docs" / "simulator-recipes.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", recipes, re.DOTALL)
    for number, code in enumerate(blocks):
        (tmp_path / f"test_recipe_{number}.py").write_text(code, "utf-8")
    assert len(blocks) == 4
    assert f"{sum(code.count('def test_') for code in blocks)} passed" in pytest_of(tmp_path)
