"""Candidate code that lies on its channel, or ends, or never ends: it gains nothing by it."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest

from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.player.player import Call, CandidateError, PlayerLostError
from tests.hijacked import answering

if TYPE_CHECKING:
    from checker.sandbox.player.host import Host
    from tests.sandbox.conftest import Play

WELL = "\ndef well():\n    return 'well'\n"
EVERYWHERE = """
    import os

    def everywhere(data):
        for number in range(3, 256):
            try:
                os.write(number, data)
            except OSError:
                pass
"""


def is_well(play: Play) -> bool:
    return bool(play(WELL).call("app:well") == "well")


@pytest.mark.parametrize(
    "code",
    [
        "import os; os._exit(0)",
        "import ctypes; ctypes.string_at(0)",
        "import os; os.closerange(3, 256); os._exit(0)",
        "class Odd(BaseException): pass\nraise Odd",
    ],
)
def test_code_that_ends_its_process_at_import_is_lost(play: Play, code: str) -> None:
    player = play(f"{code}\n{WELL}")
    with pytest.raises(PlayerLostError):
        player.call("app:well")
    assert not player.alive
    assert is_well(play)


@pytest.mark.parametrize(
    "deed",
    [
        "for n in range(40): open(f'f{n}', 'wb').write(bytes(10 << 20))",
        "for n in range(25_000): os.symlink('x', f'f{n}')",
        "for n in range(25_000): os.mkdir('d'); os.chdir('d')",
    ],
)
def test_code_that_fills_its_folder_gains_nothing(play: Play, host: Host, deed: str) -> None:
    player = play(f"import os, time\ndef fill():\n    {deed}\n    time.sleep(60)")
    strict = host.level is Isolation.STRICT  # the kernel keeps the size there
    end, words = (CandidateError, "No space left") if strict else (PlayerLostError, "fills its")
    with pytest.raises(end, match=words):
        player.call("app:fill", seconds=60)
    assert is_well(play)


def test_an_import_that_leaves_is_an_error_like_others(play: Play) -> None:
    with pytest.raises(CandidateError, match="SystemExit"):
        play("raise SystemExit(0)").call("app:well")


@pytest.mark.parametrize(
    "code",
    [
        "while True: pass",
        "import signal\nfor n in (2, 14, 15): signal.signal(n, signal.SIG_IGN)\nwhile 1: pass",
        "import signal\nsignal.pause()",
        "sum(range(10**13))",
    ],
)
def test_an_import_without_end_is_given_up(play: Play, code: str) -> None:
    player = play(f"{code}\n{WELL}")
    with pytest.raises(PlayerLostError, match=r"no answer within 0\.2 s"):
        player.call("app:well", seconds=0.2)
    assert is_well(play)


@pytest.mark.parametrize(
    "data",
    [
        b'{"id": "0000000000000000", "value": "forged"}\n',
        b'{"value": "forged"}\n',
        b'{"id": null, "value": "forged"}\n',
        b'["forged"]\n',
        b"forged\n",
        b"\xff\xfe\n",
        b"\n",
        b'{"id": NaN}\n',
        b'{"id": ' + b"9" * 5_000 + b"}\n",
        b"[" * 100_000 + b"\n",
        b'{"id":' * 50 + b"1" + b"}" * 50 + b"\n",
        b"x" * (1 << 21),
    ],
    ids=lambda data: repr(data[:20]),
)
def test_a_forged_reply_is_no_value(play: Play, data: bytes) -> None:
    player = play(f"{EVERYWHERE}\n    def forge():\n        everywhere({shortened(data)})\n")
    with pytest.raises(PlayerLostError):
        player.call("app:forge")
    assert not player.alive
    assert is_well(play)


def shortened(data: bytes) -> str:
    """Return an expression for the bytes that fits on a line."""
    return f"__import__('zlib').decompress({zlib.compress(data)!r})"


def test_a_reply_that_knows_its_id_spoils_the_next_one(play: Play) -> None:
    player = play(f"""{EVERYWHERE}
    import json, sys

    def forge():
        frame = sys._getframe()
        while "request" not in frame.f_locals:
            frame = frame.f_back
        reply = {{"id": frame.f_locals["request"]["id"], "value": "forged"}}
        everywhere(json.dumps(reply).encode() + b"\\n")
        return "honest"
    """)
    assert player.call("app:forge") == "forged"  # it may say what it likes: it is asked
    with pytest.raises(PlayerLostError, match="wrong id"):
        player.call("app:forge")


def test_an_answer_to_another_question_is_none(play: Play) -> None:
    player = play("async def slow(): return 'slow'\ndef fast(): return 'fast'")
    player.start("from app import slow\nreturn await slow()")
    with pytest.raises(PlayerLostError, match="wrong id"):
        player.call("app:fast")


@pytest.mark.parametrize(
    "reply",
    [
        {"value": ["a", "b"]},
        {"value": [{}, {}]},
        {"value": [{"raised": "x"}, {"value": 1}]},
        {"value": "no list"},
        {"raised": 5},
        {},
    ],
    ids=str,
)
def test_replies_of_the_wrong_shape_lose_the_player(play: Play, reply: object) -> None:
    player = play(answering(repr(reply)))
    with pytest.raises(CandidateError):
        player.call("app:gone")  # now it is imported, and answers
    call = Call(target="app:gone", arguments={})
    with pytest.raises(PlayerLostError):
        player.gather([call, call])
    assert not player.alive


def test_an_error_of_the_wrong_shape_is_still_an_error(play: Play) -> None:
    odd = {"type": ["x"], "bases": 7, "message": {}, "cause": 1}
    player = play(answering(repr({"raised": odd})))
    with pytest.raises(CandidateError):
        player.call("app:gone")
    with pytest.raises(CandidateError) as caught:
        player.call("app:gone")
    assert caught.value.bases == ()


def test_a_flood_of_output_harms_nobody(play: Play) -> None:
    player = play("""
        import os, sys

        def flood():
            for _ in range(64):
                sys.stdout.write("x" * (1 << 20))
                sys.stderr.write("x" * (1 << 20))
                os.write(1, b"x" * (1 << 20))
            return sys.stdin.read()
    """)
    assert player.call("app:flood") == ""
