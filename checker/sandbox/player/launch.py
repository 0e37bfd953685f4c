"""Start the zygote at each isolation level: command, environment, readable paths."""

from __future__ import annotations

import os
import shutil
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from checker.sandbox import inside
from checker.sandbox.inside import mounts
from checker.sandbox.isolation import bubblewrap, landlocked
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.player import import_path

CERTIFICATES = Path(__file__).parent / "certificates"
AUTHORITY = CERTIFICATES / "authority.pem"
ALONE = CERTIFICATES / "alone.pem"
SIMULATOR = CERTIFICATES / "simulator.pem"
TRUSTED = "/etc/ssl/certs/ca-certificates.crt"  # where our authority is inside
STARTER = f"""\
import sys
start, farm, descriptor, level = sys.argv[1:]
sys.path += [start, farm]
from {import_path.INSIDE}.zygote import main
sys.path.remove(start)
main(int(descriptor), level)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """The folders of one host."""

    start: Path
    farm: Path
    trees: Path
    scratch: Path
    log: Path
    trusted: Path


def workspace(folder: Path) -> Workspace:
    """Return the folders of a host, created below ``folder``."""
    made = Workspace(
        start=folder / "start",
        farm=folder / "lib",
        trees=folder / "trees",
        scratch=folder / "work",
        log=folder / "log",
        trusted=folder / "ca-certificates.crt",
    )
    for each in (made.start, made.farm, made.trees, made.scratch):
        each.mkdir()
    import_path.link_inside(made.start)
    import_path.link_packages(made.farm)
    shutil.copyfile(ALONE, made.trusted)
    return made


def command(place: Workspace, level: Isolation, descriptor: int) -> list[str]:
    """Return the command that starts a zygote listening on a descriptor."""
    python = [landlocked.python(), "-I", "-S", "-B", "-X", "utf8", "-c", STARTER]
    if level is not Isolation.STRICT:
        return [*python, str(place.start), str(place.farm), str(descriptor), str(level)]
    shown = {f"{mounts.LIBRARY}/{name}": path for name, path in import_path.sources().items()}
    shown |= {f"{mounts.START}/{import_path.INSIDE}": Path(inside.__file__).parent}
    shown |= {mounts.TREES: place.trees, TRUSTED: AUTHORITY}
    hosts = place.log.with_name("hosts")
    hosts.write_text(bubblewrap.HOSTS, "utf-8")
    switch = place.log.with_name("nsswitch.conf")
    switch.write_text("hosts: files\n", "utf-8")
    shown |= {"/etc/hosts": hosts, "/etc/nsswitch.conf": switch}
    around = bubblewrap.command(
        readable=shown,
        writable=None,
        environ=environment(mounts.WORK, TRUSTED),
        folders=(mounts.WORK, mounts.PROJECT, mounts.ROOMS),
    )
    return [*around, *python, mounts.START, mounts.LIBRARY, str(descriptor), str(level)]


def environment(folder: str, trusted: str) -> dict[str, str]:
    """Return all environment variables of a player that trusts the authority in a file.

    At level strict the SDK trusts only our own authority, and reaches the simulator as
    api.mistral.ai. At the other levels an unused certificate replaces the system's bundle, because
    reading the bundle twice for each ``Mistral()`` would take 115 ms.
    """
    return {
        "HOME": folder,
        "TMPDIR": folder,
        "LANG": "C.UTF-8",
        "PATH": os.defpath,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONHASHSEED": "0",
        "SSL_CERT_FILE": trusted,
    }


def readable(place: Workspace) -> list[str]:
    """Return the paths that Landlock lets a session read: standard library, SDK, trees."""
    library = Path(sysconfig.get_path("stdlib"))
    shown = [
        each for each in library.iterdir() if each.name not in {"site-packages", "dist-packages"}
    ]
    shown += [Path(each) for each in (*landlocked.LIBRARIES, *landlocked.SYSTEM, "/etc/hosts")]
    shown += [*import_path.sources().values(), place.farm, place.trees, place.trusted]
    return sorted(str(each) for each in shown if each.exists())
