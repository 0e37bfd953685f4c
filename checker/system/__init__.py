"""The machine below the library: git, files, versions of tools, results that are kept."""
