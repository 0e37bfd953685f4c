"""Streams use a client of their own that goes to the global endpoint."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import WRONG_REGION
from checker.rules.rule import Severity
from solutions.helpdesk.places import CLIENT, DRAFTING

OWN_CLIENT = "        client = Mistral(api_key=self._desk.settings.api_key)\n"
USED = "        async with await client.chat.stream_async(\n"

DEFECT = Defect(
    slug="global-endpoint",
    rule=WRONG_REGION,
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
    rubric=Rubric(
        what=(
            "without|no|missing|not|ignore|lack|neither server|region",
            "server|region not|missing|ignored|lost|given|only|param",
            "global|default|wrong|us|other endpoint|server|region|host",
            "new|second|own|separate|another|extra|plain client|mistral",
            "client & region|server|endpoint",
            "leave|outside|out|not eu|europe|union",
            "eu & stay|outside|leave|not|residency|promise",
            "ignore|bypass settings.region|settings|region|helpdesk_region|configured",
            "not desk client|configured",
            "self._desk.client",
            "data residency",
            "mistral & ignore|region|server|configured|default",
            "api.mistral.ai",
        ),
        why=(
            "leave|outside|out|not eu|europe",
            "eu",
            "europe",
            "gdpr",
            "residency",
            "global|default endpoint|server|region",
            "region",
            "customer data|text",
            "promise",
            "retry|timeout config|configuration|settings",
            "goes|sent|routed|talk to global|default|us|wrong|elsewhere",
            "traffic",
        ),
        fix=(
            "desk client",
            "self._desk.client",
            "existing|same|shared|configured client",
            "reuse|use desk|client|existing",
            "pass|add|give|set|with server|region",
            "settings.region",
            "server region",
            "connect",
        ),
        paraphrases=(
            (
                "This client is built without server=, so the stream goes to the global "
                "endpoint and customer data leaves the EU."
            ),
            "wrong region: use self._desk.client",
            ("We promise EU residency, but a plain Mistral(api_key=...) talks to api.mistral.ai."),
            (
                "Why a second client here? The desk already has one with the region, "
                "timeouts and retries configured."
            ),
            "Could you pass server=settings.region, or better reuse the desk's client?",
            "The new client ignores HELPDESK_REGION so data are sent out of EU.",
            ("Previews are sent to another region than drafts, since this client has no server."),
            "Which region does this client use? The setting is ignored.",
        ),
        forbidden=(
            "never|not closed",
            "missing timeout",
            "secret manager",
        ),
        near_misses=(
            "This client is never closed, so each preview leaks a connection pool.",
            "Make the client once in __init__, opening connections is slow.",
        ),
    ),
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
