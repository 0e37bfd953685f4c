"""What of a failed hidden test goes into a report: words of the judge, and apart all else."""

from __future__ import annotations

import pytest

from checker.sandbox.isolation.beneath import OddFileError
from checker.sandbox.judge.telling import NO_WORDS, Told, told
from checker.sandbox.player.player import CandidateError, PlayerLostError

SCENARIO = "ticket t-1 of ada@example.com"


def caught(deed: object) -> BaseException:
    with pytest.raises(BaseException) as found:  # noqa: PT011  whatever it is
        deed()  # type: ignore[operator]
    return found.value


def plain() -> None:
    assert SCENARIO == "", "nothing was said"


def filled_in() -> None:
    assert not SCENARIO, f"the draft says {SCENARIO} and not {SCENARIO!r}"


def chosen() -> None:
    assert not SCENARIO, SCENARIO


def bare() -> None:
    assert SCENARIO == "something else"


def looked_up() -> None:
    dict[str, str]()[SCENARIO]


def not_raised() -> None:
    with pytest.raises(ValueError, match="x"):
        pass


def given_up() -> None:
    pytest.fail(SCENARIO)


def test_an_assertion_says_its_own_words_and_not_what_it_fills_in() -> None:
    assert told(caught(plain)).words == "nothing was said"
    assert told(caught(filled_in)).words == "the draft says … and not …"
    assert SCENARIO in told(caught(filled_in)).said
    assert told(caught(chosen)).words == "…"
    assert told(caught(bare)).words == NO_WORDS
    for each in (plain, filled_in, chosen, bare, looked_up, given_up):
        assert SCENARIO not in told(caught(each)).words


def test_other_errors_of_a_hidden_test_are_named_by_their_class() -> None:
    assert told(caught(looked_up)).words == "the hidden test ended with KeyError"
    assert told(caught(not_raised)).words == "DID NOT RAISE ValueError"
    assert told(caught(given_up)).words == "the hidden test ended with Failed"
    assert told(PlayerLostError("the player died")) == Told(words="the player died")
    assert told(OddFileError(22, "x is no regular file")).words.endswith("x is no regular file")
    assert told(None) == Told(words="")


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        ({"type": "ValueError"}, "the code raised ValueError"),
        ({"type": "SDKError"}, "the code raised SDKError"),
        ({"type": SCENARIO, "bases": [SCENARIO, "OSError"]}, "the code raised a kind of OSError"),
        ({"type": SCENARIO, "bases": [SCENARIO]}, "the code raised a kind of Exception"),
        ({"type": SCENARIO, "bases": 7}, "the code raised a kind of Exception"),
        ({}, "the code raised a kind of Exception"),
    ],
)
def test_the_class_of_what_code_raised_is_one_that_everybody_knows(
    raised: dict[str, object], words: str
) -> None:
    found = told(CandidateError({**raised, "message": SCENARIO}))
    assert found.words == words
    assert SCENARIO in found.said
