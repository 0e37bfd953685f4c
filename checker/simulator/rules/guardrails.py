"""Guardrails: moderation of the input in the same request."""

from __future__ import annotations

from typing import Any

from checker.simulator.canned.moderation import scores
from checker.simulator.rules.call import EndpointCall
from checker.simulator.rules.texts import text_of
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import forbidden

KINDS = ("moderation_llm_v1", "moderation_llm_v2")  # SDK 3.7.0, GuardrailConfig
THRESHOLD = 0.5  # ours


def refusal(call: EndpointCall) -> Raw | None:
    """Return a 403 if a guardrail fires on the last user message.

    Docs, safety and moderation: guardrails check only the input and block with 403. The body is
    ours.
    """
    guardrails = call.body.get("guardrails")
    if not guardrails:
        return None
    asked = [text_of(m) for m in call.request.messages if m.get("role") == "user"]
    found = scores((asked or [""])[-1])  # only once: there can be thousands of guardrails
    for guardrail in guardrails:
        for kind in KINDS:
            config = guardrail.get(kind) if isinstance(guardrail, dict) else None
            fired = _fired(config, found) if isinstance(config, dict) else ""
            if fired:
                return forbidden(f"Input blocked by guardrail: {fired}", "guardrail_violation")
    return None


def _fired(config: dict[str, Any], found: dict[str, float]) -> str:
    """Return the first category above its threshold, "" if there is none."""
    given = config.get("custom_category_thresholds")
    thresholds = given if isinstance(given, dict) else {}
    alone = bool(config.get("ignore_other_categories"))
    for category, score in found.items():
        threshold = thresholds.get(category, None if alone else THRESHOLD)
        if isinstance(threshold, int | float) and score >= threshold:
            return category
    return ""
