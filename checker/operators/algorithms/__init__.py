"""Operators of algorithms."""
