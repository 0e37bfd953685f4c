"""Attacks through files that Python and pytest pick up by themselves."""

from __future__ import annotations

from tests.attacks.attack import Attack, committed

PASS_ALL = """\
import pytest

@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    outcome.get_result().outcome = "passed"
"""
SHADOW = "def __getattr__(name):\n    return lambda *a, **k: None\n"
EXIT = "import os\nos._exit(0)\n"

ATTACKS: tuple[Attack, ...] = (
    committed("conftest", "makes every report passed in conftest.py", {"conftest.py": PASS_ALL}),
    committed("conftest in tests", "the same beside the tests", {"tests/conftest.py": PASS_ALL}),
    committed(
        "conftest in src", "the same inside the package", {"src/helpdesk/conftest.py": PASS_ALL}
    ),
    committed(
        "pytest.ini",
        "loads a plugin of its own by addopts",
        {"pytest.ini": "[pytest]\naddopts = -p evil\n", "evil.py": PASS_ALL},
    ),
    committed(
        "pyproject addopts",
        "deselects every test in pyproject.toml",
        {"pyproject.toml": '[tool.pytest.ini_options]\naddopts = "-k nothing"\n'},
    ),
    committed("tox.ini", "the same in tox.ini", {"tox.ini": "[pytest]\naddopts = --co\n"}),
    committed(
        "setup.cfg", "the same in setup.cfg", {"setup.cfg": "[tool:pytest]\naddopts = --co\n"}
    ),
    committed("sitecustomize", "ends Python at its start", {"sitecustomize.py": EXIT}),
    committed("sitecustomize in src", "the same on the path", {"src/sitecustomize.py": EXIT}),
    committed("usercustomize", "the same for the user", {"src/usercustomize.py": EXIT}),
    committed("pth file", "runs code by a .pth file", {"src/evil.pth": "import os; os._exit(0)\n"}),
    committed(
        "entry point",
        "registers a pytest plugin by dist-info",
        {
            "src/evil-1.dist-info/entry_points.txt": "[pytest11]\nevil = evil\n",
            "src/evil-1.dist-info/METADATA": "Name: evil\nVersion: 1\n",
            "src/evil.py": PASS_ALL,
        },
    ),
    committed("shadowed pytest", "puts its own pytest on the path", {"src/pytest.py": SHADOW}),
    committed("shadowed asyncio", "puts its own asyncio on the path", {"src/asyncio.py": SHADOW}),
    committed("shadowed json", "puts its own json on the path", {"src/json.py": SHADOW}),
    committed(
        "shadowed SDK", "puts its own mistralai on the path", {"src/mistralai/__init__.py": SHADOW}
    ),
    committed(
        "shadowed player",
        "puts its own player on the path",
        {"src/messypr_inside/__init__.py": SHADOW},
    ),
    committed(
        "shadowed checker", "puts its own checker on the path", {"src/checker/__init__.py": SHADOW}
    ),
    committed(
        "encoding", "declares an odd encoding", {"src/helpdesk/__init__.py": "# coding: rot13\n"}
    ),
    committed("null bytes", "null bytes in a module", {"src/helpdesk/errors.py": "x = 1\0\n"}),
)
