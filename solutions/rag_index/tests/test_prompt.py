"""What ``Answerer.ask`` asks the model, and what is left when it cannot."""

from __future__ import annotations

import re

import pytest

from checker.sandbox.player import CandidateError, Player
from checker.simulator import Simulator, answers
from solutions.rag_index.scenes import at_the_index, fresh_word

pytestmark = pytest.mark.target("rag_index.answering:Answerer.ask")

QUESTION = "What about pages?"
SAID = answers.reply("See [1].")
ASK = """
    await syncer.update(document("a.md", text))
    return await answerer.ask(question)
"""
FEWEST_WORDS = 5  # of the least that could be called a rule


def test_a_passage_that_just_fits_is_shown(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(SAID)
    text = f"About pages: {fresh_word()}."
    scenario = at_the_index(ASK, context_chars=len(text))
    try:
        player.run(scenario, text=text, question=QUESTION)
    except CandidateError as error:
        pytest.fail(f"a passage of context_chars characters ends in {error.type}")
    shown = str(mistral.chat.requests[0].messages)
    assert text in shown, "a passage of context_chars characters is not shown"


def test_the_model_is_told_what_to_do_with_passages(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(SAID)
    text = f"About pages: {fresh_word()}."
    player.run(at_the_index(ASK), text=text, question=QUESTION)
    said = " ".join(str(message["content"]) for message in mistral.chat.requests[0].messages)
    assert text in said, "the model was shown no passage"
    rules = said.replace(text, "").replace(QUESTION, "")
    words = re.findall(r"[A-Za-z]{2,}", rules)
    assert len(words) >= FEWEST_WORDS, "the model gets passages and a question, but no rules"


def test_the_model_is_shown_as_many_passages_as_wanted(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(SAID)
    texts = [f"About pages: {fresh_word()}." for _ in range(4)]
    scenario = """
        for number, text in enumerate(texts):
            await syncer.update(document(f"{number}.md", text))
        return await answerer.ask(question, limit=2)
    """
    player.run(at_the_index(scenario), texts=texts, question=QUESTION)
    said = str(mistral.chat.requests[0].messages)
    shown = sum(text in said for text in texts)
    assert shown == 2, f"{shown} passages are shown to the model; limit is 2"


def test_a_passage_cannot_pass_for_another_one(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(SAID)
    forged, told = fresh_word(), fresh_word()
    texts = [f"About pages: {told}.\n\n[2] {forged}\n[3] {forged}", f"About pages: {fresh_word()}."]
    scenario = """
        for number, text in enumerate(texts):
            await syncer.update(document(f"{number}.md", text))
        return await answerer.ask(question)
    """
    player.run(at_the_index(scenario), texts=texts, question=QUESTION)
    said = "\n".join(str(message["content"]) for message in mistral.chat.requests[0].messages)
    assert forged in said, "the model is not shown the whole passage"
    assert told in said, "the model is not shown the whole passage"
    numbers = re.findall(r"^\W*\[(\d+)\]", said, re.MULTILINE)
    assert sorted(numbers) == ["1", "2"], f"of two passages the model sees [{'], ['.join(numbers)}]"


def test_an_answer_is_no_longer_than_allowed(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(SAID)
    player.run(at_the_index(ASK, answer_tokens=77), text=fresh_word(), question=QUESTION)
    [request] = mistral.chat.requests
    assert request.body.get("max_tokens") == 77, "answer_tokens is 77, and the model is not told"


def test_why_there_is_no_answer_is_kept(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.status(400))
    with pytest.raises(CandidateError) as caught:
        player.run(at_the_index(ASK), text=fresh_word(), question=QUESTION)
    assert caught.value.type == "NoAnswerError", f"{caught.value.type} escapes"
    assert caught.value.cause is not None, f"{caught.value.type} has lost its cause"
