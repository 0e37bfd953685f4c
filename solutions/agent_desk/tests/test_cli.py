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
import gc
import sys
import threading
from pathlib import Path
from agentdesk.claims import ClaimBook
from agentdesk.cli import main
on_the_loop, mine = [], asyncio.get_running_loop()

def stands(loop):
    turned = threading.Event()
    loop.call_soon_threadsafe(turned.set)
    return not turned.wait(2)

def typed(prompt="", *rest):
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        loops = [each for each in gc.get_objects() if isinstance(each, asyncio.BaseEventLoop)]
        running = [each for each in loops if each is not mine and each.is_running()]
        on_the_loop.append(any(map(stands, running)))
    else:
        on_the_loop.append(True)
    return words[min(len(on_the_loop), len(words)) - 1]

class Terminal:
    def readline(self, *rest):
        return f"{typed()}\\n"

    def __iter__(self):
        return iter(self.readline, None)

builtins.input, sys.stdin = typed, Terminal()
codes, paid = [], []
for number in range(len(words)):
    codes.append(await asyncio.to_thread(main, ["ask", f"s{number}", "Please pay."]))
    paid.append(await ClaimBook(Path("desk")).paid_cents("C-1"))
return {"codes": codes, "paid": paid, "asked": len(on_the_loop), "blocked": any(on_the_loop)}
"""
NO_YES = ["", "what?", "maybe", "any", "nein", "not yet", " ", "q", "0", "[y/N]"]


def at_the_terminal(player: Player, mistral: Simulator, *words: str) -> Any:
    file_claim(player.folder)
    payment = wants(("pay_claim", {"claim_id": "C-1", "cents": 2_500}))
    mistral.chat.respond(*(payment, answers.reply("Done.")) * len(words))
    return player.run(AT_THE_TERMINAL, words=words)


def test_only_a_yes_is_a_yes(player: Player, mistral: Simulator) -> None:
    outcome = at_the_terminal(player, mistral, *NO_YES)
    assert outcome["asked"] == len(NO_YES), "a person was not asked once about every payment"
    for words, paid in zip(NO_YES, outcome["paid"], strict=True):
        assert paid == 0, f"{words!r} was taken for a yes"


def test_waiting_for_a_person_does_not_block_the_loop(player: Player, mistral: Simulator) -> None:
    outcome = at_the_terminal(player, mistral, "y")
    assert outcome["asked"] == 1, "nobody was asked at the terminal"
    assert not outcome["blocked"], "the event loop stands still while a person thinks"


def test_a_yes_pays(player: Player, mistral: Simulator) -> None:
    outcome = at_the_terminal(player, mistral, "yes", "no", "YES")
    assert outcome["codes"] == [0, 0, 0]
    assert outcome["paid"] == [2_500, 2_500, 5_000]
