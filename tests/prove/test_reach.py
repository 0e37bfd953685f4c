"""Which hidden tests can notice a change: those that enter the block that it stands in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from checker.dealing.planting import plant
from checker.operators import lock
from checker.packs import loading
from checker.prove import blocks, reach
from checker.prove.hidden_tests import hidden_tests
from checker.prove.proof import pack_trees
from checker.prove.reach import Reach
from checker.prove.trial_cache import trial_cache
from checker.sandbox.client.judge import Judge

MODULE = '''\
"""A module."""

from __future__ import annotations

import os
from json import dumps as written

LIMIT = 3


class Shop:
    """A shop."""

    name: str = "shop"

    def sell(self, what: str, count: int = 1) -> str:
        """Sell something."""
        if count > LIMIT:
            return "too many"
        try:
            found = written(what)
        except ValueError:
            found = ""
        finally:
            self.sold = os.sep
        for each in found:
            if each == "x":
                break
        else:
            found += "."
        return found


def later(count: int) -> None:
    match count:
        case 1:
            print("one")
        case _:
            print("many")
'''


@pytest.mark.parametrize(
    ("old", "new", "starts"),
    [
        ('"too many"', '"many"', ['            return "too many"']),
        ("count > LIMIT", "count >= LIMIT", ['        """Sell something."""']),
        ("found = written(what)", "found = what", ["            found = written(what)"]),
        ('found = ""', "raise", ['            found = ""']),
        ("except ValueError:", "except TypeError:", ['        """Sell something."""']),
        (
            "            self.sold = os.sep\n",
            "            pass\n",
            ["            self.sold = os.sep"],
        ),
        ("                break", "                continue", ["                break"]),
        ('found += "."', 'found += ","', ['            found += "."']),
        ('print("many")', 'print("none")', ['            print("many")']),
        ("case 1:", "case 2:", ["    match count:"]),
        (
            "        return found\n",
            "        return found or ''\n",
            ['        """Sell something."""'],
        ),
        ("return found\n", "return  found  # said\n", []),
        ("import os\n", "import os\nimport time\n", []),
        ('"too many"', 'written("too many")', ['            return "too many"']),
    ],
)
def test_a_change_belongs_to_the_innermost_block(old: str, new: str, starts: list[str]) -> None:
    lines = MODULE.splitlines()
    found = blocks.changed(MODULE, MODULE.replace(old, new))
    assert found is not None
    assert sorted(lines[int(each.partition(":")[0]) - 1] for each in found) == sorted(starts)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LIMIT = 3", "LIMIT = 4"),
        ("count: int = 1", "count: int = 2"),
        ('"""Sell something."""', '"""Sell."""'),
        ('name: str = "shop"', 'name: str = "store"'),
        ("class Shop:", "class Shop(Exception):"),
        ("    def sell", "    async def sell"),
        ("import dumps as written", "import loads as written"),
        ("def later", "def never"),
        ("LIMIT = 3\n", "LIMIT = 3\nprint(LIMIT)\n"),
    ],
)
def test_what_runs_with_the_import_or_is_read_can_be_noticed_by_all(old: str, new: str) -> None:
    assert old in MODULE
    assert blocks.changed(MODULE, MODULE.replace(old, new)) is None


def entered_by(program: str, folder: Path) -> set[str]:
    """Return the first lines of the blocks that a program enters of the recording module."""
    record = folder / "entered"
    (folder / "shop.py").write_text(blocks.with_recorder(MODULE, "shop.py", record), "utf-8")
    subprocess.run([sys.executable, "-c", program], cwd=folder, check=True)
    numbers = [int(each.split(":")[1]) for each in record.read_text("utf-8").split()]
    assert len(numbers) == len({*numbers})
    return {MODULE.splitlines()[number - 1].strip() for number in numbers}


def test_a_recording_module_writes_down_each_block_that_is_entered(tmp_path: Path) -> None:
    program = "import shop; s = shop.Shop(); assert s.sell('a') == s.sell('a') == '\"a\".'"
    assert entered_by(program, tmp_path) == {
        '"""Sell something."""',
        "found = written(what)",
        "self.sold = os.sep",
        'if each == "x":',
        'found += "."',
    }
    (tmp_path / "entered").unlink()
    assert entered_by("import shop; shop.later(2)", tmp_path) == {"match count:", 'print("many")'}


def test_only_who_enters_a_changed_block_can_notice_it() -> None:
    path = PurePosixPath("src/shop.py")
    reference = {path: MODULE.encode(), PurePosixPath("pyproject.toml"): b""}
    (sold,) = [
        f"{number}:{line.index('return')}"
        for number, line in enumerate(MODULE.splitlines(), 1)
        if line.endswith('return "too many"')
    ]
    seen = Reach(
        reference=reference,
        entered={"enters": frozenset({f"{path}:{sold}"}), "enters another": frozenset({"a:1:1"})},
    )
    asked = ["enters", "enters another", "unknown"]

    def noticing(old: str, new: str) -> frozenset[str]:
        return seen.noticing(asked, {**reference, path: MODULE.replace(old, new).encode()})

    assert noticing('"too many"', '"many"') == {"enters", "unknown"}
    assert noticing("LIMIT = 3", "LIMIT = 4") == {*asked}
    assert seen.noticing(asked, reference) == {"unknown"}
    assert seen.noticing(asked, {**reference, PurePosixPath("new.py"): b""}) == {*asked}
    assert seen.noticing(asked, {**reference, PurePosixPath("pyproject.toml"): b"x"}) == {*asked}


@pytest.mark.slow
def test_whatever_kills_an_admitted_site_can_notice_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MESSYPR_CACHE", str(tmp_path))
    pack = loading.load("helpdesk")
    on = pack_trees(pack)
    with Judge() as judge:
        tests = hidden_tests(pack.key.tests, judge.collect(pack))
    quick = tests.quick
    seen = reach.reach_of(on, tests, quick, trial_cache(pack, "trials"))
    assert seen.entered.keys() == quick
    asked = 0
    admitted = lock.read(pack.key.feature.parent).admitted
    for each in admitted:
        tree = plant(on.reference, [each.site.planting], ruff_config=on.ruff_config).tree
        noticing = seen.noticing(quick, tree)
        assert quick & {*each.kills} <= noticing, each.site.slug
        asked += len(noticing)
    assert asked < len(admitted) * len(quick) * 0.6
    told: list[str] = []
    again = reach.reach_of(
        on, tests, quick, trial_cache(pack, "trials"), lambda what, *_: told.append(what)
    )
    assert (again, told) == (seen, [])
