"""The key of cache and sharing leaves out the tenant."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
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
    checks=(
        HiddenTest(node_id="test_keys.py::test_tenants_share_no_call"),
        HiddenTest(node_id="test_keys.py::test_tenants_share_no_stream"),
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
