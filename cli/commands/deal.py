"""``messypr deal``."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from checker.dealing import build, tag
from checker.dealing.build import DESCRIPTION, Deal
from checker.dealing.draw import draw
from checker.errors import DrawError, UsageError
from checker.model.key import Challenge
from checker.model.profile import written
from checker.packs import loading
from checker.prove.drawn import prove_repository
from checker.prove.proof import pack_trees
from checker.report import as_json
from checker.rules.rule import Category
from checker.system import git
from cli.lazy import examples
from cli.options.private import private_option
from cli.options.profile import profile_of, profile_options, salt_of, salt_option
from cli.output.answer_key import fields
from cli.output.say import counted, print_json, print_note, print_result
from cli.steps import exam
from cli.steps.choosing import prove_deal

KEY, REPOSITORY, BUNDLE = "key.json", "candidate", "candidate.bundle"


@click.command(
    epilog=examples(
        "messypr deal helpdesk --seed 7 --out interview-7 --bundle",
        "messypr deal helpdesk --seed 7 --level interview --salt-file salt \\",
        "  --out interview-7",
        "messypr deal casework --seed 7 --salt-file salt --private packs --out exam",
    )
)
@click.argument("pack")
@click.option(
    "--seed", required=True, type=click.IntRange(min=0), help="The seed that chooses the defects."
)
@salt_option
@private_option
@profile_options
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder to create.")
@click.option("--bundle", is_flag=True, help="Write the repository as one git bundle.")
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
def command(
    *,
    pack: str,
    seed: int,
    salt_file: Path | None,
    level: str | None,
    focus: tuple[Category, ...],
    defects: int | None,
    out: Path,
    bundle: bool,
    as_json_: bool,
) -> None:
    """Deal a pull request for somebody else.

    The folder gets the candidate's repository and, beside it, key.json for the grader. Without
    --salt-file anybody who has messypr can try all seeds until the commit ids agree.
    """
    if out.exists():
        raise UsageError(f"{out} exists: name a folder that does not exist")
    salt, profile = salt_of(salt_file), profile_of(level, focus, defects)
    challenge = draw(loading.load(pack), seed, profile, salt)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".messypr-") as scratch:
        made = _write(challenge, Path(scratch, "dealt"), bundle=bundle)
        Path(scratch, "dealt").rename(out)
    if not salt:
        print_note(
            "without --salt-file anybody can find the seed by trying: do not use it for an exam"
        )
    public = exam.where_answers_are(challenge.pack.pr)
    if public:
        print_note(public)
    name = challenge.pack.pr.slug.replace("_", "-")
    if as_json_:
        head = made.dealt.head_commit
        told = {"pack": name, "seed": seed, "out": str(out), "dealt_head": head}
        print_json("deal", {**told, "answers_are_public": bool(public)})
        return
    wish = "".join(f" --{part.replace('=', ' ')}" for part in written(profile).split())
    secret = f" --salt-file {salt_file}" if salt_file else ""
    print_result(f"dealt {name} with {counted(len(challenge.defects), 'defect')} into {out}")
    print_result(f"  {out / (BUNDLE if bundle else REPOSITORY)}  for the candidate")
    print_result(f"  {out / KEY}  for the grader:")
    print_result(f"  messypr grade HANDED-IN --pack {name} --seed {seed}{wish}{secret}")


def _write(challenge: Challenge, folder: Path, *, bundle: bool) -> Deal:
    """Write everything that is dealt to a new folder, after it is proved."""
    folder.mkdir()
    made = build.build(challenge, folder / REPOSITORY)
    prove_deal(challenge, made)
    leaks = [
        p for p in prove_repository(pack_trees(challenge.pack), challenge, made, "") if not p.holds
    ]
    if leaks:
        raise DrawError(f"the history reveals planted defects: {leaks[0].detail}")
    tag.write(folder / REPOSITORY, challenge.pack.pr, made)
    key = {"schema": "messypr/key/1", **fields(challenge, made)}
    (folder / KEY).write_text(as_json.write(key), "utf-8")
    if bundle:
        repository = folder / REPOSITORY
        refs = ("main", challenge.pack.pr.branch, "HEAD", tag.REF)
        target = str((folder / BUNDLE).absolute())
        git.run("bundle", "create", "--quiet", target, *refs, cwd=repository)
        (repository / DESCRIPTION).rename(folder / DESCRIPTION)
        shutil.rmtree(repository)
    return made
