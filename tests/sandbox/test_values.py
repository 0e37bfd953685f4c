"""What crosses between the judge and a player."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.sandbox.player.player import CandidateError

if TYPE_CHECKING:
    from tests.sandbox.conftest import Play

VALUES = """
    import dataclasses, datetime, enum, pathlib, types, typing
    import pydantic

    class Colour(enum.StrEnum):
        RED = "red"

    class Shape(enum.Enum):
        ROUND = object()

    class Box(typing.NamedTuple):
        width: int

    @dataclasses.dataclass(frozen=True, slots=True)
    class Draft:
        ticket: str
        at: datetime.datetime
        colours: frozenset[Colour]

    class Model(pydantic.BaseModel):
        name: str
        inner: list[dict[str, pathlib.Path]]

    NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
    ITSELF = []
    ITSELF.append(ITSELF)

    def deep(levels):
        return [deep(levels - 1)] if levels else []

    VALUES = {
        "none": None, "yes": True, "int": -7, "float": 0.1, "text": "\\u00e9\\n",
        "enum": Colour.RED, "nameless": Shape.ROUND, "tuple": Box(3), "path": pathlib.Path("a/b"),
        "date": NOON.date(), "span": datetime.timedelta(minutes=1), "bytes": b"a\\xff",
        "draft": Draft("t-1", NOON, frozenset({Colour.RED})),
        "model": Model(name="m", inner=[{"p": "q"}]),
        "set": {3, 1, 2}, "keys": types.MappingProxyType({1: "one"}), "range": range(3),
    }
    STRANGE = {
        "nan": float("nan"), "infinite": [float("inf")], "deep": deep(40), "itself": ITSELF,
        "digits": 10**5000, "object": object(), "class": Draft, "function": deep,
        "generator": (n for n in "ab"), "list": ["x" * 100_000] * 20, "surrogate": "\\ud800",
    }

    def value(name):
        return VALUES[name]

    def strange(name):
        return STRANGE[name]

    def text(size):
        return "x" * size

    def echo(given):
        return given
"""


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("none", None),
        ("yes", True),
        ("int", -7),
        ("float", 0.1),
        ("text", "é\n"),
        ("enum", "red"),
        ("nameless", "ROUND"),
        ("tuple", [3]),
        ("path", "a/b"),
        ("date", "2026-03-02"),
        ("span", 60.0),
        ("bytes", "a\\xff"),
        ("draft", {"ticket": "t-1", "at": "2026-03-02T12:00:00+00:00", "colours": ["red"]}),
        ("model", {"name": "m", "inner": [{"p": "q"}]}),
        ("set", [1, 2, 3]),
        ("keys", {"1": "one"}),
        ("range", [0, 1, 2]),
    ],
)
def test_values_arrive_in_their_plain_form(play: Play, name: str, plain: object) -> None:
    found = play(VALUES).call("app:value", name=name)
    assert found == plain
    assert type(found) is type(plain)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("nan", "ChannelError"),
        ("infinite", "ChannelError"),
        ("deep", "NotPlainError"),
        ("itself", "NotPlainError"),
        ("digits", "ChannelError"),
        ("object", "NotPlainError"),
        ("class", "NotPlainError"),
        ("function", "NotPlainError"),
        ("generator", "NotPlainError"),
        ("list", "ChannelError"),
    ],
)
def test_what_has_no_plain_form_is_the_candidates_error(play: Play, name: str, kind: str) -> None:
    player = play(VALUES)
    with pytest.raises(CandidateError) as caught:
        player.call("app:strange", name=name)
    assert caught.value.type == kind
    assert player.call("app:value", name="yes") is True


def test_a_long_text_is_cut_and_half_a_character_arrives(play: Play) -> None:
    player = play(VALUES)
    assert len(player.call("app:text", size=2_000_000)) == 100_000
    assert player.call("app:strange", name="surrogate") == "\ud800"


def test_what_the_judge_sends_arrives_as_it_is(play: Play) -> None:
    given = {"a": [1, None, "é\u2028", {"b": 0.5}]}
    assert play(VALUES).call("app:echo", given=given) == given
