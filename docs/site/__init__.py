"""Builds the documentation site from the pages of the repository and the catalogue of rules."""
