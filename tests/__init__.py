"""The tests: real parts throughout."""
