"""The machine below the library: git, files, versions of tools, cached results."""
