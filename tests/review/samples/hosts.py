from __future__ import annotations

from typing import Any

from checker.review.formats import Format
from checker.rules.rule import Severity
from tests.review.samples.sample import DRAFTING, GONE, HEAD, At, Sample, as_json

SUGGESTED = "Use all of it:\n\n```suggestion:-1+0\n        tickets = tickets\n```"


def note(number: int, body: str, line: int | None = None, **fields: Any) -> dict[str, Any]:
    position = {
        "head_sha": HEAD,
        "new_path": DRAFTING,
        "old_path": DRAFTING,
        "new_line": line,
        "old_line": None,
    }
    held = {"position": position | fields.pop("place", {})} if line else {}
    return (
        {"id": number, "body": body, "author": {"username": "ann"}, "system": False} | held | fields
    )


def azure(number: int, *comments: dict[str, Any], line: int | None = None) -> dict[str, Any]:
    context = {
        "filePath": f"/{DRAFTING}",
        "rightFileStart": {"line": line, "offset": 1},
        "rightFileEnd": {"line": line, "offset": 9},
    }
    return {
        "id": number,
        "comments": list(comments),
        "threadContext": context if line else None,
        "isDeleted": False,
    }


def said(number: int, text: str, **fields: Any) -> dict[str, Any]:
    author = {"displayName": "Ann", "uniqueName": "ann@desk.example"}
    return {
        "id": number,
        "parentCommentId": 0,
        "content": text,
        "author": author,
        "commentType": "text",
        "publishedDate": "2026-03-02T09:00:00Z",
    } | fields


def server(number: int, text: str, anchor: dict[str, Any] | None, **fields: Any) -> dict[str, Any]:
    comment = {"id": number, "text": text, "author": {"name": "ann"}, "createdDate": 1772442000000}
    return {"action": "COMMENTED", "comment": comment | fields, "commentAnchor": anchor}


HOSTS = (
    Sample(
        name="GitLab's discussions",
        form=Format.GITLAB,
        text=as_json(
            [
                {"id": "a", "notes": [note(1, "limit=0", 71), note(2, "indeed", 71)]},
                {"id": "b", "notes": [note(3, "On the whole: no.")]},
                {"id": "c", "notes": [note(4, "approved this", system=True)]},
            ]
        ),
        at=(At(line=71, says="limit=0"),),
        left_out=("it is a reply", "GitLab itself wrote it"),
        summary="On the whole: no.",
    ),
    Sample(
        name="GitLab, another head",
        form=Format.GITLAB,
        text=as_json([{"notes": [note(1, "limit=0", 71, place={"head_sha": GONE})]}]),
        at=(At(line=71),),
        changed=("its lines are counted as dealt",),
    ),
    Sample(
        name="GitLab's draft notes",
        form=Format.GITLAB,
        text=as_json(
            [
                {
                    "id": 5,
                    "note": "limit=0",
                    "resolve_discussion": False,
                    "position": note(1, "", 71)["position"],
                },
                {"id": 6, "note": "In general: no.", "resolve_discussion": False, "position": None},
            ]
        ),
        at=(At(line=71, says="limit=0"),),
        summary="In general: no.",
    ),
    Sample(
        name="GitLab's suggestion",
        form=Format.GITLAB,
        text=as_json([{"notes": [note(1, SUGGESTED, 72)]}]),
        at=(At(line=72, start=71, says="```suggestion\n"),),
    ),
    Sample(
        name="GitLab's webhook",
        form=Format.GITLAB,
        text=as_json(
            {
                "object_kind": "note",
                "user": {"username": "ann"},
                "object_attributes": note(1, "", 71) | {"note": "limit=0", "body": None},
            }
        ),
        at=(At(line=71, says="limit=0"),),
    ),
    Sample(
        name="Gerrit's comments",
        form=Format.GERRIT,
        text=")]}'\n"
        + as_json(
            {
                DRAFTING: [
                    {
                        "id": "f7d3_b1",
                        "author": {"_account_id": 1, "username": "ann"},
                        "patch_set": 2,
                        "line": 73,
                        "range": {
                            "start_line": 71,
                            "start_character": 0,
                            "end_line": 73,
                            "end_character": 9,
                        },
                        "updated": "2026-07-05 13:44:34.000000000",
                        "message": "limit=0",
                        "unresolved": True,
                    },
                    {
                        "id": "f8",
                        "in_reply_to": "f7d3_b1",
                        "message": "yes",
                        "line": 73,
                        "author": {"username": "bob"},
                    },
                ],
                "/PATCHSET_LEVEL": [
                    {"id": "p1", "message": "Not yet.", "author": {"username": "ann"}}
                ],
            }
        ),
        at=(At(line=73, start=71, says="limit=0"),),
        left_out=("it is a reply",),
        summary="Not yet.",
    ),
    Sample(
        name="a review to post to Gerrit",
        form=Format.GERRIT,
        text=as_json(
            {
                "message": "Not yet.",
                "labels": {"Code-Review": -1},
                "comments": {DRAFTING: [{"line": 71, "message": "limit=0"}]},
            }
        ),
        at=(At(line=71),),
        summary="Not yet.",
        event="REQUEST_CHANGES",
    ),
    Sample(
        name="Azure DevOps' threads",
        form=Format.AZURE,
        text=as_json(
            {
                "count": 3,
                "value": [
                    azure(4, said(1, "limit=0"), said(2, "yes", parentCommentId=1), line=71),
                    azure(5, said(1, "Not yet.")),
                    azure(6, said(1, "Ann voted -5", commentType="system")),
                ],
            }
        ),
        at=(At(line=71, says="limit=0"),),
        left_out=("it is a reply", "Azure DevOps itself wrote it"),
        summary="Not yet.",
    ),
    Sample(
        name="Bitbucket's cloud",
        form=Format.BITBUCKET,
        text=as_json(
            {
                "pagelen": 10,
                "values": [
                    {
                        "id": 1,
                        "content": {"raw": "limit=0"},
                        "user": {"nickname": "ann"},
                        "inline": {"from": None, "to": 71, "path": DRAFTING},
                        "deleted": False,
                    },
                    {
                        "id": 2,
                        "content": {"raw": "yes"},
                        "user": {"nickname": "ann"},
                        "parent": {"id": 1},
                        "inline": {"to": 71, "path": DRAFTING},
                    },
                    {"id": 3, "content": {"raw": "Not yet."}, "user": {"nickname": "ann"}},
                ],
            }
        ),
        at=(At(line=71, says="limit=0"),),
        left_out=("it is a reply",),
        summary="Not yet.",
    ),
    Sample(
        name="Bitbucket's server",
        form=Format.BITBUCKET,
        text=as_json(
            {
                "values": [
                    server(
                        1,
                        "limit=0",
                        {"path": DRAFTING, "line": 71, "lineType": "ADDED", "fileType": "TO"},
                        severity="BLOCKER",
                    ),
                    {"action": "REVIEWED", "user": {"name": "ann"}},
                    {"action": "RESCOPED", "user": {"name": "ann"}},
                ]
            }
        ),
        at=(At(line=71, severity=Severity.BLOCKER),),
        left_out=("it is no comment",),
        event="REQUEST_CHANGES",
    ),
    Sample(
        name="Gitea's comments",
        form=Format.GITEA,
        text=as_json(
            [
                {
                    "id": 3,
                    "body": "limit=0",
                    "user": {"login": "ann"},
                    "resolver": None,
                    "pull_request_review_id": 2,
                    "path": DRAFTING,
                    "commit_id": HEAD,
                    "original_commit_id": HEAD,
                    "diff_hunk": "@@ -0,0 +71 @@\n+x",
                    "position": 71,
                    "original_position": 0,
                }
            ]
        ),
        at=(At(line=71, says="limit=0"),),
    ),
    Sample(
        name="a review to post to Gitea",
        form=Format.GITEA,
        text=as_json(
            {
                "event": "REQUEST_CHANGES",
                "body": "Not yet.",
                "comments": [
                    {"path": DRAFTING, "body": "limit=0", "new_position": 71, "old_position": 0}
                ],
            }
        ),
        at=(At(line=71),),
        summary="Not yet.",
        event="REQUEST_CHANGES",
    ),
)
