"""An environment file with an API key is committed."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.model.key import AddFile, Defect, FileCheck, Fix, Replacement, Rubric
from checker.rules.hygiene import SECRET_COMMITTED
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFT_QUEUE

ENV = PurePosixPath(".env")
KEY = "Qm7vXe2LrT9sKb4WpZ8dNc3HyGfJ6uAa"
TEXT = f"MISTRAL_API_KEY={KEY}\nHELPDESK_DATABASE=desk.sqlite3\n"

DEFECT = Defect(
    slug="key-committed",
    rule=SECRET_COMMITTED,
    severity=Severity.BLOCKER,
    changes=(AddFile(path=ENV, text=TEXT),),
    explanation="The .env file commits a live MISTRAL_API_KEY. Remove it, revoke the key and add "
    ".env to .gitignore.",
    checks=(
        FileCheck(
            anchor=DRAFT_QUEUE,
            lacks=(KEY.encode(),),
            asks="no file of the repository holds the API key",
        ),
    ),
    rubric=Rubric(
        what=(
            (
                "key|secret|token|credential|credentials|password|.env|env|file & "
                "commit|committed|checked|check|repo|repository|git|leak|leaked|revoke|rotate|history|compromised|public|pushed|version_control|gitignore|real|clear|plain"
            ),
            (
                "commit|committed|check|checked|push|pushed|leak|leaked "
                "key|secret|credential|token|.env|env|file|in"
            ),
            "api key",
            "secret|credential",
            "use|misuse|abuse key|credential|token",
            "access & key|secret|credential|repository",
            "never|not commit|check|belong|in repo|git|version",
            "revoke|rotate|rotated|revoked|invalidate",
            ".env & git|commit|gitignore|repo|remove|delete|not",
            "env file",
        ),
        why=(
            "everyone|everybody|anyone|anybody|public|all see|read|use|can|with",
            "compromised|leaked|leak|exposed|stolen|abuse|abused|misuse",
            "history",
            "repo|repository|git|version_control",
            "revoke|rotate|rotated",
            "secret|credential",
            "security|cost|bill",
            "live|real|valid|working",
            "see",
            "plain|clear text",
        ),
        fix=(
            "revoke|rotate|rotated|revoked|invalidate|renew|replace|new key",
            "gitignore|ignore|git_ignore",
            "remove|delete file|key|it|from|this|env",
            "environment variable|variables|secret_manager|vault",
            "remove|purge history",
            "env.example|example",
        ),
        paraphrases=(
            ("An API key is committed in .env: revoke it and remove the file from the repository."),
            "secret checked in",
            "Never commit .env, the key is compromised now and has to be rotated.",
            "Is this a real MISTRAL_API_KEY? It must not be in git.",
            "Please delete this file, add it to .gitignore and rotate the credential.",
            "The key of API is in the repo, everybody can see it.",
            "A live credential is in git now, everyone with access can use it: rotate it.",
            "Take .env out of the repository and make a new key.",
        ),
        forbidden=(
            "key too short",
            "database path",
        ),
        near_misses=(
            "The database path in here should be absolute.",
            "A sample file with all settings would help newcomers.",
        ),
    ),
    right_fixes=(
        Fix(name="deleted", replacements=(Replacement(path=ENV, old=TEXT, new=""),)),
        Fix(
            name="an example without a key",
            replacements=(
                Replacement(path=ENV, old=TEXT, new=""),
                Replacement(
                    path=PurePosixPath(".env.example"),
                    old="",
                    new="MISTRAL_API_KEY=\nHELPDESK_DATABASE=desk.sqlite3\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="moved as it is",
            replacements=(
                Replacement(path=ENV, old=TEXT, new=""),
                Replacement(path=PurePosixPath(".env.example"), old="", new=TEXT),
            ),
        ),
    ),
)
