"""The rules by which the API refuses requests, shared by its endpoints."""
