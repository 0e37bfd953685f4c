from __future__ import annotations

import contextlib

import pytest

from checker.sandbox.judge.import_watch import SILENT_TESTS, ImportWatch
from checker.sandbox.player.player import CandidateError, PlayerLostError
from tests.sandbox.conftest import Play

IN_TIME = 5.0  # seconds
AT_ONCE = 0.2


def watched(play: Play, code: str, call: str, *, tests: int, seconds: float) -> ImportWatch:
    """Return a watch that has seen some tests, each of which made one call."""
    watch = ImportWatch(["app"], seconds)
    for _ in range(tests):
        player = play(code)
        with contextlib.suppress(CandidateError, PlayerLostError):
            player.call(call, seconds=AT_ONCE)
        player.close()
        watch.saw(player)
    return watch


@pytest.mark.parametrize("code", ["while True: pass", "import signal\nsignal.pause()"])
def test_an_import_without_end_is_noticed_after_some_tests(play: Play, code: str) -> None:
    for tests, hangs in ((SILENT_TESTS - 1, False), (SILENT_TESTS, True)):
        watch = watched(play, code, "app:well", tests=tests, seconds=AT_ONCE)
        assert watch.hangs is hangs


@pytest.mark.parametrize(
    "code",
    [
        "def loop():\n    while True: pass",
        "raise ValueError",
        "import os\nos._exit(0)",
    ],
    ids=["hangs in a function", "raises", "dies"],
)
def test_what_ends_some_other_way_is_no_import_without_end(play: Play, code: str) -> None:
    watch = watched(play, code, "app:loop", tests=SILENT_TESTS + 1, seconds=IN_TIME)
    assert not watch.hangs


def test_one_answer_ends_the_watch(play: Play) -> None:
    watch = watched(play, "def well(): return 1", "app:well", tests=1, seconds=AT_ONCE)
    silent = play("while True: pass")
    for _ in range(SILENT_TESTS):
        with pytest.raises(PlayerLostError):
            silent.call("app:well", seconds=AT_ONCE)
        watch.saw(silent)
    assert not watch.hangs
