"""What ``agentdesk ask`` makes of what is typed, and of what goes wrong."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from solutions.agent_desk.scenes import file_claim, fresh_word, wants

pytestmark = pytest.mark.target("agentdesk.cli:main")

AT_THE_TERMINAL = """
import asyncio
import builtins
import contextlib
import io
from pathlib import Path
from agentdesk.claims import ClaimBook
from agentdesk.cli import main
asked, shown, complaints = [], io.StringIO(), io.StringIO()

def typed(prompt=""):
    asked.append(prompt)
    return words

builtins.input = typed
with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(complaints):
    code = await asyncio.to_thread(main, ["ask", "s", "Please pay."])
paid = await ClaimBook(Path("desk")).paid_cents("C-1")
return {
    "code": code,
    "paid": paid,
    "asked": len(asked),
    "shown": shown.getvalue(),
    "complaints": complaints.getvalue(),
}
"""


@pytest.mark.parametrize("words", ["y", "Y", " y "])
def test_every_yes_is_a_yes(player: Player, mistral: Simulator, words: str) -> None:
    word = fresh_word()
    file_claim(player.folder)
    payment = wants(("pay_claim", {"claim_id": "C-1", "cents": 2_500}))
    mistral.chat.respond(payment, answers.reply(word))
    outcome = player.run(AT_THE_TERMINAL, words=words)
    assert outcome["asked"] == 1, "nobody was asked at the terminal"
    assert word in outcome["shown"], "the answer is not shown at the terminal"
    assert outcome["paid"] == 2_500, f"{words!r} was not taken for a yes"


def test_a_command_that_failed_says_so(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.status(400))
    try:
        outcome = player.run(AT_THE_TERMINAL, words="")
    except CandidateError as error:
        pytest.fail(f"{error.type} escapes from the command")
    assert outcome["code"] == 1, "there is no answer, and the exit code says that there is"
    assert outcome["complaints"].strip(), "the command failed without a word"
