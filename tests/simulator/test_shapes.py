"""The SDK's models as they were when the simulator was written: a newer SDK says what changed."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest
from mistralai.client import models

from checker.simulator.rules import terms
from checker.simulator.rules.messages import ROLES

from .shapes import ASKED, asked, shapes

GOLDEN = Path(__file__).parent / "shapes-3.7.0.json"


def test_answers_are_read_as_they_were() -> None:
    """Made by ``python -m tests.simulator.write_shapes`` once the simulator sends the new shape."""
    was, now = json.loads(GOLDEN.read_text("utf-8")), shapes()
    changed = [
        f"{model}.{name}: was {was.get(model, {}).get(name)}, is {now.get(model, {}).get(name)}"
        for model in sorted({*was, *now})
        for name in sorted({*was.get(model, {}), *now.get(model, {})})
        if was.get(model, {}).get(name) != now.get(model, {}).get(name)
    ]
    assert not changed, "\n".join(changed)
    assert len(was) > 50


@pytest.mark.parametrize("name", ASKED)
def test_requests_may_hold_what_the_sdk_sends(name: str) -> None:
    table = set(import_module(f"checker.simulator.endpoints.{name}").FIELDS)
    assert sorted(table ^ asked(name)) == []


def test_conversations_may_hold_what_the_sdk_sends() -> None:
    kinds = {
        "ConversationRequest": terms.START,
        "ConversationAppendRequest": terms.APPEND,
        "ConversationRestartRequest": terms.RESTART,
        "CompletionArgs": terms.ARGUMENTS,
    }
    for kind, table in kinds.items():
        assert sorted(set(table) ^ set(getattr(models, kind).model_fields)) == [], kind


def test_messages_may_hold_what_the_sdk_sends() -> None:
    for role, table in ROLES.items():
        kind = getattr(models, f"{role.title()}Message")
        assert sorted(set(table) ^ set(kind.model_fields)) == [], role
