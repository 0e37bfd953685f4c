"""Operators of failures."""
