"""What the command promises about the person at the terminal."""

from __future__ import annotations

from typing import Any

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.agent_desk.scenes import file_claim, wants

pytestmark = pytest.mark.target("agentdesk.cli:main")

AT_THE_TERMINAL = """
import asyncio
import builtins
from pathlib import Path
from agentdesk.claims import ClaimBook
from agentdesk.cli import main
on_the_loop = []

def typed(prompt=""):
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        on_the_loop.append(False)
    else:
        on_the_loop.append(True)
    return words

builtins.input = typed
code = await asyncio.to_thread(main, ["ask", "s", "Please pay."])
paid = await ClaimBook(Path("desk")).paid_cents("C-1")
return {"code": code, "paid": paid, "asked": len(on_the_loop), "blocked": any(on_the_loop)}
"""


def at_the_terminal(player: Player, mistral: Simulator, words: str) -> Any:
    file_claim(player.folder)
    mistral.chat.respond(
        wants(("pay_claim", {"claim_id": "C-1", "cents": 2_500})), answers.reply("Done.")
    )
    return player.run(AT_THE_TERMINAL, words=words)


@pytest.mark.parametrize("words", ["", "what?"])
def test_only_a_yes_is_a_yes(player: Player, mistral: Simulator, words: str) -> None:
    outcome = at_the_terminal(player, mistral, words)
    assert outcome["asked"] == 1, "nobody was asked at the terminal"
    assert outcome["paid"] == 0, f"{words!r} was taken for a yes"


def test_waiting_for_a_person_does_not_block_the_loop(player: Player, mistral: Simulator) -> None:
    outcome = at_the_terminal(player, mistral, "y")
    assert outcome["asked"] == 1, "nobody was asked at the terminal"
    assert not outcome["blocked"], "input() is called on the event loop"


def test_a_yes_pays(player: Player, mistral: Simulator) -> None:
    outcome = at_the_terminal(player, mistral, "yes")
    assert (outcome["code"], outcome["paid"]) == (0, 2_500)
