"""All rules, in the order of their codes."""

from __future__ import annotations

from checker.errors import UnknownRuleError
from checker.rules import (
    asserting,
    asynchrony,
    calling,
    conventions,
    failures,
    handling,
    hygiene,
    mistral,
    naming,
    reckoning,
    security,
    slips,
    state,
    style,
    testing,
    waiting,
)
from checker.rules.rule import Rule

_EVERY = (
    *asynchrony.RULES,
    *waiting.RULES,
    *mistral.RULES,
    *calling.RULES,
    *failures.RULES,
    *handling.RULES,
    *security.RULES,
    *conventions.RULES,
    *naming.RULES,
    *testing.RULES,
    *hygiene.RULES,
    *state.RULES,
    *style.RULES,
    *asserting.RULES,
    *reckoning.RULES,
    *slips.RULES,
)
RULES = tuple(sorted(_EVERY, key=lambda rule: int(rule.code[3:])))


def find(name: str) -> Rule:
    """Return the rule with this code or name.

    Raises:
        UnknownRuleError: there is none; the message names the closest.
    """
    wanted = name.strip().lower()
    for rule in RULES:
        if wanted in {rule.code.lower(), rule.name}:
            return rule
    import difflib  # noqa: PLC0415  only for whoever mistyped

    names = [text for rule in RULES for text in (rule.name, rule.code.lower())]
    close = difflib.get_close_matches(wanted, names, n=3, cutoff=0.4)
    hint = f"; did you mean {', '.join(close)}?" if close else ""
    raise UnknownRuleError(f"no rule {name!r}{hint} (messypr explain lists all)")
