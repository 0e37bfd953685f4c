"""Paths of the pull request, and the names of its contract that checks are anchored to."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.model.key import Anchor

AGENT = PurePosixPath("src/agentdesk/agent.py")
APPROVALS = PurePosixPath("src/agentdesk/approvals.py")
CLAIMS = PurePosixPath("src/agentdesk/claims.py")
CLIENT = PurePosixPath("src/agentdesk/client.py")
CLI = PurePosixPath("src/agentdesk/cli.py")
CONTRIBUTING = PurePosixPath("CONTRIBUTING.md")
PROMPTS = PurePosixPath("src/agentdesk/prompts.py")
PYPROJECT = PurePosixPath("pyproject.toml")
REDACTION = PurePosixPath("src/agentdesk/redaction.py")
SETTINGS = PurePosixPath("src/agentdesk/settings.py")
TESTS = PurePosixPath("tests/test_tools.py")
TOOLS = PurePosixPath("src/agentdesk/tools.py")

DECIDE = Anchor(path=APPROVALS, name="Approvals.decide")
MAIN = Anchor(path=CLI, name="main")
PAY = Anchor(path=CLAIMS, name="ClaimBook.pay")
PENDING = Anchor(path=APPROVALS, name="Approvals.pending")
STREAM = Anchor(path=AGENT, name="Agent.stream")
TOOLBOX = Anchor(path=TOOLS, name="Toolbox")
