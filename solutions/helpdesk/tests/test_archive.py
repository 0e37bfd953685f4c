"""What the archive promises about batches."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from solutions.helpdesk.scenes import at_the_desk

pytestmark = pytest.mark.target("helpdesk.archive:Archive.refresh")

TOPICS = ("refund", "parcel", "invoice", "password", "voucher", "warranty")
REFRESH = """
    from datetime import UTC, datetime
    past = [
        PastAnswer(
            ticket_id=topic,
            question=f"question about the {topic}",
            answer="...",
            answered_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for topic in topics
    ]
    told = []
    for _ in range(times):
        try:
            told.append(await desk.archive.refresh(past))
        except Exception as error:
            told.append([each.__name__ for each in type(error).__mro__])
    found = {}
    for topic in topics:
        closest = await desk.archive.search(f"question about the {topic}", limit=1)
        found[topic] = closest[0].ticket_id if closest else None
    return {"found": found, "told": told}
"""


@pytest.fixture(autouse=True)
def _small_batches(player: Player) -> None:
    player.environ["HELPDESK_EMBED_BATCH"] = "2"
    player.environ["HELPDESK_RETRY_INITIAL_MS"] = "1"
    player.environ["HELPDESK_RETRY_TOTAL_MS"] = "20"


def test_no_answer_gets_the_vector_of_another(player: Player, mistral: Simulator) -> None:
    mistral.embeddings.respond_when("about the invoice", *[answers.status(400)] * 2)
    outcome = player.run(at_the_desk(REFRESH), tickets=0, topics=list(TOPICS), times=3)
    found, told = outcome["found"], outcome["told"]
    wrong = [topic for topic in TOPICS if found[topic] != topic]
    assert wrong == [], f"a question about the {wrong[0]} finds the {found[wrong[0]]}"
    assert isinstance(told[0], list), "a batch failed, and nobody is told"
    assert "AnswerError" in told[0], f"a batch that failed ends in {told[0][0]}"
    assert told[-1] == len(TOPICS), f"{told[-1]} answers are known at the end, not {len(TOPICS)}"


def test_the_archive_takes_in_batches(player: Player, mistral: Simulator) -> None:
    outcome = player.run(at_the_desk(REFRESH), tickets=0, topics=list(TOPICS), times=2)
    assert outcome["found"] == {topic: topic for topic in TOPICS}
    assert outcome["told"] == [len(TOPICS)] * 2, "refresh miscounts the answers that are known"
    largest = max(len(request.body["input"]) for request in mistral.embeddings.requests)
    assert largest <= 2, f"{largest} texts in one request; embed_batch is 2"
    texts = [text for request in mistral.embeddings.requests for text in request.inputs]
    assert len(texts) == 2 * len(TOPICS), "what is known already was embedded again"


def test_a_failing_refresh_of_one_batch_is_an_answer_error(
    player: Player, mistral: Simulator
) -> None:
    mistral.embeddings.respond_always(answers.status(400))
    with pytest.raises(CandidateError) as caught:
        player.run(
            at_the_desk("""
                from datetime import UTC, datetime
                when = datetime(2026, 1, 1, tzinfo=UTC)
                known = PastAnswer(ticket_id="a", question="q", answer="a", answered_at=when)
                desk.archive._entries.append((known, [1.0]))
                await desk.archive.search("a question")
            """),
            tickets=0,
        )
    assert "HelpdeskError" in caught.value.bases
