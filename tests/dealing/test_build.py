"""The same repository everywhere; ``python -m tests.dealing.test_build`` renews the golden ids."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from checker.dealing.build import DESCRIPTION, FIRST_COMMIT_UNIX_SECONDS, build, deal, plan
from checker.dealing.draw import draw
from checker.errors import PackError, PlantingError
from checker.model.key import AddFile, Challenge, RemoveFile
from checker.packs import loading
from checker.system import git as gitenv
from checker.system import trees
from cli.output.say import print_note
from tests.golden import DEALS

SEEDS = (1, 2, 3)
RENEW = "if that was meant, renew the golden file: .venv/bin/python -m tests.dealing.test_build"
PACK = loading.load("helpdesk")
SCRIPT = """
import sys
from pathlib import Path
from checker.dealing import build, draw
from checker.packs import loading
pack = loading.load("helpdesk")
for seed in sys.argv[2:]:
    made = build.build(draw.draw(pack, int(seed)), Path(sys.argv[1], seed)).dealt
    print(made.base_commit, made.head_commit)
"""


def deals_of(slug: str) -> dict[str, list[str]]:
    """Return the commit ids of a pack for three seeds."""
    return {
        str(seed): [made.base_commit, made.head_commit]
        for seed in SEEDS
        for made in [deal(draw(loading.load(slug), seed)).dealt]
    }


def renew() -> None:
    """Write the golden ids anew, and say which pack is dealt."""
    made = {}
    for number, slug in enumerate(loading.slugs(), 1):
        print_note(f"dealing {slug}, pack {number} of {len(loading.slugs())} ...")
        made[slug] = deals_of(slug)
    text = json.dumps(made, indent=2) + "\n"
    same = text == DEALS.read_text("utf-8")
    DEALS.write_text(text, "utf-8")
    print_note(f"tests/golden/{DEALS.name} {'is as it was' if same else 'is new'}")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dealing") / "round"
    build(draw(PACK, 1), folder)
    return folder


def git(folder: Path, *arguments: str) -> str:
    return gitenv.text(*arguments, cwd=folder)


@pytest.mark.parametrize("slug", loading.slugs())
def test_commit_ids_are_those_that_were_dealt_before(slug: str) -> None:
    golden = json.loads(DEALS.read_text("utf-8"))
    assert golden.get(slug) == deals_of(slug), f"{slug} deals other commits; {RENEW}"


def test_no_pack_that_is_no_more_was_dealt_before() -> None:
    assert {*json.loads(DEALS.read_text("utf-8"))} == {*loading.slugs()}


def test_another_machine_deals_the_same(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    settings = home / ".config" / "git"
    settings.mkdir(parents=True)
    (settings / "ignore").write_text("*.py\n*.md\n.env\n")
    (settings / "attributes").write_text("* text eol=crlf ident\n*.py filter=upper\n")
    config = (
        "[core]\nautocrlf = true\nhooksPath = /bin\nfileMode = false\n[commit]\ngpgSign = true\n"
        "[init]\ndefaultBranch = trunk\ndefaultObjectFormat = sha256\ntemplateDir = /bin\n"
        '[user]\nname = Somebody\n[filter "upper"]\nclean = tr a-z A-Z\nsmudge = tr a-z A-Z\n'
    )
    (home / ".gitconfig").write_text(config)
    (settings / "config").write_text(config)
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "7",
        "GIT_DIR": str(home / "elsewhere"),
        "GIT_WORK_TREE": str(home),
        "GIT_INDEX_FILE": str(home / "index"),
        "GIT_OBJECT_DIRECTORY": str(home / "objects"),
        "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
        "GIT_COMMITTER_NAME": "Somebody",
        "GIT_DEFAULT_HASH": "sha256",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.autocrlf",
        "GIT_CONFIG_VALUE_0": "true",
    }
    command = [sys.executable, "-c", SCRIPT, str(out), *map(str, SEEDS)]
    printed = subprocess.run(
        command, env=environ, umask=0o077, cwd=home, capture_output=True, text=True, check=True
    )
    golden = json.loads(DEALS.read_text("utf-8"))["helpdesk"]
    assert [line.split() for line in printed.stdout.splitlines()] == [*golden.values()]
    for seed in SEEDS:
        assert trees.read(out / str(seed) / "src") == trees_of(seed)
    assert sorted(path.name for path in home.iterdir()) == [".config", ".gitconfig"]


def trees_of(seed: int) -> dict[PurePosixPath, bytes]:
    head = deal(draw(PACK, seed)).dealt.head
    return {p.relative_to("src"): text for p, text in head.items() if p.is_relative_to("src")}


@pytest.mark.slow
def test_fifty_seeds_deal_fifty_different_heads() -> None:
    made = [deal(draw(PACK, seed)).dealt for seed in range(1, 51)]
    assert len({each.head_commit for each in made}) == 50
    assert len({each.base_commit for each in made}) == 1


def test_the_working_tree_is_what_was_planted(repository: Path) -> None:
    made = deal(draw(PACK, 1))
    here = {p: c for p, c in trees.read(repository).items() if p.parts[0] != ".git"}
    assert here.pop(PurePosixPath(DESCRIPTION)) == f"# {PACK.pr.title}\n\n{PACK.pr.body}".encode()
    assert here == made.planted.tree == made.dealt.head
    assert git(repository, "rev-parse", "HEAD") == made.dealt.head_commit


def test_git_sees_a_clean_tree_and_not_the_description(repository: Path) -> None:
    assert (repository / DESCRIPTION).is_file()
    assert git(repository, "status", "--porcelain", "--ignored=matching") == f"!! {DESCRIPTION}"
    assert git(repository, "symbolic-ref", "HEAD") == f"refs/heads/{PACK.pr.branch}"


def test_the_history_is_the_plan_and_nothing_more(repository: Path) -> None:
    refs = git(repository, "for-each-ref", "--format=%(refname)").split()
    assert refs == [f"refs/heads/{PACK.pr.branch}", "refs/heads/main"]
    assert not (repository / ".git" / "logs").exists()
    assert not (repository / ".git" / "hooks").exists()
    assert git(repository, "reflog") == ""
    assert git(repository, "fsck", "--unreachable", "--no-reflogs", "--strict") == ""
    subjects = git(repository, "log", "--reverse", "--format=%s", "main..HEAD").splitlines()
    planned = [commit.message.splitlines()[0] for commit in PACK.pr.commits]
    assert subjects == planned
    assert git(repository, "log", "--format=%s", "main") == "Initial import"


def test_every_path_comes_in_one_commit(repository: Path) -> None:
    listed = git(repository, "log", "--format=", "--name-only", "main..HEAD").split()
    assert len(listed) == len(set(listed)) >= 5


def test_authors_and_dates_are_the_packs(repository: Path) -> None:
    lines = git(repository, "log", "--reverse", "--format=%an|%ae|%cn|%at|%ct|%ai", "HEAD")
    first, *rest = [line.split("|") for line in lines.splitlines()]
    assert first[0] == "Robin Lindqvist"
    assert first[3] == str(FIRST_COMMIT_UNIX_SECONDS)
    assert {tuple(each[:3]) for each in rest} == {("Sam Okafor", "sam@example.com", "Sam Okafor")}
    times = [int(each[3]) for each in (first, *rest)]
    assert times == sorted(set(times))
    assert all(each[3] == each[4] and each[5].endswith("+0000") for each in (first, *rest))


def test_every_file_has_the_one_mode(repository: Path) -> None:
    modes = {line.split()[0] for line in git(repository, "ls-tree", "-r", "HEAD").splitlines()}
    assert modes == {"100644"}


def broken(*changes: AddFile | RemoveFile) -> Challenge:
    defect = replace(PACK.key.defects[0], changes=changes, sites=())
    return Challenge(pack=PACK, seed=1, defects=(defect,))


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    lost = broken(RemoveFile(path=PurePosixPath("gone.py")))
    with pytest.raises(PlantingError):
        build(lost, tmp_path / "deep" / "round")
    assert [*(tmp_path / "deep").iterdir()] == []
    unplanned = broken(AddFile(path=PurePosixPath("docs/deep/x.md"), text="x\n"))
    with pytest.raises(PackError, match=r"no planned commit brings docs/deep/x\.md"):
        build(unplanned, tmp_path / "round")
    assert [path.name for path in tmp_path.iterdir()] == ["deep"]


def test_what_is_there_already_is_kept(tmp_path: Path) -> None:
    (tmp_path / "round").mkdir()
    (tmp_path / "round" / "mine.txt").write_text("mine")
    with pytest.raises(OSError, match="round"):
        build(draw(PACK, 1), tmp_path / "round")
    assert [path.name for path in tmp_path.rglob("*")] == ["round", "mine.txt"]


def test_the_base_may_not_lose_a_file() -> None:
    base = loading.base_tree(PACK)
    head = {path: text for path, text in base.items() if path.name != "README.md"}
    with pytest.raises(PackError, match=r"README\.md is in the base and missing in the feature"):
        plan(PACK.pr, base, head)


if __name__ == "__main__":
    renew()
