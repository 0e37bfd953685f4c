"""What holds for every pack on the shelf and can be seen without running candidate code."""

from __future__ import annotations

import ast
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

from checker.checks.evidence import missing
from checker.dealing import planting
from checker.dealing.build import build, deal
from checker.dealing.draw import draw
from checker.model.key import Anchor, Check, HiddenTest, Pack, StructureCheck
from checker.packs import loading
from checker.sandbox.isolation import run_tool
from checker.system import git, trees
from checker.system.tools import RUFF

FEW, ALL = range(1, 9), range(1, 51)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a dealt pull request is, as ``git diff --numstat`` and ``git log`` count it.

    ``files`` are those that belong into it: what a defect leaves in the repository is one look.
    """

    lines: int
    files: int
    commits: int


@pytest.fixture(scope="module", params=loading.slugs())
def pack(request: pytest.FixtureRequest) -> Pack:
    return loading.load(request.param)


def size(pack: Pack, seed: int, folder: Path) -> Size:
    build(draw(pack, seed), folder)
    known = loading.reference_tree(pack)
    listed = git.text("diff", "--numstat", "main", "HEAD", cwd=folder).splitlines()
    numbers = [line.split("\t")[:2] for line in listed]
    return Size(
        lines=sum(int(added) + int(removed) for added, removed in numbers),
        files=sum(PurePosixPath(line.split("\t")[2]) in known for line in listed),
        commits=int(git.text("rev-list", "--count", "main..HEAD", cwd=folder)),
    )


def odd_sizes(pack: Pack, seeds: Iterable[int], folder: Path) -> dict[int, Size]:
    found = {seed: size(pack, seed, folder / str(seed)) for seed in seeds}
    return {
        seed: each
        for seed, each in found.items()
        if not (250 <= each.lines <= 400 and 5 <= each.files <= 7 and 3 <= each.commits <= 5)
    }


def checks(pack: Pack) -> list[Check]:
    return [check for defect in pack.key.defects for check in defect.checks]


def test_the_base_is_a_project_of_some_size(pack: Pack) -> None:
    base = loading.base_tree(pack)
    lines = sum(base[path].count(b"\n") for path in trees.python_files(base))
    assert 500 <= lines <= 1_200
    names = {str(path) for path in base}
    assert {"README.md", "CONTRIBUTING.md", "pyproject.toml", ".gitignore"} <= names
    assert any(path.is_relative_to(pack.pr.tests) for path in base)


def test_the_key_has_enough_of_everything(pack: Pack) -> None:
    key = pack.key
    assert len(key.defects) >= 16
    assert 3 * sum(defect.two_places for defect in key.defects) >= len(key.defects)
    assert len(key.decoys) >= 6
    assert len(key.acceptable) >= 8
    for group in (key.defects, key.decoys, key.acceptable):
        assert len({each.slug for each in group}) == len(group)


def test_the_pool_deals_fifty_seeds_that_differ(pack: Pack) -> None:
    drawn = [tuple(defect.slug for defect in draw(pack, seed).defects) for seed in ALL]
    assert len(set(drawn)) == len(ALL)


def test_a_dealt_pull_request_can_be_read_in_one_sitting(pack: Pack, tmp_path: Path) -> None:
    assert odd_sizes(pack, FEW, tmp_path) == {}


@pytest.mark.slow
def test_fifty_dealt_pull_requests_can_be_read_in_one_sitting(pack: Pack, tmp_path: Path) -> None:
    assert odd_sizes(pack, ALL, tmp_path) == {}


@pytest.mark.parametrize("seed", range(1, 6))
def test_dealt_heads_are_formatted_and_say_nothing_of_us(
    pack: Pack, seed: int, tmp_path: Path
) -> None:
    head = deal(draw(pack, seed)).dealt.head
    config = ["--config", str(pack.pr.base / "pyproject.toml"), "--no-cache"]
    command = [*RUFF, "format", "--check", *config, "."]
    done = run_tool.run(command, cwd=trees.write(head, tmp_path), seconds=60)
    assert done.returncode == 0, done.stdout
    telling = [path for path, text in head.items() if b"messypr" in text or b"planted" in text]
    assert telling == []


def test_every_decoy_and_what_is_planted_can_be_found_in_every_deal(pack: Pack) -> None:
    for seed in FEW:
        made = deal(draw(pack, seed))
        for decoy in pack.key.decoys:
            planting.locate(made.dealt.head, decoy.site.path, decoy.site.text)
        assert all(made.planted.places[defect.slug] for defect in draw(pack, seed).defects)


def test_the_sample_fits_its_deal(pack: Pack) -> None:
    sample = pack.key.sample
    head = deal(draw(pack, sample.seed)).dealt.head
    for remark in sample.remarks:
        planting.locate(head, remark.site.path, remark.site.text)
    fixed = planting.repair(head, sample.fix, ruff_config=loading.ruff_config(pack))
    assert fixed != head


def test_every_name_of_the_contract_is_defined_and_promised(pack: Pack) -> None:
    reference = loading.reference_tree(pack)
    promised = pack.pr.body + loading.base_tree(pack)[PurePosixPath("CONTRIBUTING.md")].decode()
    for entry in pack.pr.contract:
        path, _, name = entry.partition("::")
        assert not missing(reference, Anchor(path=PurePosixPath(path), name=name)), entry
        for part in name.split("."):
            assert part in promised, f"{entry}: nobody is told of {part}"


def test_every_check_is_anchored_in_the_reference_and_can_be_asked(pack: Pack) -> None:
    reference = loading.reference_tree(pack)
    for check in checks(pack):
        if isinstance(check, HiddenTest):
            continue
        assert not missing(reference, check.anchor), check
        entry = f"{check.anchor.path}::{check.anchor.name}"
        assert entry in pack.pr.contract, f"{entry} may be renamed by a fix"
        if isinstance(check, StructureCheck):
            name = f"{check.holds.__module__}:{check.holds.__qualname__}"
            assert pkgutil.resolve_name(name) is check.holds


def test_every_hidden_test_that_a_check_names_is_written_and_has_a_target(pack: Pack) -> None:
    named = {
        check.node_id.split("::")[0] for check in checks(pack) if isinstance(check, HiddenTest)
    }
    written: set[str] = set()
    for file in pack.key.tests.glob("test_*.py"):
        source = file.read_text("utf-8")
        tests = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
        written |= {f"{file.name}::{each.name}" for each in tests}
        whole = "pytestmark = pytest.mark.target(" in source
        for each in (test for test in tests if test.name.startswith("test_")):
            marked = any("mark.target(" in ast.unparse(d) for d in each.decorator_list)
            assert whole or marked, f"{file.name}::{each.name} says not what it is about"
    for check in checks(pack):
        assert not isinstance(check, HiddenTest) or check.node_id in written, check.node_id
    assert named <= {path.name for path in pack.key.tests.glob("*.py")}


def test_a_candidate_may_touch_what_a_fix_needs_and_nothing_that_steers_the_checks(
    pack: Pack,
) -> None:
    def may_touch(path: PurePosixPath) -> bool:
        return any(trees.matches(path, pattern) for pattern in pack.pr.touch)

    for defect in pack.key.defects:
        assert all(may_touch(change.path) for change in defect.changes), defect.slug
        for fix in defect.right_fixes:
            assert all(may_touch(each.path) for each in fix.replacements), fix.name
    for name in (
        "x.pyi",
        "mypy.ini",
        "ruff.toml",
        "pytest.ini",
        "tox.ini",
        "setup.cfg",
        "evil.pth",
    ):
        assert not may_touch(PurePosixPath(name))
        assert not may_touch(pack.pr.package / "app" / name)
