"""Streams use a client of their own that goes to the global endpoint."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.requests import WRONG_ENDPOINT_REGION
from checker.rules.rule import Severity
from solutions.helpdesk.places import CLIENT, DRAFTING

OWN_CLIENT = "        client = Mistral(api_key=self._desk.settings.api_key)\n"
USED = "        async with await client.chat.stream_async(\n"

DEFECT = Defect(
    slug="global-endpoint",
    rule=WRONG_ENDPOINT_REGION,
    severity=Severity.BLOCKER,
    imports=("from mistralai.client import Mistral",),
    changes=(
        Edit(
            path=DRAFTING,
            clean="        async with await self._desk.client.chat.stream_async(\n",
            flawed=OWN_CLIENT + USED,
        ),
    ),
    sites=(Site(path=CLIENT, text="server=settings.region,"),),
    explanation="A new Mistral client without server= goes to the global endpoint, so customer "
    "data leaves the EU. Use the desk's client, which is made for the settings' region.",
    checks=(HiddenTest(node_id="test_stream.py::test_every_request_stays_in_the_region"),),
    right_fixes=(
        Fix(
            name="the desk's own way to connect",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=OWN_CLIENT,
                    new="        client = connect(self._desk.settings)\n",
                ),
            ),
            imports=("from helpdesk.client import connect",),
        ),
        Fix(
            name="the region is passed",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=OWN_CLIENT,
                    new="        settings = self._desk.settings\n"
                    "        client = Mistral(api_key=settings.api_key, server=settings.region)\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="one global client for all streams",
            replacements=(
                Replacement(
                    path=DRAFTING, old=OWN_CLIENT, new="        client = self._streaming\n"
                ),
                Replacement(
                    path=DRAFTING,
                    old="        self.usage = Usage()\n",
                    new="        self._streaming = Mistral(api_key=desk.settings.api_key)\n"
                    "        self.usage = Usage()\n",
                ),
            ),
        ),
    ),
)
