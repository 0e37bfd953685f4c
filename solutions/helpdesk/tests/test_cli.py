"""What the command promises."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers

pytestmark = pytest.mark.target("helpdesk.cli:main")


def add(player: Player, body: str) -> None:
    argv = ["add", "ada@example.com", "Parcel", body]
    assert player.call("helpdesk.cli:main", argv=argv) == 0


def test_failures_are_told_by_the_exit_code(player: Player, mistral: Simulator) -> None:
    add(player, "the first parcel")
    assert player.call("helpdesk.cli:main", argv=["draft"]) == 0, "a run without failures fails"
    for body in ("the second parcel", "the fourth parcel"):
        mistral.chat.respond_when(body, *[answers.status(400)] * 2)
    add(player, "the second parcel")
    add(player, "the third parcel")
    code = player.call("helpdesk.cli:main", argv=["draft"])
    assert code == 1, f"exit code {code} although a ticket failed"
    add(player, "the fourth parcel")
    code = player.call("helpdesk.cli:main", argv=["draft"])
    assert code == 1, f"exit code {code} when two tickets fail"


def test_a_run_without_failures_exits_with_zero(player: Player, mistral: Simulator) -> None:
    add(player, "a parcel")
    for queue in ("one ticket", "an empty queue"):
        code = player.call("helpdesk.cli:main", argv=["draft"])
        assert code == 0, f"exit code {code} for {queue} without a failure"
    assert len(mistral.chat.requests) == 1
