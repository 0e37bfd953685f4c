"""The history of mixed deals: real repositories, told by git."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path, PurePosixPath

import pytest

from checker import rounds
from checker.dealing.build import DESCRIPTION, Deal, build
from checker.dealing.draw import draw
from checker.dealing.history import AFTERTHOUGHTS, FIXES, FORMATTINGS, RESTS, Steps, history_steps
from checker.dealing.mess import Mess, MessKind, apply_edits, mess_of, with_claims
from checker.dealing.unformat import unformatted
from checker.grading.grade import match_context
from checker.model.key import Challenge, Edit, Pack
from checker.model.pack import Tree
from checker.model.profile import Difficulty, Profile
from checker.packs import loading
from checker.page.material import Material
from checker.prove.drawn import prove_repository
from checker.prove.proof import pack_trees
from checker.rounds import Round
from checker.submission.objects import read_tree
from checker.system import git as gitenv
from cli.output import answer_key

INTERVIEW = Profile(level=Difficulty.INTERVIEW)
FIFTY = range(1, 51)
FEWEST = 4
MOST_BYTES = 10_000_000
Laid = tuple[Challenge, Deal, Path]


def draws(pack: Pack, seeds: range = FIFTY) -> Iterator[Challenge]:
    return (draw(pack, seed, INTERVIEW) for seed in seeds)


def mess(challenge: Challenge) -> Mess:
    return mess_of(challenge, loading.reference_tree(challenge.pack))


def git(folder: Path, *arguments: str) -> str:
    return gitenv.text(*arguments, cwd=folder)


@pytest.fixture(scope="module", params=loading.slugs())
def pack(request: pytest.FixtureRequest) -> Pack:
    return loading.load(request.param)


@pytest.fixture(scope="module")
def made(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> list[Laid]:
    """Deals that have all kinds of mess between them, with their repositories."""
    folder = tmp_path_factory.mktemp("mess")
    wanted = {*MessKind}
    found: list[Laid] = []
    for challenge in draws(pack):
        kinds = mess(challenge).kinds
        if kinds & wanted or len(found) < FEWEST:
            into = folder / str(challenge.seed)
            found.append((challenge, build(challenge, into), into))
            wanted -= kinds
    assert not wanted
    return found


def test_main_has_gone_on_and_is_merged(made: list[Laid]) -> None:
    merging = [each for each in made if MessKind.MERGE in each[1].mess.kinds]
    assert merging
    for challenge, dealt, folder in merging:
        branch = challenge.pack.pr.branch
        [merge] = git(folder, "rev-list", "--merges", "--all").split()
        subject = git(folder, "log", "-1", "--format=%s", merge)
        ours, theirs = git(folder, "log", "-1", "--format=%P", merge).split()
        assert subject == f"Merge branch 'main' into {branch}"
        assert theirs == git(folder, "rev-parse", "main") == dealt.dealt.base_commit
        assert ours in git(folder, "rev-list", "--first-parent", branch).split()
        told = git(folder, "log", "--format=%an|%s", "main").splitlines()
        upstream = {f"Robin Lindqvist|{each.message}" for each in dealt.mess.upstream}
        assert {*told} == {"Robin Lindqvist|Initial import"} | upstream
        changed = {each.path.as_posix() for each in dealt.mess.upstream}
        assert {*git(folder, "diff", "--name-only", ours, merge).split()} == changed


def test_the_merge_base_is_what_the_pull_request_is_compared_with(made: list[Laid]) -> None:
    for challenge, dealt, folder in made:
        branch = challenge.pack.pr.branch
        assert git(folder, "merge-base", "main", branch) == dealt.dealt.base_commit
        head, base = dealt.dealt.head, dealt.dealt.base
        assert read_tree(folder, "main", most=MOST_BYTES) == base
        assert read_tree(folder, branch, most=MOST_BYTES) == head
        changed = {p.as_posix() for p in {*base, *head} if base.get(p) != head.get(p)}
        assert {*git(folder, "diff", "--name-only", f"main...{branch}").split()} == changed
        assert not changed & {each.path.as_posix() for each in dealt.mess.upstream}
        assert {each.path.as_posix() for each in dealt.mess.reformats} <= changed


def test_dates_increase_and_nobody_else_has_written_anything(made: list[Laid]) -> None:
    for challenge, _, folder in made:
        log = git(folder, "log", "--all", "--format=%at|%ct|%an|%cn|%P").splitlines()
        times = [line.split("|")[0] for line in log]
        assert len({*times}) == len(times)
        assert all(line.split("|")[0] == line.split("|")[1] for line in log)
        commits = git(folder, "log", "--all", "--format=%H").split()
        when = dict(zip(commits, map(int, times), strict=True))
        for line in git(folder, "log", "--all", "--format=%H %P").splitlines():
            commit, *parents = line.split()
            assert all(when[each] < when[commit] for each in parents)
        ours = challenge.pack.pr.author
        assert {tuple(line.split("|")[2:4]) for line in log} <= {
            (ours, ours),
            ("Robin Lindqvist", "Robin Lindqvist"),
        }


def test_no_object_says_what_was_there_before_the_planting(made: list[Laid]) -> None:
    for challenge, dealt, folder in made:
        proofs = prove_repository(pack_trees(challenge.pack), challenge, dealt, "mixed")
        assert [each.detail for each in proofs if not each.holds] == []
        drawn = [c for d in challenge.defects for c in d.changes if isinstance(c, Edit)]
        base, head = dealt.dealt.base, dealt.dealt.head
        known = {*git(folder, "rev-list", "main").split()}
        for commit in git(folder, "rev-list", "--all").split():
            if commit in known:
                continue
            tree = read_tree(folder, commit, most=MOST_BYTES)
            for each in drawn:
                clean, text = each.clean.encode(), tree.get(each.path, b"")
                if text != base.get(each.path):
                    assert text.count(clean) <= head[each.path].count(clean)


@pytest.mark.slow
def test_every_step_of_fifty_histories_holds_what_is_dealt_or_less(pack: Pack) -> None:
    """Fifty seeds without git: the pieces of a file are its beginning, or say the same untidily."""
    told: set[str] = set()
    for challenge in draws(pack):
        head, made = _steps(challenge)
        told |= {step.message for step in made}
        final: dict[PurePosixPath, bytes] = {}
        for step in made:
            final |= step.changes
            for path, text in step.changes.items():
                untidy = path.suffix == ".py" and text == unformatted(head[path])
                assert head[path].startswith(text) or untidy
        assert final.items() <= head.items()
        assert all(a.hours < b.hours for a, b in pairwise(made))
    for messages in (FIXES, RESTS, FORMATTINGS, AFTERTHOUGHTS[1:3]):
        assert told & {*messages}


def _steps(challenge: Challenge) -> tuple[Tree, Steps]:
    """Return the head of a challenge without planting anything, and how it came about."""
    pack = challenge.pack
    has = mess(challenge)
    head = apply_edits(loading.reference_tree(pack), has.side_edits)
    base = apply_edits(loading.base_tree(pack), has.upstream)
    changed = {p: t for p, t in head.items() if base.get(p) != t}
    kept = {p: t for p, t in changed.items() if p not in {r.path for r in has.reformats}}
    return head, history_steps(challenge, [(pack.pr.commits[0], kept)], has, head)


def test_a_fix_claims_more_than_it_brings(made: list[Laid]) -> None:
    fixing = [each for each in made if MessKind.HALF_FIX in each[1].mess.kinds]
    assert fixing
    for _, dealt, folder in fixing:
        log = git(folder, "log", "--format=%H %s", "main..HEAD").splitlines()
        [fix] = [line[:40] for line in log if line[41:] in FIXES]
        [rest] = [line[:40] for line in log if line[41:] in RESTS]
        [path] = git(folder, "diff", "--name-only", f"{fix}~", fix).split()
        halves = [gitenv.run("show", f"{c}:{path}", cwd=folder) for c in (f"{fix}~", fix, rest)]
        assert len(halves[0]) < len(halves[1]) < len(halves[2])
        assert halves[2] == dealt.dealt.head[PurePosixPath(path)]


def test_the_description_has_untrue_claims_before_its_contract(made: list[Laid]) -> None:
    for challenge, dealt, folder in made:
        body = challenge.pack.pr.body
        text = (folder / DESCRIPTION).read_text("utf-8")
        assert text == f"# {challenge.pack.pr.title}\n\n{dealt.description}"
        added = [line for line in text.splitlines() if line not in body.splitlines()]
        assert added[1:] == [each.text for each in dealt.mess.boasts]
        assert text.index(added[-1]) < text.index("**Contract**")
        assert dealt.description in match_context(challenge, dealt).texts
        told = answer_key.as_text(challenge, dealt, 1_000)
        assert all(each.text in told and each.why in told for each in dealt.mess.boasts)
        wide = [
            line for line in answer_key.as_text(challenge, dealt, 80).splitlines() if len(line) > 80
        ]
        assert all(max(map(len, line.split())) > 40 for line in wide), "only names are that long"
        json.dumps(answer_key.fields(challenge, dealt)["untrue"])
    assert with_claims("text\n", ()) == "text\n"


def test_untidied_code_says_the_same() -> None:
    text = (
        b'A = "a"\nB = "it\'s"\nC = f"{A}"\n\n\ndef f() -> str:\n    """Doc."""\n    return "x"\n'
    )
    assert unformatted(text) == (
        b'A = \'a\'\nB = "it\'s"\nC = f"{A}"\n\ndef f() -> str:\n    """Doc."""\n    return \'x\'\n'
    )


def test_a_round_shows_the_description_that_was_dealt(made: list[Laid]) -> None:
    challenge, dealt, folder = made[0]
    round_ = Round(
        pack=challenge.pack.pr.slug,
        digest=challenge.pack.digest,
        seed=challenge.seed,
        dealt_head=dealt.dealt.head_commit,
        base_commit=dealt.dealt.base_commit,
        branch=challenge.pack.pr.branch,
        started_at=datetime(2026, 3, 10, 9, tzinfo=UTC),
        minutes=45,
        description=dealt.description,
    )
    shown = Material(rounds.create(folder, round_), challenge.pack.pr)
    assert shown.pr.body == dealt.description != challenge.pack.pr.body
    files = {each.diff.path for each in shown.changes().files}
    assert not files & {each.path for each in dealt.mess.upstream}
    assert [each.subject for each in shown.commits()] == git(
        folder, "log", "--reverse", "--first-parent", "--format=%s", "main..HEAD"
    ).splitlines()
