"""Operators of testing."""
