"""Operators of style."""
