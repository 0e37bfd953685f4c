"""All rules, by category and name."""

from __future__ import annotations

from checker.errors import UnknownRuleError, did_you_mean
from checker.rules import (
    algorithms,
    answers,
    assertions,
    concurrency,
    conditions,
    conventions,
    conversations,
    embeddings,
    failures,
    handlers,
    hygiene,
    naming,
    prompts,
    races,
    requests,
    resources,
    retries,
    security,
    state,
    tasks,
    testing,
    typing_faults,
    validation,
    waiting,
)
from checker.rules.rule import Category, Rule

_EVERY = (
    *algorithms.RULES,
    *answers.RULES,
    *assertions.RULES,
    *concurrency.RULES,
    *conditions.RULES,
    *conventions.RULES,
    *conversations.RULES,
    *embeddings.RULES,
    *failures.RULES,
    *handlers.RULES,
    *hygiene.RULES,
    *naming.RULES,
    *prompts.RULES,
    *races.RULES,
    *requests.RULES,
    *resources.RULES,
    *retries.RULES,
    *security.RULES,
    *state.RULES,
    *tasks.RULES,
    *testing.RULES,
    *typing_faults.RULES,
    *validation.RULES,
    *waiting.RULES,
)
_CATEGORIES = list(Category)
RULES = tuple(sorted(_EVERY, key=lambda rule: (_CATEGORIES.index(rule.category), rule.code)))
BY_NAME = {
    **{old.lower(): rule for rule in RULES for old in rule.formerly},
    **{text: rule for rule in RULES for text in (rule.code.lower(), rule.name)},
}


def find(name: str) -> Rule:
    """Return the rule with this code or name, or that once had it.

    Raises:
        UnknownRuleError: there is none; the message names the closest.
    """
    wanted = name.strip().lower()
    if wanted in BY_NAME:
        return BY_NAME[wanted]
    names = [text for rule in RULES for text in (rule.name, rule.code.lower())]
    hint = did_you_mean(wanted, names)
    raise UnknownRuleError(f"no rule {name!r}{hint} (messypr explain lists all)")
