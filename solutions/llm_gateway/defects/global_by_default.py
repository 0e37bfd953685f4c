"""The default region is no longer the EU."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.requests import WRONG_ENDPOINT_REGION
from checker.rules.rule import Severity
from solutions.llm_gateway.places import README, SETTINGS

FLAWED = '    region: str = "global"  # eu was slow last week\n'

DEFECT = Defect(
    slug="global-by-default",
    rule=WRONG_ENDPOINT_REGION,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=SETTINGS,
            clean='    region: str = "eu"  # tenants are promised that their data stays in the EU\n',
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=README, text="Every request goes to Mistral's EU endpoint"),),
    explanation="The default region is changed from eu to global: without GATEWAY_REGION all data "
    "leaves the EU, which tenants are promised it does not. Keep eu as the default.",
    checks=(HiddenTest(node_id="test_privacy.py::test_data_stays_in_the_eu"),),
    right_fixes=(
        Fix(
            name="eu, spelled by the list of regions",
            replacements=(
                Replacement(
                    path=SETTINGS,
                    old=FLAWED,
                    new="    region: str = REGIONS[0]  # data stays in the EU\n",
                ),
            ),
        ),
        Fix(
            name="a constant of its own",
            replacements=(
                Replacement(path=SETTINGS, old=FLAWED, new="    region: str = HOME\n"),
                Replacement(
                    path=SETTINGS,
                    old='REGIONS = ("eu", "us", "global")\n',
                    new='REGIONS = ("eu", "us", "global")\nHOME = "eu"\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another region",
            replacements=(Replacement(path=SETTINGS, old=FLAWED, new='    region: str = "us"\n'),),
        ),
    ),
)
