"""When the EU endpoint fails a document is sent to the American one."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.requests import WRONG_ENDPOINT_REGION
from checker.rules.rule import Severity
from solutions.agent_desk.places import CONTRIBUTING, TOOLS

FLAWED = (
    "        try:\n"
    "            response = await complete(self._office.client, self._office.settings, messages)\n"
    "        except AgentError:\n"
    "            response = await self._office.client.chat.complete_async(\n"
    '                model=self._office.settings.model, messages=messages, server_url=SERVERS["us"]\n'
    "            )\n"
)

DEFECT = Defect(
    slug="second-try-in-the-us",
    rule=WRONG_ENDPOINT_REGION,
    severity=Severity.BLOCKER,
    imports=(
        "from mistralai.client.sdkconfiguration import SERVERS",
        "from agentdesk.errors import AgentError",
    ),
    changes=(
        Edit(
            path=TOOLS,
            clean="        response = await complete(self._office.client, self._office.settings, messages)\n",
            flawed=FLAWED,
        ),
    ),
    sites=(
        Site(path=CONTRIBUTING, text="to the EU endpoint and nowhere else, also when it is down"),
    ),
    explanation="When the EU endpoint fails the document is sent to the US server instead: data "
    "that is promised to stay in the EU leaves it. Let the AgentError through, without "
    "a fallback to another region.",
    checks=(HiddenTest(node_id="test_documents.py::test_every_request_stays_in_the_region"),),
    right_fixes=(
        Fix(
            name="an error, as before",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="        response = await complete(self._office.client, self._office.settings, messages)\n",
                ),
            ),
        ),
        Fix(
            name="an answer for the model",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="        try:\n"
                    "            response = await complete(self._office.client, self._office.settings, messages)\n"
                    "        except AgentError as error:\n"
                    '            return f"{name} cannot be summarised now: {error}"\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="to the global endpoint",
            replacements=(Replacement(path=TOOLS, old='SERVERS["us"]', new='SERVERS["global"]'),),
        ),
    ),
)
