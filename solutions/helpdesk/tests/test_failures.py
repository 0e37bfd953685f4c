"""How drafts and streams fail: with an AnswerError that keeps its cause."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.helpdesk.scenes import at_the_desk

NO_MESSAGE = answers.json_body(
    200,
    {
        "id": "1",
        "object": "chat.completion",
        "model": "mistral-small-2603",
        "created": 1,
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        "choices": [{"index": 0, "finish_reason": "stop"}],
    },
)
TOOLS_ONLY = answers.reply(None, tool_calls=[answers.tool_call("order", {"order_id": "A-1"})])
OFTEN = 20  # however often it is tried again
SECONDS = 5.0
FAILED = """
    from dataclasses import replace
    hasty = Drafter(replace(desk, settings=replace(desk.settings, draft_deadline_s=0.15)))

    async def draft(by, number):
        await by.draft(f"t-{number}")

    async def stream(by, number):
        async for _ in by.stream(f"t-{number}"):
            pass

    async def failed(work):
        try:
            await work
        except Exception as error:
            cause = error.__cause__ is not None
            return {"bases": [each.__name__ for each in type(error).__mro__], "cause": cause}
        return {"bases": [], "cause": False}

"""


@pytest.fixture(autouse=True)
def _hurried(player: Player) -> None:
    player.environ["HELPDESK_RETRY_INITIAL_MS"] = "20"
    player.environ["HELPDESK_RETRY_TOTAL_MS"] = "20"
    player.environ["HELPDESK_MAX_TOOL_ROUNDS"] = "1"


@pytest.mark.target("helpdesk.drafting:Drafter.stream")
def test_a_stream_that_fails_says_so(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_when("parcel number 1", *[answers.status(401)] * OFTEN)
    mistral.chat.respond_when("parcel number 2", *[answers.cut()] * OFTEN)
    scenario = """
    return {
        "a refusal": await failed(stream(drafter, 1)),
        "a lost connection": await failed(stream(drafter, 2)),
    }
    """
    outcome = player.run(at_the_desk(FAILED + scenario), tickets=2, seconds=SECONDS)
    for what, error in outcome.items():
        assert "AnswerError" in error["bases"], f"{what} does not end a stream with an AnswerError"
        assert error["cause"], f"the error of {what} has lost its cause"


@pytest.mark.target("helpdesk.drafting:Drafter.draft")
def test_a_draft_that_fails_says_so(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_when("parcel number 1", *[answers.status(422)] * OFTEN)
    mistral.chat.respond_when("parcel number 2", *[answers.hang()] * OFTEN)
    mistral.chat.respond_when("parcel number 3", *[NO_MESSAGE] * OFTEN)
    mistral.chat.respond_when("parcel number 4", *[TOOLS_ONLY] * OFTEN)
    scenario = """
    return {
        "a refusal": await failed(draft(drafter, 1)),
        "silence": await failed(draft(hasty, 2)),
        "an answer without message": await failed(draft(drafter, 3)),
        "nothing but tool calls": await failed(draft(drafter, 4)),
    }
    """
    outcome = player.run(at_the_desk(FAILED + scenario), tickets=4, seconds=SECONDS)
    for what, error in outcome.items():
        assert "AnswerError" in error["bases"], f"{what} does not end a draft with an AnswerError"
    for what in ("a refusal", "silence"):
        assert outcome[what]["cause"], f"the error of {what} has lost its cause"
