"""Operators of state."""
