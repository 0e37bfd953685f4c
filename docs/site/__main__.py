"""``python -m docs.site FOLDER``: build the site; a link that leads nowhere ends it with 1."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from sphinx.cmd.build import build_main

from docs.site.source import assemble


def main(folder: Path) -> int:
    """Build the site into a folder, which is replaced, and return the exit code of Sphinx."""
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="messypr-docs-") as scratch:
        source = Path(scratch, "source")
        assemble(source)
        doctrees = str(Path(scratch, "doctrees"))
        strict = ("--quiet", "--fail-on-warning", "--keep-going", "--nitpicky")
        return build_main([*strict, "-d", doctrees, str(source), str(folder)])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
