"""The server of the review page, asked over real connections."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from checker import rounds
from checker.model.review import Event
from checker.page.assets import SCRIPTS, STYLE
from checker.rules.catalogue import find
from tests.command import MESSYPR
from tests.page.served import Site, served

BLOCKS = find("blocking-call-in-coroutine")
DRAFT = {
    "id": "abc123",
    "path": "src/module.py",
    "start_line": 69,
    "line": 70,
    "side": "RIGHT",
    "severity": None,
    "body": "it blocks",
    "edits": "",
    "version": 0,
}


def comment(site: Site, **fields: Any) -> dict[str, Any]:
    answer = site.ask("POST", "comments", {**DRAFT, **fields})
    assert answer.status == 200, answer.text
    return answer.fields["comment"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("127.0.0.1", 400),
        ("evil.example:{port}", 400),
        ("127.0.0.1:{port}.evil.example", 400),
        ("", 400),
    ],
)
def test_it_answers_by_the_names_of_this_machine_alone(site: Site, host: str, status: int) -> None:
    got = site.ask("GET", "pulse", headers={"Host": host.format(port=site.port)})
    assert got.status == status


@pytest.mark.parametrize("below", ["/", "/wrong/", "//", "/%00/", "/static/../"])
def test_without_the_word_nothing_is_shown(site: Site, below: str) -> None:
    for path in ("", "state", "scripts/main.js", "report"):
        answer = site.ask("GET", path, below=below)
        assert answer.status == 403
        assert b"messypr review" in answer.body
    assert site.ask("PUT", "drafts", DRAFT, below=below).status == 403


@pytest.mark.slow
def test_each_round_has_a_word_of_its_own(folder: Path, begun_elsewhere: Path) -> None:
    with served(folder) as one, served(begun_elsewhere) as other:
        assert one.url.split("/")[3] != other.url.split("/")[3]
        assert len(one.url.split("/")[3]) >= 32
        assert other.ask("GET", "state", below=f"/{one.url.split('/')[3]}/").status == 403


@pytest.mark.slow
def test_a_round_keeps_its_address_which_its_owner_alone_can_read(folder: Path) -> None:
    kept = folder / ".git/messypr/address.json"
    with served(folder) as first:
        assert kept.stat().st_mode & 0o077 == 0
        with served(folder) as beside:
            assert beside.port != first.port
            assert urlsplit(beside.url).path == urlsplit(first.url).path
    with served(folder) as again:
        assert again.url == beside.url


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"port": 1}', '{"port": 80, "word": "x"}', '{"port": true, "word": "%s"}'],
)
def test_an_address_that_was_changed_by_hand_is_not_taken(folder: Path, content: str) -> None:
    kept = folder / ".git/messypr/address.json"
    kept.write_text(content.replace("%s", "a" * 32))
    kept.chmod(0o600)
    with served(folder) as site:
        assert site.get("pulse").status == 200
        assert len(urlsplit(site.url).path) == len("//") + 32
        assert "aaaa" not in site.url


@pytest.mark.slow
def test_a_word_that_others_could_read_is_replaced(folder: Path) -> None:
    with served(folder) as site:
        first = site.url
    (folder / ".git/messypr/address.json").chmod(0o644)
    with served(folder) as site:
        assert urlsplit(site.url).path != urlsplit(first).path


def test_another_origin_may_not_write(site: Site) -> None:
    for origin in ("http://evil.example", "null", f"https://127.0.0.1:{site.port}"):
        answer = site.ask("PUT", "drafts", DRAFT, headers={"Origin": origin})
        assert answer.status == 403
    own = {"Origin": f"http://127.0.0.1:{site.port}"}
    assert site.ask("PUT", "drafts", DRAFT, headers=own).status == 200


def test_every_answer_is_guarded(site: Site) -> None:
    for answer in (site.get(), site.get("scripts/main.js"), site.get("nothing"), site.get("state")):
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
    assert site.ask("GET", "state", below="/").headers["content-security-policy"]


def test_it_listens_on_the_loopback_interface_alone(site: Site) -> None:
    table = Path("/proc/net/tcp")
    if not table.exists():
        pytest.skip("this machine lists its sockets in another way")
    listening = [line.split()[1] for line in table.read_text().splitlines() if " 0A " in line]
    assert f"0100007F:{site.port:04X}" in listening
    assert f"00000000:{site.port:04X}" not in listening


def test_code_paths_and_messages_are_escaped(site: Site) -> None:
    page = site.get().text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(" in page
    assert "<b>new" not in page
    assert "\u202e" not in page
    assert "U+202E" in page
    assert "\x07" not in page
    for script in re.findall(r"<script[^>]*>", page):
        assert "src=" in script or "application/json" in script
    assert not re.findall(r"\son\w+=", page)


def test_a_comment_with_scripts_in_it_is_text(site: Site) -> None:
    body = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![i](http://e.example/i) <b>b</b>"
    html = comment(site, body=body)["html"]
    assert "<img" not in html
    assert "<b>b" not in html
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html)
    assert "&lt;img" in html


def test_a_suggestion_is_a_small_diff(site: Site) -> None:
    body = "Better:\n```suggestion\n        await asyncio.sleep(1)\n```"
    html = comment(site, body=body, start_line=70, line=70)["html"]
    assert "<div class=del>" in html
    assert "<div class=add>" in html
    assert "<mark>await</mark>" in html or "<mark>await " in html


def test_a_comment_lands_in_the_review_as_any_other(site: Site) -> None:
    folder = site.place.worktree
    made = comment(site, severity="major")
    kept = json.loads((folder / ".git/messypr/review.json").read_text())["comments"]
    assert [each["id"] for each in kept] == [made["id"]]
    listed = subprocess.run(
        [MESSYPR, "comment", "list"], cwd=folder, capture_output=True, text=True, check=True
    )
    assert "src/module.py:69-70" in listed.stdout


@pytest.mark.parametrize(
    "fields",
    [
        {"line": 9_999},
        {"start_line": 0},
        {"path": "../../etc/passwd"},
        {"path": "nothing.py"},
        {"body": "  "},
        {"body": "x" * 70_000},
        {"body": "\x00"},
        {"severity": "worst"},
        {"side": "MIDDLE"},
        {"id": "../x"},
        {"version": -1},
        {"line": "70"},
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_kept(site: Site, fields: dict[str, Any]) -> None:
    answer = site.ask("POST", "comments", {**DRAFT, **fields})
    assert answer.status == 422
    assert answer.fields["error"]["message"]
    assert site.get("state").fields["comments"] == []


@pytest.mark.parametrize("body", [b"", b"[]", b"nope", b"[" * 100_000, b'"' + b"x" * 600_000])
def test_broken_bodies_are_refused(site: Site, body: bytes) -> None:
    assert site.ask("POST", "comments", body).status == 422


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("part?file=99&part=0", 404),
        ("part?file=0&part=99", 404),
        ("part?file=-1&part=0", 422),
        ("part?file=0", 422),
        ("part?file=%EF%BC%91&part=0", 422),
        ("files?commit=" + "0" * 40, 404),
        ("files?commit=--output=x", 404),
        ("context?file=0&first=1&last=99999999999999", 422),
        ("nothing", 404),
    ],
)
def test_what_is_not_there_is_not_shown(site: Site, path: str, status: int) -> None:
    assert site.get(path).status == status


def test_a_draft_is_on_disk_when_it_is_answered(folder: Path) -> None:
    with served(folder) as site:
        for number in range(1, 6):
            fields = {**DRAFT, "body": "typed"[:number], "version": number - 1}
            assert site.ask("PUT", "drafts", fields).fields["draft"]["version"] == number
        site.kill()
    with served(folder) as again:
        assert [each["body"] for each in again.get("state").fields["drafts"]] == ["typed"]


def test_two_windows_do_not_overwrite_each_other(site: Site) -> None:
    assert site.ask("PUT", "drafts", {**DRAFT, "body": "one"}).fields["draft"]["version"] == 1
    assert site.ask("PUT", "drafts", {**DRAFT, "body": "one!", "version": 1}).status == 200
    late = site.ask("PUT", "drafts", {**DRAFT, "body": "two", "version": 1})
    assert late.status == 409
    assert late.fields["error"]["code"] == "conflict"
    assert site.get("state").fields["drafts"][0]["body"] == "one!"
    made = comment(site, body="one!")
    other = site.ask("POST", "comments", {**DRAFT, "body": "other"})
    assert other.status == 409
    edit = {**DRAFT, "id": "e1", "edits": made["id"], "version_seen": made["version"]}
    assert site.ask("POST", "comments", {**edit, "body": "edited"}).status == 200
    assert site.ask("POST", "comments", {**edit, "id": "e2", "body": "late"}).status == 409
    gone = site.ask("DELETE", f"comments/{made['id']}", {"version_seen": made["version"]})
    assert gone.status == 409
    assert [each["body"] for each in site.get("state").fields["comments"]] == ["edited"]


def test_a_kind_is_taken_by_name_or_code_and_one_that_is_none_is_named(site: Site) -> None:
    assert comment(site, kind=BLOCKS.name)["kind"] == BLOCKS.name
    assert comment(site, id="d2", kind=BLOCKS.code)["kind"] == BLOCKS.name
    labelled = comment(site, id="d3", body="blocking-call-in-coroutine: it sleeps")
    assert labelled["kind"] == BLOCKS.name
    refused = site.ask("POST", "comments", {**DRAFT, "id": "d4", "kind": "blocking-cal"})
    assert refused.status == 422
    assert "no rule 'blocking-cal'" in refused.fields["error"]["message"]
    assert len(site.get("state").fields["comments"]) == 3


def test_a_draft_that_changes_the_kind_alone_is_kept(site: Site) -> None:
    made = comment(site)
    draft = {**DRAFT, "id": "e1", "edits": made["id"], "kind": "block"}
    assert site.ask("PUT", "drafts", draft).status == 200
    assert [each["kind"] for each in site.get("state").fields["drafts"]] == ["block"]
    site.ask("PUT", "drafts", {**draft, "kind": "", "version": 1})
    assert site.get("state").fields["drafts"] == []


def test_saying_it_twice_says_it_once(site: Site) -> None:
    first, second = comment(site), comment(site)
    assert first["id"] == second["id"]
    assert len(site.get("state").fields["comments"]) == 1
    assert site.get("state").fields["drafts"] == []


def test_what_was_deleted_comes_back_as_it_was(site: Site) -> None:
    made = comment(site, severity="minor")
    assert (
        site.ask("DELETE", f"comments/{made['id']}", {"version_seen": made["version"]}).status
        == 200
    )
    back = site.ask("POST", "restored", {**made, "over": ""})
    assert back.fields["comment"]["version"] == made["version"]


def test_the_command_and_the_page_see_each_other(site: Site) -> None:
    before = site.get("pulse").fields["signature"]
    subprocess.run(
        [MESSYPR, "comment", "add", "src/module.py:70", "-m", "from the terminal"],
        cwd=site.place.worktree,
        check=True,
        capture_output=True,
    )
    assert site.get("pulse").fields["signature"] != before
    assert site.get("state").fields["comments"][0]["body"] == "from the terminal"


def test_a_comment_is_outdated_once_its_code_has_changed(site: Site) -> None:
    comment(site)
    comment(site, id="other", start_line=3, line=3)
    file = site.place.worktree / "src/module.py"
    file.write_text(file.read_text().replace("        time.sleep(1)\n", ""))
    outdated = [each["outdated"] for each in site.get("state").fields["comments"]]
    assert outdated == [True, False]


def test_viewed_marks_are_kept_and_only_for_files_that_changed(site: Site) -> None:
    assert site.ask("PUT", "viewed", {"path": "src/module.py", "viewed": True}).status == 200
    assert site.ask("PUT", "viewed", {"path": "untouched.py", "viewed": True}).status == 422
    assert site.get("state").fields["viewed"] == ["src/module.py"]
    assert site.ask("PUT", "viewed", {"path": "src/module.py"}).fields["viewed"] == []


def test_after_it_was_handed_in_nothing_changes(site: Site) -> None:
    made = comment(site)
    place = site.place
    head = rounds.load(place).dealt_head
    rounds.stop_clock(place, head=head, event=Event.COMMENT, body="", now=datetime.now(UTC))
    for answer in (
        site.ask("POST", "comments", {**DRAFT, "id": "late"}),
        site.ask("PUT", "drafts", DRAFT),
        site.ask("DELETE", f"comments/{made['id']}", {"version_seen": made["version"]}),
    ):
        assert answer.status == 409
        assert answer.fields["error"]["code"] == "closed"
        assert "918273645" not in answer.text


def test_white_space_can_be_hidden(site: Site) -> None:
    assert "Nothing but white space" not in site.get("files?view=unified").text
    assert "Nothing but white space" in site.get("files?view=unified&spaces=ignored").text


def test_each_commit_shows_its_own_changes(site: Site) -> None:
    listed = re.findall(r'data-commit="(\w{40})"', site.get("commits").text)
    assert len(listed) == 2
    first, second = (site.get(f"files?commit={name}").text for name in listed)
    assert first.count('class="file"') == 1
    assert "module.py" in first
    assert "gone.py" in second
    assert "module.py" not in second


def test_hidden_lines_come_when_they_are_asked_for(site: Site) -> None:
    paths = json.loads(re.findall(r'id="told">(.*?)</script>', site.get().text)[0])["paths"]
    number = paths.index("src/module.py")
    rows = site.get(f"context?file={number}&first=4&last=6&view=split").text
    assert rows.count("<tr class=r>") == 3
    assert "data-s=L data-n=4" in rows
    found = site.get("search?q=TIME.sleep").fields["hits"]
    assert found == [[number, "R", 70]]


def test_the_port_can_be_chosen_and_a_taken_one_is_named(site: Site) -> None:
    done = subprocess.run(
        [MESSYPR, "review", "--no-open", "--port", str(site.port)],
        cwd=site.place.worktree,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert f"port {site.port}" in done.stderr


@pytest.mark.slow
def test_it_serves_in_the_background_until_it_is_stopped(folder: Path) -> None:
    def run(*arguments: str) -> str:
        command = [str(MESSYPR), "review", "--no-open", *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        return done.stdout

    url = str(json.loads(run("--background", "--json"))["url"])
    try:
        assert run("--background").strip() == url
        assert (folder / ".git/messypr/page.json").stat().st_mode & 0o077 == 0
    finally:
        run("--stop")
    assert json.loads(run("--background", "--json"))["url"] == url
    run("--stop")


def test_the_scripts_and_the_style_are_small(site: Site) -> None:
    sent = [site.get(STYLE), *map(site.get, SCRIPTS)]
    assert {answer.headers["content-type"].partition(";")[0] for answer in sent} == {
        "text/css",
        "text/javascript",
    }
    assert sum(len(gzip.compress(answer.body, 5)) for answer in sent) < 80_000


def test_the_page_imports_every_script() -> None:
    imported = {
        f"scripts/{name}"
        for text in SCRIPTS.values()
        for name in re.findall(r"^(?:import|\} from) .*'\./(\w+\.js)';", text, re.MULTILINE)
    }
    assert {*SCRIPTS} == {"scripts/main.js", *imported}
