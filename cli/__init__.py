"""The messypr command."""
