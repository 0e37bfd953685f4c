"""What a session finds, where it writes, and what is left of it for a later one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.player.player import CandidateError

if TYPE_CHECKING:
    from checker.sandbox.player.host import Host
    from tests.sandbox.conftest import Play

WRITES = """
    import os

    def writes(*, places, size=1):
        done = []
        for place in places:
            try:
                with open(place, "wb") as file:
                    for _ in range(size):
                        file.write(bytes(1 << 20))
                done.append(place)
            except OSError:
                pass
        return done

    def there(*, places):
        return [place for place in places if os.path.exists(place)]

    def folders():
        found = set()
        for start in ("/", os.getcwd()):
            for top, below, _ in os.walk(start):
                below[:] = [] if top.startswith(("/proc", "/sys")) else below
                place = os.path.join(top, "a-file-of-mine")
                try:
                    open(place, "w").close()
                except OSError:
                    continue
                os.unlink(place)
                found.add(top)
        return found
"""
THERE = "import os\nreturn os.path.exists(name)"
TEMPORARY = ("/tmp/mine", "/dev/shm/mine")
LOOKS = """
    import importlib, os, socket, ssl, sys

    def imports(*, names):
        found = []
        for name in names:
            try:
                importlib.import_module(name)
                found.append(name)
            except ImportError:
                pass
        return found

    def texts():
        authorities = ssl.create_default_context().get_ca_certs()
        try:
            line = open("/proc/self/cmdline").read()
        except OSError:
            line = ""
        main = [*vars(sys.modules["__main__"])]
        return [*sys.modules, *sys.argv, *sys.orig_argv, *sys.path, *os.environ,
                *os.environ.values(), os.getcwd(), __file__, socket.gethostname(), line,
                str(authorities), *main]
"""
WORDS = ("messypr", "judge", "sandbox", "bwrap", "attack", "simulator")


@pytest.fixture
def kept_in(host: Host) -> None:
    if host.level is Isolation.BASIC:
        pytest.skip("basic is no sandbox")


@pytest.mark.usefixtures("kept_in")
def test_a_session_writes_to_its_folder_and_to_what_goes_with_it(play: Play, host: Host) -> None:
    player = play(WRITES)
    found = player.call("app:folders", seconds=60)
    temporary = ["/tmp", "/dev/shm"] if host.level is Isolation.STRICT else []
    assert sorted(found) == sorted([*temporary, str(player.folder)])


@pytest.mark.usefixtures("kept_in")
def test_nothing_is_left_for_a_later_session(play: Play) -> None:
    play(WRITES).call("app:writes", places=TEMPORARY)
    assert play(WRITES).call("app:there", places=TEMPORARY) == []


def test_folders_for_temporary_files_have_a_size(play: Play, host: Host) -> None:
    if host.level is not Isolation.STRICT:
        pytest.skip("at the other levels they are not the session's own")
    player = play(WRITES)
    small = [f"{place}-{n}" for place in TEMPORARY for n in range(4)]
    assert player.call("app:writes", places=small, size=10) == small
    large = [f"{place}-large-{n}" for place in TEMPORARY for n in range(4)]
    assert len(player.call("app:writes", places=large, size=12)) <= 4


def test_one_session_does_not_see_the_folder_of_another(play: Play, host: Host) -> None:
    if host.level is Isolation.BASIC:
        pytest.skip("basic is no sandbox")
    first, second = play(""), play("")
    for each in (first, second):
        (each.folder / "mine").write_text("x")
    (second.folder / "only-there").write_text("x")
    assert second.run(THERE, name="only-there")
    assert first.run(THERE, name="mine")
    assert not first.run(THERE, name="only-there")
    if host.level is Isolation.CONFINED:  # there it is at another path
        with pytest.raises(CandidateError, match="PermissionError"):
            first.run("return open(place).read()", place=str(second.folder / "mine"))


def test_a_file_lasts_from_one_session_to_the_next_of_the_same_test(play: Play) -> None:
    player = play(WRITES)
    player.call("app:writes", places=["kept"])
    player.close()
    assert player.call("app:there", places=["kept"]) == ["kept"]
    assert (player.folder / "kept").is_file()


def test_nothing_names_what_started_the_session(play: Play, host: Host) -> None:
    player = play(LOOKS)
    names = ("messypr_inside", "runner", "runner.calls", "inside", "checker")
    assert player.call("app:imports", names=names) == []
    texts = player.call("app:texts")
    told = [text for text in texts if any(word in text.lower() for word in WORDS)]
    if host.level is Isolation.STRICT:
        assert told == []
    else:  # there are real paths, of which our folder for temporary files is one
        assert [text for text in told if not is_path(text)] == []


def is_path(text: Any) -> bool:
    return str(text).startswith("/")
