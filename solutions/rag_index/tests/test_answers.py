"""What ``Answerer.ask`` promises."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from checker.simulator.wire.answer import Answer
from solutions.rag_index.scenes import at_the_index, fresh_word

pytestmark = pytest.mark.target("rag_index.answering:Answerer.ask")

ASK = """
    for name, text in texts.items():
        await syncer.update(document(name, text))
    return await answerer.ask("What about pages?")
"""


def handbook(count: int) -> dict[str, str]:
    return {f"{number}.md": f"About pages: {fresh_word()}." for number in range(count)}


def test_documents_never_have_the_systems_voice(player: Player, mistral: Simulator) -> None:
    texts = handbook(2)
    player.run(at_the_index(ASK), texts=texts)
    [request] = mistral.chat.requests
    by_role = {
        role: " ".join(m["content"] for m in request.messages if m["role"] == role)
        for role in ("system", "user")
    }
    assert all(text in by_role["user"] + by_role["system"] for text in texts.values())
    told = [text for text in texts.values() if text in by_role["system"]]
    assert told == [], "what documents say stands in the system message"


def test_a_number_stands_for_the_passage_that_has_it(player: Player, mistral: Simulator) -> None:
    texts = handbook(3)
    mistral.chat.respond_always(answers.reply("See [1] and [2], and also [3]."))
    answer = player.run(at_the_index(ASK), texts=texts)
    prompt = " ".join(message["content"] for message in mistral.chat.requests[0].messages)
    assert "[0]" not in prompt, "the model sees a passage [0]: they begin with [1]"
    for number in ("1", "2", "3"):
        shown = prompt.rpartition(f"[{number}]")[2]
        found = {name: shown.find(text) for name, text in texts.items() if text in shown}
        assert found, f"no passage is shown as [{number}]"
        assert number in answer["citations"], f"[{number}] is not cited"
        cited = answer["citations"][number]["document_id"]
        meant = min(found, key=lambda name: found[name])
        assert cited == meant, f"[{number}] was {meant} to the model and is {cited} to the reader"


def test_numbers_that_the_model_made_up_are_no_citations(
    player: Player, mistral: Simulator
) -> None:
    mistral.chat.respond_always(answers.reply("See [1], [0], [2], [3], [99] and [7]."))
    try:
        answer = player.run(at_the_index(ASK), texts=handbook(2))
    except CandidateError as error:
        pytest.fail(f"a number that the model made up ends in {error.type}")
    cited = sorted(answer["citations"])
    assert cited == ["1", "2"], f"of two passages [{'], ['.join(cited)}] are cited"


@pytest.mark.parametrize(("length", "room"), [(32, 80), (700, 9_000), (700, 6_400)])
def test_no_more_context_than_allowed(
    player: Player, mistral: Simulator, length: int, room: int
) -> None:
    texts = {name: text.ljust(length, ".") for name, text in handbook(room // length + 2).items()}
    scenario = ASK.replace('pages?")', 'pages?", limit=99)')
    player.run(at_the_index(scenario, context_chars=room), texts=texts)
    [request] = mistral.chat.requests
    shown = [text for text in texts.values() if text in str(request.messages)]
    assert shown, "the model was shown no passage at all"
    size = sum(map(len, shown))
    assert size <= room, f"{size} characters of passages; context_chars is {room}"
    assert len(shown) == room // length, f"{len(shown)} passages fill {size} characters of {room}"


def test_without_passages_nobody_is_asked(player: Player, mistral: Simulator) -> None:
    with pytest.raises(CandidateError) as caught:
        player.run(at_the_index(ASK), texts={})
    assert caught.value.type == "NoAnswerError"
    assert mistral.chat.requests == ()


@pytest.mark.parametrize(
    "failure",
    [
        answers.status(422),
        answers.status(400),
        answers.reply("Half of", finish_reason="length"),
        answers.cut(),
    ],
    ids=["422", "400", "cut short", "connection cut"],
)
def test_what_is_no_whole_answer_is_none(
    player: Player, mistral: Simulator, failure: Answer
) -> None:
    mistral.chat.respond_always(failure)
    scenario = at_the_index(ASK, retry_first_ms=1, retry_total_ms=20)
    with pytest.raises(CandidateError) as caught:
        player.run(scenario, texts=handbook(1))
    assert caught.value.type == "NoAnswerError", f"{caught.value.type} escapes"


@pytest.mark.parametrize("content", [None, [{"type": "text", "text": "See [1]."}]], ids=str)
def test_an_answer_without_text_is_none(
    player: Player, mistral: Simulator, content: list[dict[str, str]] | None
) -> None:
    mistral.chat.respond(answers.reply(content), answers.reply("See [1]."))
    with pytest.raises(CandidateError) as caught:
        player.run(at_the_index(ASK), texts=handbook(1))
    assert caught.value.type == "NoAnswerError", f"{caught.value.type} instead of NoAnswerError"
    assert player.run(at_the_index(ASK), texts=handbook(1))["text"] == "See [1]."
