"""Start the zygote at each isolation level: command, environment, readable paths."""

from __future__ import annotations

import os
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from checker.sandbox.isolation import bubblewrap, landlocked
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.player import import_path

CERTIFICATES = Path(__file__).parent / "certificates"
AUTHORITY = CERTIFICATES / "authority.pem"
ALONE = CERTIFICATES / "alone.pem"
SIMULATOR = CERTIFICATES / "simulator.pem"
STARTER = f"""\
import sys
sys.path.append(sys.argv[1])
from {import_path.INSIDE}.zygote import main
main(int(sys.argv[2]), sys.argv[3])
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """The folders of one host."""

    farm: Path
    trees: Path
    scratch: Path
    log: Path


def workspace(folder: Path) -> Workspace:
    """Return the folders of a host, created below ``folder``."""
    made = Workspace(
        farm=folder / "farm",
        trees=folder / "trees",
        scratch=folder / "scratch",
        log=folder / "zygote.log",
    )
    for each in (made.farm, made.trees, made.scratch):
        each.mkdir()
    import_path.link_packages(made.farm)
    return made


def command(place: Workspace, level: Isolation, descriptor: int) -> list[str]:
    """Return the command that starts a zygote listening on a descriptor."""
    python = [landlocked.python(), "-I", "-S", "-B", "-X", "utf8", "-c", STARTER]
    started = [*python, str(place.farm), str(descriptor), str(level)]
    if level is not Isolation.STRICT:
        return started
    shown = {str(place.farm / name): source for name, source in import_path.sources().items()}
    shown |= {str(place.trees): place.trees, str(AUTHORITY): AUTHORITY}
    hosts = place.log.with_name("hosts")
    hosts.write_text(bubblewrap.HOSTS, "utf-8")
    switch = place.log.with_name("nsswitch.conf")
    switch.write_text("hosts: files\n", "utf-8")
    shown |= {"/etc/hosts": hosts, "/etc/nsswitch.conf": switch}
    around = bubblewrap.command(
        readable=shown, writable=place.scratch, environ=environment(place.scratch, level)
    )
    return [*around, *started]


def environment(folder: Path, level: Isolation) -> dict[str, str]:
    """Return all environment variables of a player.

    At level strict the SDK trusts only our own authority, and reaches the simulator as
    api.mistral.ai. At the other levels an unused certificate replaces the system's bundle, because
    reading the bundle twice for each ``Mistral()`` would take 115 ms.
    """
    return {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONHASHSEED": "0",
        "SSL_CERT_FILE": str(AUTHORITY if level is Isolation.STRICT else ALONE),
    }


def readable(place: Workspace) -> list[str]:
    """Return the paths that Landlock lets a session read: standard library, SDK, trees."""
    library = Path(sysconfig.get_path("stdlib"))
    shown = [
        each for each in library.iterdir() if each.name not in {"site-packages", "dist-packages"}
    ]
    shown += [Path(each) for each in (*landlocked.LIBRARIES, *landlocked.SYSTEM, "/etc/hosts")]
    shown += [*import_path.sources().values(), place.farm, place.trees, ALONE]
    return sorted(str(each) for each in shown if each.exists())
