"""What the model may do."""

from __future__ import annotations

import json
from dataclasses import asdict

from mistralai.client import models
from mistralai.client.models import SystemMessage, UserMessage

from agentdesk.client import complete, text_of
from agentdesk.errors import ToolError
from agentdesk.office import Office
from agentdesk.prompts import SUMMARISE, fenced
from agentdesk.redaction import Redactor
from agentdesk.tool import Tool
from agentdesk.usage import Usage


class Toolbox:
    """The tools of one answer: what they return is in clear, as is what they are given."""

    def __init__(self, office: Office, redactor: Redactor, usage: Usage) -> None:
        self._office = office
        self._redactor = redactor
        self._usage = usage
        claim: dict[str, type] = {"claim_id": str}
        document: dict[str, type] = {"name": str}
        tools = (
            Tool(name="read_claim", purpose="A claim.", parameters=claim, run=self._read_claim),
            Tool(name="read_document", purpose="A document.", parameters=document, run=self._read),
            Tool(
                name="summarise_document",
                purpose="What a document says, in three sentences.",
                parameters=document,
                run=self._summary,
            ),
            Tool(
                name="pay_claim",
                purpose="Pays a claim, once a person has allowed it.",
                parameters={**claim, "cents": int},
                run=self._pay,
                action="pay {euros:.2f} EUR for {claim_id}",
                check=office.claims.check_payment,
            ),
        )
        self._tools = {tool.name: tool for tool in tools}

    def specs(self) -> list[models.Tool]:
        """Return all tools as the API wants them described."""
        return [tool.spec() for tool in self._tools.values()]

    def find(self, name: str) -> Tool:
        """Return a tool; raise ToolError if there is none."""
        if name not in self._tools:
            raise ToolError(f"there is no tool {name}")
        return self._tools[name]

    async def _read_claim(self, claim_id: str) -> str:
        return json.dumps(asdict(await self._office.claims.claim(claim_id)), ensure_ascii=False)

    async def _read(self, name: str) -> str:
        return fenced(name, await self._office.claims.document(name))

    async def _summary(self, name: str) -> str:
        return fenced(name, await self._summarise(name))

    async def _summarise(self, name: str) -> str:
        document = fenced(name, await self._office.claims.document(name))
        messages: list[models.ChatCompletionRequestMessage] = [
            SystemMessage(content=SUMMARISE),
            UserMessage(content=self._redactor.hide(document)),
        ]
        response = await complete(self._office.client, self._office.settings, messages)
        self._usage.add(response.usage)
        return self._redactor.show(text_of(response))

    async def _pay(self, claim_id: str, cents: int) -> str:
        paid_cents = await self._office.claims.pay(claim_id, cents)
        return f"paid; {paid_cents} cents in all"
