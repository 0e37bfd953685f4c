"""The key of cache and sharing leaves out the tenant."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.rule import Severity
from checker.rules.state import INCOMPLETE_KEY
from solutions.llm_gateway.places import CONTRIBUTING, SERVING

FLAWED = """\
    \"\"\"Return all that an answer depends on.\"\"\"
    return (ask.system, ask.prompt, ask.max_tokens)
"""

DEFECT = Defect(
    slug="tenant-left-out-of-key",
    rule=INCOMPLETE_KEY,
    severity=Severity.BLOCKER,
    group="key",
    changes=(
        Edit(
            path=SERVING,
            clean='    """Return all that an answer depends on, and whose it is."""\n'
            "    return (ask.tenant, ask.system, ask.prompt, ask.max_tokens)\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=CONTRIBUTING, text="No tenant gets, waits for or pays for"),),
    explanation="The key no longer holds the tenant: one tenant gets answers from calls of another, "
    "out of the cache or by sharing, and does not pay for them. Put ask.tenant back into the key.",
    checks=(HiddenTest(node_id="test_sharing.py::test_tenants_share_nothing"),),
    rubric=Rubric(
        what=(
            "tenant",
            "tenants",
            "ask.tenant",
            "cross-tenant",
            "multi-tenant",
            "per tenant",
        ),
        why=(
            "another tenant",
            "other tenant",
            "other tenants",
            "across tenants",
            "between tenants",
            "cross-tenant",
            "leak",
            "does not pay",
            "who pays",
            "isolation",
            "strangers",
            "shared between",
            "no longer in the key",
            "not in the key",
            "not part of the key",
            "missing from the key",
            "left out of the key",
            "dropped from the key",
        ),
        fix=(
            "add the tenant",
            "add ask.tenant",
            "include the tenant",
            "include ask.tenant",
            "put the tenant",
            "put ask.tenant",
            "tenant back",
            "tenant into the key",
            "key per tenant",
        ),
        paraphrases=(
            (
                "The tenant was dropped from the key, so answers are shared across tenants: please "
                "include ask.tenant again."
            ),
            "cross-tenant leak: tenant not in the key",
            "With this key the sales team gets what another tenant asked, and pays nothing for it.",
            (
                "Was it intended that two tenants share a cache entry now? CONTRIBUTING says tenants are "
                "strangers to each other."
            ),
            "Security: tenant isolation is broken, the key must contain the tenant.",
            "Tenant is missing from the key and so one tenant can see the answer of other tenant.",
        ),
        forbidden=("tenant is not needed", "rate limit per tenant"),
        near_misses=("Two prompts that differ in white space alone are two entries.",),
    ),
    right_fixes=(
        Fix(
            name="the tenant comes last",
            replacements=(
                Replacement(
                    path=SERVING,
                    old="    return (ask.system, ask.prompt, ask.max_tokens)\n",
                    new="    return (ask.system, ask.prompt, ask.max_tokens, ask.tenant)\n",
                ),
            ),
        ),
        Fix(
            name="every field but the priority",
            replacements=(
                Replacement(
                    path=SERVING,
                    old="    return (ask.system, ask.prompt, ask.max_tokens)\n",
                    new="    told = asdict(ask)\n"
                    '    del told["priority"]\n'
                    "    return tuple(told.values())\n",
                ),
            ),
            imports=("from dataclasses import asdict",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the priority instead",
            replacements=(
                Replacement(
                    path=SERVING,
                    old="    return (ask.system, ask.prompt, ask.max_tokens)\n",
                    new="    return (ask.system, ask.prompt, ask.max_tokens, int(ask.priority))\n",
                ),
            ),
        ),
    ),
)
