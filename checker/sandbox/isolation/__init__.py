"""Levels of isolation: what candidate code and the tools that read it cannot do."""
