"""Operators of asynchrony."""
