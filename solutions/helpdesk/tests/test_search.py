"""What ``Archive.search`` finds, and what it says when it cannot search."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from checker.simulator.wire.answer import Answer
from solutions.helpdesk.scenes import at_the_desk

pytestmark = pytest.mark.target("helpdesk.archive:Archive.search")

PAST = """
    from dataclasses import replace
    from datetime import UTC, datetime
    when = datetime(2026, 1, 1, tzinfo=UTC)

    def answered(name, question):
        return PastAnswer(ticket_id=name, question=question, answer="...", answered_at=when)

"""


def vectors(*told: tuple[int, list[float]]) -> Answer:
    """Return an answer of the embeddings, each vector with the index of its text."""
    return answers.json_body(
        200,
        {
            "id": "1",
            "object": "list",
            "model": "mistral-embed-2312",
            "usage": {"prompt_tokens": 1, "completion_tokens": 0, "total_tokens": 1},
            "data": [
                {"object": "embedding", "index": index, "embedding": vector}
                for index, vector in told
            ],
        },
    )


def test_no_more_is_found_than_asked_for_and_nothing_of_another_desk(player: Player) -> None:
    outcome = player.run(
        at_the_desk(
            PAST
            + """
    await desk.archive.refresh([
        answered("a", "refund voucher"),
        answered("b", "refund voucher warranty invoice"),
        answered("c", "refund voucher warranty"),
    ])
    found = await desk.archive.search("refund voucher warranty invoice", limit=2)
    elsewhere = replace(desk.settings, database=desk.settings.database.with_name("other.sqlite3"))
    async with open_desk(elsewhere) as other:
        foreign = await other.archive.search("refund")
    return {"found": [past.ticket_id for past in found], "foreign": len(foreign)}
    """
        ),
        tickets=0,
    )
    assert outcome["found"] == ["b", "c"], f"found {outcome['found']} with a limit of 2"
    assert outcome["foreign"] == 0, "a desk without answers finds those of another desk"


def test_vectors_belong_to_the_texts_of_their_index(player: Player, mistral: Simulator) -> None:
    nothing = [0.0, 0.0]
    mistral.embeddings.respond(
        vectors((2, [0.0, 1.0]), (0, nothing), (1, [1.0, 0.0])), vectors((0, [1.0, 0.0]))
    )
    scenario = """
    await desk.archive.refresh([answered(name, f"question {name}") for name in "abc"])
    return [past.ticket_id for past in await desk.archive.search("a question", limit=1)]
    """
    try:
        found = player.run(at_the_desk(PAST + scenario), tickets=0)
    except CandidateError as error:
        pytest.fail(f"a text whose vector has no length ends in {error.type}")
    assert found == ["b"], f"found {found}: the vectors were told out of order"


def test_a_connection_that_is_lost_is_an_answer_error(player: Player, mistral: Simulator) -> None:
    player.environ["HELPDESK_RETRY_INITIAL_MS"] = "1"
    player.environ["HELPDESK_RETRY_TOTAL_MS"] = "20"
    mistral.embeddings.respond_when("a lost question", *[answers.cut()] * 99)
    scenario = """
    await desk.archive.refresh([answered("a", "a question")])
    await desk.archive.search("a lost question")
    """
    with pytest.raises(CandidateError) as caught:
        player.run(at_the_desk(PAST + scenario), tickets=0)
    assert "AnswerError" in caught.value.bases, f"{caught.value.type} instead of AnswerError"
    assert caught.value.cause is not None, f"{caught.value.type} has lost its cause"
