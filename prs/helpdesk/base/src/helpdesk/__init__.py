"""Answers customer tickets with the Mistral API."""
