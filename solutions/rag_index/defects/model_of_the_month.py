"""The chat model is an alias that the provider moves."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.requests import FLOATING_MODEL_ALIAS
from checker.rules.rule import Severity
from solutions.rag_index.places import CONTRIBUTING, SETTINGS

FLAWED = '    chat_model: str = "mistral-small-latest"\n'

DEFECT = Defect(
    slug="model-of-the-month",
    rule=FLOATING_MODEL_ALIAS,
    severity=Severity.MINOR,
    changes=(
        Edit(
            path=SETTINGS,
            clean='    chat_model: str = "mistral-small-2603"\n',
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=CONTRIBUTING, text="- **Models** are pinned to a dated id."),),
    explanation="mistral-small-latest is an alias that Mistral moves: answers change from one day "
    "to the next without a commit. Pin a dated model id, as CONTRIBUTING asks.",
    checks=(HiddenTest(node_id="test_settings.py::test_every_model_is_pinned_to_a_date"),),
    right_fixes=(
        Fix(
            name="another dated model",
            replacements=(
                Replacement(
                    path=SETTINGS,
                    old=FLAWED,
                    new='    chat_model: str = "mistral-large-2512"\n',
                ),
            ),
        ),
        Fix(
            name="a constant",
            replacements=(
                Replacement(path=SETTINGS, old=FLAWED, new="    chat_model: str = CHAT_MODEL\n"),
                Replacement(
                    path=SETTINGS,
                    old='PREFIX = "RAG_INDEX_"\n',
                    new='PREFIX = "RAG_INDEX_"\nCHAT_MODEL = "mistral-small-2603"\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another alias",
            replacements=(
                Replacement(
                    path=SETTINGS, old=FLAWED, new='    chat_model: str = "mistral-medium-3"\n'
                ),
            ),
        ),
    ),
)
