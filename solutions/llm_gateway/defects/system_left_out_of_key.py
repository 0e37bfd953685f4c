"""The key of cache and sharing leaves out the system prompt."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.state import INCOMPLETE_KEY
from solutions.llm_gateway.places import SERVING

FLAWED = "    return (ask.tenant, ask.prompt.strip(), ask.max_tokens)\n"

DEFECT = Defect(
    slug="system-left-out-of-key",
    rule=INCOMPLETE_KEY,
    severity=Severity.BLOCKER,
    group="key",
    changes=(
        Edit(
            path=SERVING,
            clean="    return (ask.tenant, ask.system, ask.prompt, ask.max_tokens)\n",
            flawed=FLAWED,
        ),
    ),
    explanation="The key no longer holds ask.system: two asks with the same prompt and different "
    "system prompts get the same answer. Everything that is sent belongs in the key.",
    checks=(
        HiddenTest(node_id="test_keys.py::test_another_role_is_another_question"),
        HiddenTest(node_id="test_keys.py::test_another_role_is_another_stream"),
    ),
    right_fixes=(
        Fix(
            name="the system prompt is back",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=FLAWED,
                    new="    return (ask.tenant, ask.prompt.strip(), ask.max_tokens, ask.system)\n",
                ),
            ),
        ),
        Fix(
            name="a hash of all that is said",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=FLAWED,
                    new='    said = f"{len(ask.system)}:{ask.system}{ask.prompt}"\n'
                    "    return (ask.tenant, sha256(said.encode()).hexdigest(), ask.max_tokens)\n",
                ),
            ),
            imports=("from hashlib import sha256",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="whether there is one",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=FLAWED,
                    new="    return (ask.tenant, bool(ask.system), ask.prompt, ask.max_tokens)\n",
                ),
            ),
        ),
    ),
)
