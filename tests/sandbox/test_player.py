"""How a hidden test calls candidate code, and what that code knows of the machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.sandbox.player.host import Host
from checker.sandbox.player.launch import environment
from checker.sandbox.player.player import Call, CandidateError, PlayerLostError
from checker.simulator import Simulator

if TYPE_CHECKING:
    from tests.sandbox.conftest import Play


def test_coroutines_are_awaited_and_attributes_followed(play: Play) -> None:
    player = play("""
        class Desk:
            @staticmethod
            async def answer(ticket, *, loud=False):
                return ticket.upper() if loud else ticket
    """)
    assert player.call("app:Desk.answer", ticket="t", loud=True) == "T"


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("app:gone", "AttributeError"),
        ("gone:it", "ModuleNotFoundError"),
        ("app:fails", "ValueError"),
        ("app:leaves", "SystemExit"),
        ("app:is_cancelled", "CancelledError"),
        ("app:takes_none", "TypeError"),
    ],
)
def test_what_is_raised_is_told_and_the_player_goes_on(play: Play, target: str, kind: str) -> None:
    player = play("""
        import asyncio

        class Silent(ValueError):
            def __str__(self):
                raise RuntimeError

        def fails(x): raise ValueError("no" * 5_000)
        def leaves(x): raise SystemExit(0)
        def takes_none(): pass
        async def is_cancelled(x): raise asyncio.CancelledError
        def works(x): return x
    """)
    with pytest.raises(CandidateError) as caught:
        player.call(target, x=1)
    assert caught.value.type == kind
    assert len(caught.value.message) <= 2_000
    assert player.call("app:works", x=1) == 1


def test_an_error_tells_its_bases_its_text_and_its_cause(play: Play) -> None:
    player = play("""
        class AppError(Exception): pass
        class LostError(AppError): pass

        class SilentError(Exception):
            def __str__(self):
                raise RuntimeError

        def lost():
            try:
                {}["key"]
            except KeyError as error:
                raise LostError("ticket t-1 is lost") from error

        def silent():
            raise SilentError
    """)
    with pytest.raises(CandidateError, match=r"^LostError: ticket t-1 is lost$") as caught:
        player.call("app:lost")
    assert caught.value.bases[:3] == ("LostError", "AppError", "Exception")
    assert caught.value.cause == "KeyError"
    with pytest.raises(CandidateError, match="its text is not available") as caught:
        player.call("app:silent")
    assert caught.value.cause is None


def test_gathered_calls_run_together_and_fail_alone(play: Play) -> None:
    player = play("""
        import asyncio

        met = asyncio.Barrier(2)

        async def meet(name):
            await met.wait()
            return name

        async def fail():
            raise ValueError("alone")
    """)
    calls = [Call(target="app:meet", arguments={"name": name}) for name in "ab"]
    failing = Call(target="app:fail", arguments={})
    first, error, second = player.gather([calls[0], failing, calls[1]])
    assert (first, second) == ("a", "b")
    assert isinstance(error, CandidateError)
    assert error.message == "alone"


def test_a_scenario_takes_values_and_messages(play: Play) -> None:
    player = play("async def double(x): return x * 2")
    running = player.start(
        "from app import double\nheard = [await inbox.get(), await inbox.get()]\n"
        "return [await double(start), *heard]",
        start=4,
    )
    running.send("early")
    running.send({"late": True})
    assert running.result() == [8, "early", {"late": True}]
    assert player.run("return [a, b]", a=1, b=None) == [1, None]
    with pytest.raises(CandidateError, match="SyntaxError"):
        player.run("return return")


def test_nothing_of_the_judges_machine_can_be_seen(play: Play, host: Host) -> None:
    player = play("""
        import os, sys

        def seen():
            return dict(os.environ), os.getcwd(), sys.path, sys.argv, sys.flags.isolated
    """)
    player.environ["MISTRAL_API_KEY"] = "the-tests-key"
    environ, cwd, path, argv, isolated = player.call("app:seen")
    known = environment(str(player.folder), host.trusted)
    assert environ == {**known, "MISTRAL_API_KEY": "the-tests-key"}
    assert "the-judges-own-key" not in str(environ)
    assert environ["HOME"] == environ["TMPDIR"] == cwd == str(player.folder)
    assert isolated == 1
    seen = " ".join([*path, *argv])
    assert "site-packages" not in seen
    assert str(Path.cwd()) not in seen


@pytest.mark.parametrize(
    "name",
    [
        *("checker", "cli", "prs", "solutions", "messypr", "tests", "benchmarks"),
        *("checker.sandbox.judge", "solutions.helpdesk", "git", "libcst", "mypy", "rich", "click"),
    ],
)
def test_nothing_of_ours_can_be_imported(play: Play, name: str) -> None:
    player = play("import importlib\ndef load(name): importlib.import_module(name)")
    with pytest.raises(CandidateError, match="ModuleNotFoundError"):
        player.call("app:load", name=name)


@pytest.mark.parametrize("region", ["global", "eu", "us"])
@pytest.mark.parametrize("way", ["complete", "complete_async"])
def test_a_client_as_anybody_makes_it_reaches_the_simulator(
    play: Play, mistral: Simulator, region: str, way: str
) -> None:
    ask = (
        f"client.chat.{way}(model='mistral-small-2603', messages=[{{'role':'user','content':'?'}}])"
    )
    player = play(f"""
        from mistralai.client import Mistral

        async def ask(**settings):
            client = Mistral(api_key="any-key", **settings)
            answer = {"await " if "async" in way else ""}{ask}
            return answer.choices[0].message.content
    """)
    settings: dict[str, Any] = {} if region == "global" else {"server": region}
    assert player.call("app:ask", **settings)
    assert [(request.region, request.endpoint) for request in mistral.requests] == [
        (region, "chat")
    ]


def test_every_player_starts_afresh(play: Play) -> None:
    player = play("calls = []\ndef call():\n    calls.append(1)\n    return len(calls)")
    assert [player.call("app:call"), player.call("app:call")] == [1, 2]
    player.close()
    assert not player.alive
    assert player.call("app:call") == 1


def test_a_hung_player_is_given_up(play: Play) -> None:
    player = play("def loop():\n    while True: pass\ndef well(): return 1")
    with pytest.raises(PlayerLostError, match=r"no answer within 0\.2 s"):
        player.call("app:loop", seconds=0.2)
    assert not player.alive
    assert player.call("app:well") == 1
