"""What the commands say, and what they exit with."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from solutions.helpdesk.scenes import fresh_word

MAIN = "helpdesk.cli:main"

pytestmark = pytest.mark.target(MAIN)

TOLD = """
import asyncio
import contextlib
import io
from helpdesk.cli import main

async def told(*argv):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        await asyncio.to_thread(main, argv)
    return said.getvalue()

number = (await told("add", customer, subject, body)).strip()
waiting = await told("list")
await told("draft")
return {"number": number, "waiting": waiting, "left": await told("list")}
"""


def test_a_ticket_that_is_not_there_is_told_by_the_exit_code(player: Player) -> None:
    for command in ("answer", "preview"):
        try:
            code = player.call(MAIN, argv=[command, "t-9"])
        except CandidateError as error:
            pytest.fail(f"{command} of no ticket ends in a traceback: {error.type}")
        assert code == 1, f"{command} of no ticket exits with {code}"


def test_what_is_added_is_listed_and_drafted(player: Player, mistral: Simulator) -> None:
    customer, subject, body = (f"{fresh_word()}{end}" for end in ("@example.com", "-s", "-b"))
    told = player.run(TOLD, customer=customer, subject=subject, body=body)
    for part in (told["number"], customer, subject):
        assert part, "the number of a new ticket is not printed"
        assert part in told["waiting"], "list leaves out the number, the customer or the subject"
    [request] = mistral.chat.requests
    asked = str(request.messages)
    assert subject in asked, "the model is not told the subject"
    assert body in asked, "the model is not told the question"
    assert not mistral.saw(customer), "the customer's address went over the wire"
    assert told["number"] not in told["left"], "a ticket with a draft is still listed as open"


FAILING = """
import asyncio
import contextlib
import io
from helpdesk.cli import main

async def told(*argv):
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        code = await asyncio.to_thread(main, argv)
    return {"code": code, "said": said.getvalue().strip(), "complained": complained.getvalue()}

numbers = [(await told("add", "a@example.com", "Parcel", body))["said"] for body in bodies]
return {"numbers": numbers, "draft": await told("draft", "--export", "drafts.jsonl")}
"""


def test_a_ticket_that_fails_is_named_and_the_others_are_exported(
    player: Player, mistral: Simulator
) -> None:
    bad, good, text = (fresh_word() for _ in range(3))
    mistral.chat.respond_when(bad, answers.status(400))
    mistral.chat.respond_when(good, answers.reply(text))
    outcome = player.run(FAILING, bodies=[bad, good])
    failed, drafted = outcome["numbers"]
    complained = outcome["draft"]["complained"]
    assert "<" not in complained, f"instead of a ticket's number people read {complained!r}"
    assert failed in complained, "nobody is told which ticket failed"
    assert drafted not in complained, "a ticket that was drafted is told among the failures"
    export = player.folder / "drafts.jsonl"
    assert export.is_file(), "what was drafted beside a failure is not exported"
    assert text in export.read_text("utf-8"), "what was drafted beside a failure is not exported"
