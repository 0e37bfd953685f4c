"""When the EU endpoint fails a document is sent to the American one."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import WRONG_REGION
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
    rule=WRONG_REGION,
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
    rubric=Rubric(
        what=(
            "us server",
            "us endpoint",
            "us region",
            'servers["us"]',
            "server_url",
            "fallback",
            "falls back",
            "fall back",
            "another region",
            "other region",
            "american",
            "the us",
            "second try",
            "retry in",
        ),
        why=(
            "eu",
            "residency",
            "region",
            "promised",
            "leaves the eu",
            "leave the eu",
            "outside the eu",
            "gdpr",
            "data protection",
            "contributing",
            "stay in",
        ),
        fix=(
            "raise agenterror",
            "let the agenterror",
            "remove the fallback",
            "no fallback",
            "without a fallback",
            "only the eu",
            "drop the fallback",
            "raise instead",
            "give up",
            "stay in the eu",
        ),
        paraphrases=(
            (
                "The fallback sends the document to the US endpoint: EU residency is promised, "
                "also when the EU endpoint is down."
            ),
            "data leaves the EU on errors",
            'Remove the fallback to SERVERS["us"] and let the AgentError through.',
            (
                "Shouldn't requests stay in the EU? On a failure this retries on the American "
                "server."
            ),
            (
                "CONTRIBUTING says EU endpoint and nowhere else, here a document goes to another "
                "region."
            ),
            "If EU is not available it send the data to US server, it is not allowed by GDPR.",
        ),
        forbidden=(
            "retry is missing",
            "needs a fallback",
        ),
        near_misses=("A retry could help when the API is busy.",),
    ),
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
