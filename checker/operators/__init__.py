"""Defects that are planted by rule: each operator finds sites in clean code and spoils one."""
