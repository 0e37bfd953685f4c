from __future__ import annotations

from typing import Any

from checker.review.formats import Format
from checker.rules.rule import Severity
from tests.review.samples.sample import CLI, DRAFTING, GONE, HEAD, At, Sample, as_json, json_lines

FORM = Format.GITHUB
HUNK = (
    "@@ -0,0 +60,5 @@\n+        self._desk = desk\n+        self.usage = Usage()\n+\n"
    "+    async def draft_queue(self, *, limit: int | None = None) -> DraftRun:"
)
FOREIGN_HUNK = "@@ -1,2 +1,3 @@\n a\n+what nobody dealt\n+here"


def comment(number: int = 7, **fields: Any) -> dict[str, Any]:
    return {
        "id": number,
        "node_id": f"PRRC_{number}",
        "path": DRAFTING,
        "line": 71,
        "start_line": None,
        "original_line": 71,
        "original_start_line": None,
        "side": "RIGHT",
        "commit_id": HEAD,
        "original_commit_id": HEAD,
        "user": {"login": "ann", "type": "User"},
        "body": "issue (major): limit=0 drafts every ticket",
        "created_at": "2026-03-02T09:00:00Z",
        "diff_hunk": HUNK,
        "subject_type": "line",
        **fields,
    }


def review(
    body: str = "Not yet.", state: str = "CHANGES_REQUESTED", **fields: Any
) -> dict[str, Any]:
    return {"id": 1, "user": {"login": "ann"}, "state": state, "body": body, **fields}


def node(body: str, **fields: Any) -> dict[str, Any]:
    return {"databaseId": 9, "body": body, "author": {"login": "ann"}, "path": DRAFTING, **fields}


def pull(threads: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    held = {"pullRequest": {"reviewThreads": {"nodes": threads}, **fields}}
    return {"data": {"repository": held}}


MAJOR = At(line=71, severity=Severity.MAJOR, says="limit=0 drafts every ticket")
THREAD = {
    "isResolved": False,
    "path": DRAFTING,
    "line": 73,
    "startLine": 71,
    "diffSide": "RIGHT",
    "startDiffSide": "RIGHT",
    "comments": {"nodes": [node("too much"), node("indeed", databaseId=10)]},
}
GITHUB = (
    Sample(
        name="pages of comments",
        form=FORM,
        text=as_json([[comment()], [comment(8, original_line=73)]]),
        at=(MAJOR, At(line=73, severity=Severity.MAJOR)),
    ),
    Sample(
        name="arrays one after another",
        form=FORM,
        text=as_json([comment()]) + as_json([comment(8, original_line=73)]),
        at=(MAJOR, At(line=73, severity=Severity.MAJOR)),
    ),
    Sample(
        name="one comment a line",
        form=FORM,
        text=json_lines(comment(), comment(8, original_line=73, in_reply_to_id=7)),
        at=(MAJOR,),
        left_out=("it is a reply",),
    ),
    Sample(name="a single comment", form=FORM, text=as_json(comment()), at=(MAJOR,)),
    Sample(
        name="webhook of a review comment",
        form=FORM,
        text=as_json({"action": "created", "comment": comment(), "pull_request": {"id": 4}}),
        at=(MAJOR,),
    ),
    Sample(
        name="webhook of a thread",
        form=FORM,
        text=as_json(
            {
                "action": "resolved",
                "thread": {"comments": [comment(), comment(8, in_reply_to_id=7)]},
                "pull_request": {"id": 4},
            }
        ),
        at=(MAJOR,),
        left_out=("it is a reply",),
    ),
    Sample(
        name="webhook of a review",
        form=FORM,
        text=as_json(
            {
                "action": "submitted",
                "review": review(state="changes_requested"),
                "pull_request": {"id": 4},
            }
        ),
        summary="Not yet.",
        event="REQUEST_CHANGES",
    ),
    Sample(
        name="reviews with a body and no comments",
        form=FORM,
        text=as_json([review("First look."), review("Second look.", "APPROVED")]),
        summary="First look.\n\nSecond look.",
        event="APPROVE",
    ),
    Sample(
        name="gh pr view",
        form=FORM,
        text=as_json(
            {
                "reviews": [
                    {
                        "id": "PRR_1",
                        "author": {"login": "ann"},
                        "body": "Not yet.",
                        "state": "CHANGES_REQUESTED",
                        "submittedAt": "2026-03-02T09:00:00Z",
                    }
                ],
                "comments": [
                    {
                        "id": "IC_1",
                        "author": {"login": "ann"},
                        "body": "Where is the ticket?",
                        "createdAt": "2026-03-02T09:00:00Z",
                    }
                ],
            }
        ),
        summary="Not yet.\n\nWhere is the ticket?",
        event="REQUEST_CHANGES",
    ),
    Sample(
        name="GraphQL",
        form=FORM,
        text=as_json(
            pull(
                [THREAD],
                reviews={"nodes": [{"state": "APPROVED", "body": "", "author": {"login": "ann"}}]},
            )
        ),
        at=(At(line=73, start=71, says="too much"),),
        left_out=("it is a reply",),
        event="APPROVE",
    ),
    Sample(
        name="a GraphQL thread",
        form=FORM,
        text=as_json(THREAD),
        at=(At(line=73, start=71),),
        left_out=("it is a reply",),
    ),
    Sample(
        name="a commit that was pushed over, found by its diff",
        form=FORM,
        text=as_json([comment(original_line=63, original_commit_id=GONE)]),
        at=(At(line=65, severity=Severity.MAJOR),),
        changed=("its line was found by its text",),
    ),
    Sample(
        name="a commit that was pushed over, with a diff that is not there",
        form=FORM,
        text=as_json(
            [
                comment(),
                comment(8, original_line=3, original_commit_id=GONE, diff_hunk=FOREIGN_HUNK),
            ]
        ),
        at=(MAJOR,),
        left_out=("the lines that it is about are not in",),
    ),
    Sample(
        name="a position in the diff without a line",
        form=FORM,
        text=as_json(
            {
                "event": "COMMENT",
                "body": "",
                "comments": [
                    {"path": CLI, "position": 4, "body": "why contextlib?"},
                    {"path": CLI, "position": 4000, "body": "nowhere"},
                ],
            }
        ),
        at=(At(path=CLI, line=11, says="why contextlib?"),),
        left_out=("position 4000 is not in the diff",),
        event="COMMENT",
    ),
    Sample(
        name="an old server's comment, with a position and a diff",
        form=FORM,
        text=as_json(
            [
                {
                    "id": 3,
                    "path": DRAFTING,
                    "position": 4,
                    "diff_hunk": HUNK,
                    "body": "hm",
                    "user": {"login": "ann"},
                    "commit_id": HEAD,
                }
            ]
        ),
        at=(At(line=63, says="hm"),),
    ),
    Sample(
        name="a range from left to right",
        form=FORM,
        text=as_json(
            [comment(original_start_line=2, start_side="LEFT", path=CLI, original_line=12)]
        ),
        at=(At(path=CLI, line=12, severity=Severity.MAJOR),),
        changed=("its range begins on the other side",),
    ),
    Sample(
        name="several authors and a bot",
        form=FORM,
        text=as_json([comment(), comment(8, user={"login": "ci[bot]", "type": "Bot"})]),
        at=(MAJOR,),
        left_out=("'ci[bot]' wrote it",),
        author="@Ann",
    ),
    Sample(
        name="one bad entry beside a good one",
        form=FORM,
        text=as_json(
            [
                comment(),
                comment(8, path="src/nowhere.py"),
                comment(9, original_line=4000),
                comment(10, body=""),
                3,
            ]
        ),
        at=(MAJOR,),
        left_out=(
            "no file 'src/nowhere.py'",
            "there is no line 4000",
            "body must not be empty",
            "must be a JSON object",
        ),
    ),
)
