"""Types, hidden tests and outcomes, on a pack as small as can be."""

from __future__ import annotations

import hashlib
import operator
import os
import shutil
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from checker.checks import running, typecheck
from checker.checks.evidence import CheckEvidence
from checker.errors import PackError
from checker.model.key import Anchor, Check, HiddenTest, LintCheck, Pack, StructureCheck, TypeCheck
from checker.model.pack import Tree
from checker.model.result import CheckResult, Outcome
from checker.packs import loading
from checker.progress import Progress, silent
from checker.sandbox.client.judge import Judge
from checker.sandbox.client.patient import PatientJudge
from checker.sandbox.client.protocol import HiddenTestRequest, Judgement
from checker.system import trees

APP, OTHER = PurePosixPath("src/app.py"), PurePosixPath("src/other.py")
SUM = Anchor(path=APP, name="total")
CLEAN = b'def total(numbers: list[int]) -> int:\n    """Add."""\n    return sum(numbers)\n'
LYING = CLEAN.replace(b"-> int", b"-> str")
CONFIG = b'[tool.mypy]\nstrict = true\nmypy_path = "src"\n'
TESTS = """\
import os
import pytest
from checker.errors import EnvironmentBrokenError

TOTAL = "app:total"

@pytest.mark.target("app:total")
def test_adds(player):
    assert player.call(TOTAL, numbers=[1, 2]) == 3, "it does not add"

def test_is_quick(player):
    assert player.call(TOTAL, numbers=[], seconds=0.3) == 0

def test_is_quick_too(player):
    assert player.call(TOTAL, numbers=[], seconds=0.3) == 0

def test_is_quick_as_well(player):
    assert player.call(TOTAL, numbers=[], seconds=0.3) == 0

@pytest.mark.parametrize("number", [1, 2])
def test_of_one(player, number):
    assert player.call(TOTAL, numbers=[number]) == number

def test_skips_for_most(player):
    if player.call(TOTAL, numbers=[1]) != 1:
        pytest.skip("not today")

def test_always_loses_the_player(player):
    player.call("os:_exit", status=0)

RUNS = []

def test_loses_the_player_once(player):
    RUNS.append(1)
    if len(RUNS) == 1:
        player.call("os:_exit", status=0)
    assert player.call(TOTAL, numbers=[]) == 0

def test_waits(player):
    player.call("app:wait", seconds=0.6)

def test_has_no_environment():
    raise EnvironmentBrokenError("no simulator here")
"""
ADDS = HiddenTest(node_id="test_app.py::test_adds")
IS_QUICK = HiddenTest(node_id="test_app.py::test_is_quick")
OF_ONE = HiddenTest(node_id="test_app.py::test_of_one")
SKIPS = HiddenTest(node_id="test_app.py::test_skips_for_most")
LOSES = HiddenTest(node_id="test_app.py::test_always_loses_the_player")
LOSES_ONCE = HiddenTest(node_id="test_app.py::test_loses_the_player_once")
WAITS = HiddenTest(node_id="test_app.py::test_waits")
BREAKS = HiddenTest(node_id="test_app.py::test_has_no_environment")
RETURNS = TypeCheck(code="return-value", anchor=SUM)
QUIET = LintCheck(code="A002", anchor=SUM)
THERE = StructureCheck(anchor=SUM, holds=bool, asks="there are modules")
NOT_THERE = StructureCheck(anchor=SUM, holds=operator.not_, asks="there are none")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pack]:
    folder = tmp_path_factory.mktemp("pack")
    base = {PurePosixPath("pyproject.toml"): CONFIG, OTHER: b"", APP: b""}
    trees.write(base, folder / "base")
    trees.write({APP: CLEAN}, folder / "feature")
    trees.write({PurePosixPath("test_app.py"): TESTS.encode()}, folder / "tests")
    whole = loading.load("helpdesk")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MESSYPR_CACHE", str(folder / "cache"))
        yield Pack(
            pr=replace(whole.pr, base=folder / "base"),
            key=replace(whole.key, feature=folder / "feature", tests=folder / "tests"),
            digest="small",
        )


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge() as judge:
        yield judge


def typed(pack: Pack, extra: Mapping[PurePosixPath, bytes]) -> CheckEvidence:
    tree = {**loading.reference_tree(pack), **extra}
    return typecheck.run([RETURNS], tree, pack)[RETURNS]


def outcome(pack: Pack, judge: Judge, source: bytes, check: Check) -> CheckResult:
    tree: Tree = {**loading.reference_tree(pack), APP: source}
    return running.run(pack, tree, [check], judge).results[check]


def test_a_player_that_was_lost_by_chance_is_asked_once_more(pack: Pack) -> None:
    for patient, expected in ((False, Outcome.FAILED), (True, Outcome.PASSED)):
        with Judge() as judge:
            asked = PatientJudge(judge) if patient else judge
            found = running.run(pack, loading.reference_tree(pack), [LOSES_ONCE], asked)
            assert found.results[LOSES_ONCE].outcome is expected


def test_a_slow_answer_has_twice_the_time_when_it_is_asked_for_again(
    pack: Pack, judge: Judge
) -> None:
    slow = CLEAN + b"\ndef wait() -> None:\n    import time\n\n    time.sleep(0.8)\n"
    tree: Tree = {**loading.reference_tree(pack), APP: slow}
    for asked, expected in ((judge, Outcome.FAILED), (PatientJudge(judge), Outcome.PASSED)):
        assert running.run(pack, tree, [WAITS], asked).results[WAITS].outcome is expected


def test_code_that_hangs_is_asked_again_for_two_tests_and_no_more(pack: Pack, judge: Judge) -> None:
    asked: list[HiddenTestRequest] = []

    class Counting(PatientJudge):
        def run(self, request: HiddenTestRequest, progress: Progress = silent) -> Judgement:
            asked.append(request)
            return self.judge.run(request, progress)

    tree: Tree = {
        **loading.reference_tree(pack),
        APP: CLEAN.replace(b"    return", b"    while True: pass\n    return"),
    }
    names = tuple(
        f"test_app.py::test_{n}" for n in ("is_quick", "is_quick_too", "is_quick_as_well")
    )
    with tempfile.TemporaryDirectory() as folder:
        request = HiddenTestRequest(pack=pack, tree=trees.write(tree, Path(folder)), node_ids=names)
        judgement = PatientJudge(Counting(judge)).run(request)
    assert [each.broke for each in judgement.results] == [True] * 3
    assert [len(each.node_ids) for each in asked] == [3, 1, 1]


def test_a_type_check_holds_where_its_code_is_silent(pack: Pack) -> None:
    assert typed(pack, {}) == CheckEvidence(holds=True, words="mypy [return-value] is silent")
    other = typed(pack, {APP: CLEAN + b"\nx: int = 'a'\n"})  # another code
    assert other.holds


@pytest.mark.parametrize(
    "extra",
    [
        {APP: LYING},
        {APP: b"# mypy: ignore-errors\n" + LYING},
        {APP: b"# mypy: disable-error-code=return-value\n" + LYING},
        {APP: LYING.replace(b"(numbers)\n", b"(numbers)  # type: ignore\n")},
        {
            APP: b'"""\xe2\x80\xa8"""\n'
            + LYING.replace(b"(numbers)\n", b"(numbers)  # type: ignore\n")
        },
        {APP: LYING, PurePosixPath("mypy.ini"): b"[mypy]\nignore_errors = True\n"},
        {APP: LYING, PurePosixPath("pyproject.toml"): b"[tool.mypy]\nexclude = ['src']\n"},
        {APP: LYING, PurePosixPath("src/.mypy_cache/3.11/app.meta.json"): b"{}"},
        {OTHER: LYING},
    ],
    ids=lambda extra: " ".join(map(str, extra)),
)
def test_nothing_silences_mypy(pack: Pack, extra: Mapping[PurePosixPath, bytes]) -> None:
    found = typed(pack, extra)
    assert not found.holds
    assert not found.inconclusive
    assert "mypy [return-value] at src/" in found.words


def test_mypy_runs_no_code_of_the_candidate(pack: Pack, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    evil = f"open({str(trace)!r}, 'w')\nfrom mypy.plugin import Plugin\nplugin = lambda v: Plugin\n"
    config = b"[mypy]\nplugins = evil.py\npython_executable = evil.py\n"
    names = ("evil.py", "sitecustomize.py", "mypy.py", "json.py", "src/usercustomize.py")
    extra = {PurePosixPath(name): evil.encode() for name in names}
    for name in ("mypy.ini", ".mypy.ini", "setup.cfg"):
        extra[PurePosixPath(name)] = config
    assert typed(pack, extra).words == "mypy [return-value] is silent"
    assert not trace.exists()


def test_what_a_run_writes_to_its_cache_nobody_else_reads(pack: Pack, tmp_path: Path) -> None:
    def fingerprint() -> str:
        files = sorted(path for path in cache.rglob("*") if path.is_file())
        return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()

    cache = typecheck.primed(pack)
    before = fingerprint()
    assert not typed(pack, {APP: LYING}).holds
    assert fingerprint() == before
    assert typed(pack, {}).holds
    assert typecheck.primed(pack) == cache
    other = Path(shutil.copytree(pack.pr.base, tmp_path / "base"))
    (other / "README.md").write_text("another")
    assert typecheck.primed(replace(pack, pr=replace(pack.pr, base=other))) != cache


def test_a_package_installed_later_makes_another_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    before = typecheck.installed_at()
    assert typecheck.installed_at() == before
    stamp = tmp_path.stat().st_mtime_ns
    (tmp_path / "numpy").mkdir()
    os.utime(tmp_path, ns=(stamp + 1, stamp + 1))  # a coarse clock may not have moved
    assert typecheck.installed_at() != before


@pytest.mark.parametrize("source", [b"def total(\n", b"\x00", b"\xff\xfe", b"x = " + b"(" * 2_000])
@pytest.mark.parametrize("check", [ADDS, RETURNS, QUIET, THERE], ids=lambda c: type(c).__name__)
def test_code_that_does_not_parse_is_the_candidates_fault(
    pack: Pack, judge: Judge, source: bytes, check: Check
) -> None:
    assert outcome(pack, judge, source, check).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("source", "check"),
    [
        (b"import os; os._exit(0)\n" + CLEAN, ADDS),
        (b"while True: pass\n" + CLEAN, IS_QUICK),
        (CLEAN + b"x = " + b'"a"' * 10_000 + b"\n", THERE),
        (b"raise SystemExit(0)\n" + CLEAN, ADDS),
        (b"raise KeyboardInterrupt\n" + CLEAN, ADDS),
        (CLEAN.replace(b"total", b"other"), ADDS),
        (CLEAN.replace(b"sum(numbers)", b"7"), SKIPS),
        (CLEAN.replace(b"sum(numbers)", b"numbers[0] or 0 if numbers != [2] else 7"), OF_ONE),
        (CLEAN, NOT_THERE),
    ],
)
def test_what_the_candidate_breaks_is_failed(
    pack: Pack, judge: Judge, source: bytes, check: Check
) -> None:
    found = outcome(pack, judge, source, check)
    assert found.outcome is Outcome.FAILED
    assert found.evidence


@pytest.mark.parametrize("source", [CLEAN, b"def total(\n", b"import os; os._exit(0)"])
@pytest.mark.parametrize("check", [LOSES, BREAKS])
def test_what_breaks_on_the_reference_too_is_an_error(
    pack: Pack, judge: Judge, source: bytes, check: Check
) -> None:
    assert outcome(pack, judge, source, check).outcome is Outcome.ERROR


def test_all_kinds_of_checks_are_run_together(pack: Pack, judge: Judge) -> None:
    checks = (ADDS, OF_ONE, RETURNS, QUIET, THERE, NOT_THERE)
    checked = running.run(pack, loading.reference_tree(pack), checks, judge)
    passed = [checked.results[each].outcome is Outcome.PASSED for each in checks]
    assert passed == [True, True, True, True, True, False]
    assert [*checked.results] == [*checks]
    assert checked.integrity == ()


def test_every_test_is_run_where_that_is_asked_for(pack: Pack, judge: Judge) -> None:
    steps: list[tuple[str, int, int]] = []
    checked = running.run(
        pack,
        loading.reference_tree(pack),
        [ADDS],
        judge,
        every_test=True,
        progress=lambda *step: steps.append(step),
    )
    assert len(checked.tests) == 11
    assert checked.tests["test_app.py::test_adds"].target == "app:total"
    assert checked.results[ADDS].outcome is Outcome.PASSED
    assert steps == [("hidden tests", done, 11) for done in range(1, 12)]


def test_a_test_that_does_not_exist_is_named_with_the_nearest(pack: Pack, judge: Judge) -> None:
    wanted = r"no hidden test test_app.py::test_add in .*; did you mean test_app.py::test_adds"
    with pytest.raises(PackError, match=wanted):
        outcome(pack, judge, CLEAN, HiddenTest(node_id="test_app.py::test_add"))
    with pytest.raises(PackError, match=r"no hidden test test_app\.py::test_gone in"):
        outcome(pack, judge, CLEAN, HiddenTest(node_id="test_app.py::test_gone"))


def test_a_file_of_hidden_tests_that_cannot_be_collected_is_named(
    pack: Pack, judge: Judge, tmp_path: Path
) -> None:
    (tmp_path / "test_app.py").write_text("import jsonn\n", "utf-8")
    sick = replace(pack, key=replace(pack.key, tests=tmp_path))
    wanted = r"cannot be run: test_app\.py: ModuleNotFoundError: No module named 'jsonn'"
    with pytest.raises(PackError, match=wanted):
        outcome(sick, judge, CLEAN, ADDS)
