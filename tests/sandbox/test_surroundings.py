"""The judge in whatever surroundings its caller has: options of theirs decide nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.model.result import Outcome
from checker.packs import loading
from checker.sandbox.client.judge import Judge, environment
from checker.sandbox.client.protocol import HiddenTestRequest
from checker.system import trees

NAMED = "test_settings.py::test_the_defaults_are_those_of_the_pull_request"
SURROUNDINGS = {
    "other tests chosen": {"PYTEST_ADDOPTS": "-k limit"},
    "colours and reports": {"PYTEST_ADDOPTS": "--color=yes -ra"},
    "another traceback": {"PYTEST_ADDOPTS": "--tb=long -s"},
    "an option that is none": {"PYTEST_ADDOPTS": "--no-such-option", "PYTEST_THEME": "no"},
    "all the others": {
        "PYTEST_PLUGINS": "no_such_plugin",
        "PYTEST_DEBUG": "1",
        "PY_COLORS": "1",
        "PYTHONPATH": "{folder}",
        "PYTHONHOME": "/nowhere",
        "PYTHONWARNINGS": "error",
        "PYTHONSTARTUP": "/nowhere",
        "PYTHONOPTIMIZE": "2",
        "PYTHONHASHSEED": "no number",
        "PYTHONBREAKPOINT": "no.such",
        "PYTHONIOENCODING": "latin-1",
        "RUFF_CONFIG": "/nowhere",
        "RUFF_OUTPUT_FORMAT": "junit",
        "MYPY_CONFIG_FILE_DIR": "/nowhere",
        "MYPYPATH": "{folder}",
        "GIT_DIR": "/nowhere",
        "LC_ALL": "tr_TR.UTF-8",
        "TZ": "Pacific/Kiritimati",
        "TERM": "dumb",
        "HOME": "/nowhere",
    },
}


@pytest.mark.parametrize("values", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_hidden_tests_run_whatever_their_caller_has_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, values: dict[str, str]
) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "json.py").write_text("raise SystemExit('the json of somebody else')\n")
    pack = loading.load("helpdesk")
    tree = tmp_path / "tree"
    trees.write(loading.reference_tree(pack), tree)
    for name, value in values.items():
        monkeypatch.setenv(name, value.format(folder=foreign))
    request = HiddenTestRequest(pack=pack, tree=tree, node_ids=(NAMED,))
    with Judge() as judge:
        judgement = judge.run(request)
    assert [each.outcome for each in judgement.results] == [Outcome.PASSED]


def test_a_judge_has_no_variable_of_its_caller_but_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/one:/two")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-k limit")
    assert environment(tmp_path) == {
        "HOME": str(tmp_path),
        "TMPDIR": str(tmp_path),
        "LANG": "C.UTF-8",
        "PATH": "/one:/two",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
