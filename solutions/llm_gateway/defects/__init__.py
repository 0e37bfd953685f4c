"""The defects of llm_gateway, one a file."""
