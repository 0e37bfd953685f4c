"""What the documentation prints can be typed: every command, and the steps of the workflow."""

from __future__ import annotations

import base64
import os
import re
import shlex
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click
import pytest

from checker import rounds, submission
from checker.dealing.build import deal
from checker.dealing.draw import draw
from checker.packs import loading
from checker.system import git
from cli import app
from tests.command import MESSYPR, SEED, start_round
from tests.docs.printed import PAGES, ROOT, blocks, commands, workflow_steps

PRINTED = sorted({(page.name, line) for page in PAGES for line in commands(page)})
TOKEN = "secret"
LOGIN = "Basic " + base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()


def words(line: str) -> list[str]:
    """Return the words of a command up to a comment, a pipe or a redirection."""
    read = shlex.shlex(line, posix=True, punctuation_chars="|&;<>()")
    read.whitespace_split, read.commenters = True, "#"
    found = []
    for word in read:
        if set(word) <= set("|&;<>()"):
            break
        found.append(word)
    return found[1:]


def test_the_pages_print_commands() -> None:
    assert len(PRINTED) > 60
    assert {page for page, _ in PRINTED} >= {"README.md", "CONTRIBUTING.md", "exams.md"}


@pytest.mark.parametrize(("page", "line"), PRINTED)
def test_every_printed_command_is_one(page: str, line: str) -> None:
    """Its name and its options are those of the command; values are not looked at."""
    del page
    arguments = [each for each in words(line) if each != "..."]
    command: click.Command = app.group
    context = click.Context(command, info_name="messypr")
    while isinstance(command, click.Group) and arguments and not arguments[0].startswith("-"):
        found = command.get_command(context, arguments[0])
        assert found is not None, f"no command {arguments[0]}"
        command, arguments = found, arguments[1:]
        context = click.Context(command, info_name=arguments[0] if arguments else "")
    command.make_parser(context).parse_args([*arguments, "x"])  # a mention may end in an option


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a bare repository with a round's commits and review, as a candidate pushes them."""
    folder = tmp_path_factory.mktemp("candidate")
    work = start_round(folder / "work")
    typed = ["comment", "add", "src/helpdesk/drafting.py:9", "-m", "Nobody closes this."]
    subprocess.run([MESSYPR, *typed], cwd=work, check=True, capture_output=True)
    git.run("init", "--quiet", "--bare", str(folder / "origin.git"), cwd=folder)
    place = rounds.find(work)
    rounds.store_review(place, rounds.load_review(place), datetime.now(UTC))
    bare = folder / "origin.git"
    git.run("push", "--quiet", str(bare), "HEAD", "main", "refs/messypr/review", cwd=work)
    git.run("symbolic-ref", "HEAD", "refs/heads/draft-replies", cwd=bare)
    return bare


@pytest.fixture
def private_url(handed_in: Path) -> Iterator[str]:
    """Serve the repository over HTTP to whoever has the token."""

    class Guarded(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.serve()

        def do_POST(self) -> None:
            self.serve()

        def serve(self) -> None:
            if self.headers.get("Authorization") != LOGIN:
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="private"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            path, _, query = self.path.partition("?")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            done = subprocess.run(
                ["git", "http-backend"],
                input=body,
                capture_output=True,
                check=True,
                env={
                    "PATH": os.environ["PATH"],
                    "GIT_PROJECT_ROOT": str(handed_in.parent),
                    "GIT_HTTP_EXPORT_ALL": "1",
                    "PATH_INFO": path,
                    "QUERY_STRING": query,
                    "REQUEST_METHOD": self.command,
                    "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                    "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                    "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                },
            )
            self.wfile.write(b"HTTP/1.0 200 OK\r\n" + done.stdout)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Guarded) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{handed_in.name}"
        server.shutdown()


def step(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a step as a runner does: bash that ends at the first error."""
    kept = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
    path = f"{MESSYPR.parent}{os.pathsep}{os.environ['PATH']}"
    environ = {**kept, "PATH": path, "CI": "true", "GIT_TERMINAL_PROMPT": "0", **variables}
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


def checked_out(url: str, folder: Path) -> Path:
    """Check the head out as the action does with persist-credentials: false."""
    script = """\
git init --quiet .
git -c "http.extraHeader=Authorization: $LOGIN" fetch --quiet "$URL" draft-replies
git checkout --quiet --detach FETCH_HEAD
"""
    folder.mkdir()
    done = step(script, folder, URL=url, LOGIN=LOGIN)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_workflow_collects_the_review_of_a_private_repository(
    private_url: str, tmp_path: Path
) -> None:
    collect, *_ = workflow_steps()
    folder = checked_out(private_url, tmp_path / "checkout")
    refused = step(collect, folder, HEAD_URL=private_url, TOKEN="wrong")
    assert refused.returncode != 0
    done = step(collect, folder, HEAD_URL=private_url, TOKEN=TOKEN)
    assert done.returncode == 0, done.stderr
    pack = loading.load("helpdesk")
    taken = submission.read(
        folder / "submission.bundle",
        ref="HEAD",
        dealt=deal(draw(pack, SEED)).dealt,
        pr=pack.pr,
        review_file=None,
    )
    assert [each.body for each in taken.review.comments] == ["Nobody closes this."]


def test_the_workflow_collects_what_has_no_review(
    private_url: str, handed_in: Path, tmp_path: Path
) -> None:
    collect, *_ = workflow_steps()
    folder = checked_out(private_url, tmp_path / "checkout")
    bare = tmp_path / "bare.git"
    git.run("clone", "--quiet", "--bare", str(handed_in), str(bare), cwd=tmp_path)
    done = step(collect, folder, HEAD_URL=str(bare), TOKEN="")
    assert done.returncode == 0, done.stderr
    assert "refs/messypr" not in git.text("bundle", "list-heads", "submission.bundle", cwd=folder)


@pytest.mark.slow
def test_the_workflow_grades_and_shows_the_candidate_nothing_of_what_was_missed(
    private_url: str, tmp_path: Path
) -> None:
    collect, install, grade, summary = workflow_steps()
    assert install == 'pip install "$MESSYPR"'
    folder = checked_out(private_url, tmp_path / "checkout")
    assert step(collect, folder, HEAD_URL=private_url, TOKEN=TOKEN).returncode == 0
    done = step(f"{grade} --allow-basic", folder, SEED=str(SEED))
    assert done.returncode == 1, done.stderr
    assert "is under 60" in done.stderr
    file = tmp_path / "summary.md"
    assert step(summary, folder, GITHUB_STEP_SUMMARY=str(file)).returncode == 0
    said = done.stdout + done.stderr + file.read_text()
    assert "src/helpdesk/drafting.py:9" in said
    planted = draw(loading.load("helpdesk"), SEED).defects
    assert not [each.slug for each in planted if each.slug in said]
    assert not [each.slug for each in planted if each.explanation in " ".join(said.split())]


def test_without_a_score_the_summary_is_left_out(tmp_path: Path) -> None:
    *_, summary = workflow_steps()
    assert step(summary, tmp_path, GITHUB_STEP_SUMMARY=str(tmp_path / "no.md")).returncode == 0
    assert not (tmp_path / "no.md").exists()


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the page's steps have varied a pack."""
    folder = tmp_path_factory.mktemp("organiser")
    for part in ("prs", "solutions"):
        (folder / part).symlink_to(ROOT / part)
    script = blocks(ROOT / "docs" / "exams.md", "sh")[0]
    done = step(script, folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_a_varied_pack_is_dealt_and_reviewed_as_the_page_says(varied: Path) -> None:
    left = subprocess.run(
        ["grep", "-rliE", "helpdesk|ticket", "packs"],
        cwd=varied,
        capture_output=True,
        text=True,
        check=False,
    )
    assert left.stdout == ""
    _, dealing, reviewing, *_ = blocks(ROOT / "docs" / "exams.md", "sh")
    done = step(dealing, varied)
    assert done.returncode == 0, done.stderr
    assert "answers" not in done.stderr  # they are in no package
    done = step(reviewing, varied / "exam")
    assert done.returncode == 0, done.stderr
    assert re.search(r"handed in: commit \w{12}, 1 comment\n", done.stdout)
    assert (varied / "exam" / "alice.bundle").is_file()


@pytest.mark.slow
def test_a_varied_pack_is_graded_as_the_page_says(varied: Path) -> None:
    if not (varied / "exam").exists():
        test_a_varied_pack_is_dealt_and_reviewed_as_the_page_says(varied)
    grading = blocks(ROOT / "docs" / "exams.md", "sh")[3]
    (varied / "alice.bundle").write_bytes((varied / "exam" / "alice.bundle").read_bytes())
    done = step(f"{grading.strip()} --allow-basic", varied)
    assert done.returncode == 0, done.stderr
    assert "attempt 1 of 1" in (varied / "alice.md").read_text()
    assert "src/casework/drafting.py:128" in done.stdout
    assert "answers" not in done.stdout
