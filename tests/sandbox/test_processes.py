"""What candidate code takes, starts and kills, and what is left of it all."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.errors import EnvironmentBrokenError
from checker.packs import loading
from checker.sandbox.client.judge import Judge
from checker.sandbox.client.protocol import HiddenTestRequest
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.player.host import Host
from checker.sandbox.player.player import CandidateError
from checker.system import trees
from tests.hijacked import answering
from tests.sandbox.processes import descendants, ended, opened

if TYPE_CHECKING:
    from tests.sandbox.conftest import Play

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc and pidfds")

WELL = "\ndef well():\n    return 'well'\n"
FORKS = """
    import os, signal

    def fork(apart):
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            if apart:
                os.setsid()
            os.write(theirs, b"!")
            while True:
                signal.pause()
        os.read(ours, 1)
        return pid
"""


def is_well(play: Play) -> bool:
    return bool(play(WELL).call("app:well") == "well")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("bytearray(5 << 30)", "MemoryError"),
        ("open('big', 'wb').write(bytes(20 << 20))", "OSError"),
        ("[open(__file__) for _ in range(500)]", "OSError"),
        ("(lambda f: f(f))(lambda f: f(f))", "RecursionError"),
    ],
)
def test_greed_is_the_candidates_error(play: Play, code: str, kind: str) -> None:
    player = play(f"def take():\n    {code}\n{WELL}")
    with pytest.raises(CandidateError) as caught:
        player.call("app:take")
    assert caught.value.type == kind
    assert is_well(play)


def test_a_player_is_ended_first_where_memory_runs_out(play: Play, host: Host) -> None:
    if host.level is Isolation.CONFINED:
        pytest.skip("it cannot read /proc there, so nobody sees it from within")
    player = play("def score():\n    return open('/proc/self/oom_score_adj').read()")
    assert player.call("app:score") == "1000\n"


def test_a_fork_ends_with_its_session_or_is_refused(play: Play, host: Host) -> None:
    player = play(FORKS)
    if host.level is not Isolation.BASIC:
        with pytest.raises(CandidateError, match="BlockingIOError"):
            player.call("app:fork", apart=False)
        return
    descriptor = os.pidfd_open(player.call("app:fork", apart=False))
    player.close()
    assert ended(descriptor)


def test_level_basic_does_not_end_what_left_its_group(play: Play, host: Host) -> None:
    player = play(FORKS)
    if host.level is not Isolation.BASIC:
        with pytest.raises(CandidateError, match="BlockingIOError"):
            player.call("app:fork", apart=True)
        return
    pid = player.call("app:fork", apart=True)
    descriptor = os.pidfd_open(pid)
    player.close()
    os.kill(pid, signal.SIGKILL)  # it is still there
    assert ended(descriptor)


@pytest.mark.parametrize(
    "path", [trees.__file__, loading.load("helpdesk").key.tests / "test_cli.py"]
)
def test_only_level_basic_lets_our_files_be_read_by_path(
    play: Play, host: Host, path: str | Path
) -> None:
    player = play("def peep(path):\n    return len(open(path).read())")
    path = str(path)
    if host.level is Isolation.BASIC:
        assert player.call("app:peep", path=path)
        return
    with pytest.raises(CandidateError) as caught:
        player.call("app:peep", path=path)
    assert "OSError" in caught.value.bases


def test_a_zygote_that_was_killed_is_replaced(play: Play, host: Host) -> None:
    first = play(WELL)
    assert first.call("app:well") == "well"
    process = host._process
    assert process is not None
    process.kill()
    assert is_well(play)
    killer = play("import os\ndef kill():\n    if os.getppid(): os.kill(os.getppid(), 9)")
    if host.level is Isolation.CONFINED:
        with pytest.raises(CandidateError, match="PermissionError"):
            killer.call("app:kill")
    else:  # strict: it has no parent that it could see; basic: it may, and gains nothing
        assert killer.call("app:kill") is None
    assert is_well(play)


def test_a_closed_host_leaves_nothing_behind(host: Host) -> None:
    before = set(descendants(os.getpid()))
    with Host(host.level) as mine, ExitStack() as stack:
        folder = stack.enter_context(mine.room())
        session = mine.open(path=(), folder=folder, environ={}, servers={"global": "http://x:1"})
        started = opened({*descendants(os.getpid())} - before)
        assert len(started) >= 2
        session.end()
    assert {ended(descriptor) for descriptor in started} == {True}
    assert not Path(str(folder)).exists()


def test_a_player_that_answers_everything_is_reported() -> None:
    pack = loading.load("helpdesk")
    tree = dict(loading.reference_tree(pack))
    path = next(path for path in tree if path.name == "settings.py")
    tree[path] += answering("{'value': True}").encode()
    named = ("test_settings.py::test_the_defaults_are_those_of_the_pull_request",)
    with Judge(Isolation.BASIC) as judge, tempfile.TemporaryDirectory() as folder:
        request = HiddenTestRequest(pack=pack, tree=Path(folder), node_ids=named)
        trees.write(tree, request.tree)
        judgement = judge.run(request)
        assert judgement.integrity == (
            "the player answered a call to a module that does not exist",
        )
        tree[path] += answering("{'raised': {'type': 'Nope'}}").encode()
        trees.write(tree, request.tree)
        judgement = judge.run(request)
        assert judgement.integrity == ("the canary call was answered with Nope",)
        trees.write(loading.reference_tree(pack), request.tree)
        assert judge.run(request).integrity == ()


def test_a_judge_that_was_killed_is_our_fault_and_leaves_nothing_behind() -> None:
    pack = loading.load("helpdesk")
    before = set(descendants(os.getpid()))
    left: list[int] = []

    def kill(doing: str, done: int, total: int) -> None:
        del doing, done, total
        if not left:
            left.extend(opened({*descendants(os.getpid())} - before))
            process = judge._process
            assert process is not None
            process.kill()

    request = HiddenTestRequest(pack=pack, tree=pack.pr.base, node_ids=("test_settings.py",))
    with Judge() as judge:
        with pytest.raises(EnvironmentBrokenError, match="the judge failed"):
            judge.run(request, kill)
        assert len(left) >= 2
        assert {ended(descriptor) for descriptor in left} == {True}
        again = judge.run(request)
        assert again.results
    assert set(descendants(os.getpid())) <= before
