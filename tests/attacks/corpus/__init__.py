"""All attacks, by what they go for."""

from __future__ import annotations

from tests.attacks.attack import Attack
from tests.attacks.corpus import (
    channel,
    denial,
    disguise,
    escape,
    history,
    interpreter,
    left_behind,
    reviews,
    slow_texts,
    startup,
    static_tools,
)

ATTACKS: tuple[Attack, ...] = (
    *history.ATTACKS,
    *startup.ATTACKS,
    *interpreter.ATTACKS,
    *channel.ATTACKS,
    *denial.ATTACKS,
    *escape.ATTACKS,
    *static_tools.ATTACKS,
    *reviews.ATTACKS,
    *left_behind.ATTACKS,
    *disguise.ATTACKS,
    *slow_texts.ATTACKS,
)
