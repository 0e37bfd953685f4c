"""Configuration of Sphinx; the site loads nothing from the network."""

from importlib.metadata import version as version_of

project = "messypr"
author = project_copyright = "The messypr authors"
version = release = version_of("messypr")
extensions = ["myst_parser"]
myst_heading_anchors = 3
nitpicky = True
html_theme = "furo"
html_title = f"messypr {release}"
html_copy_source = False
html_show_sphinx = False
suppress_warnings = ["misc.highlighting_failure"]  # a few snippets are TOML or listings of files
