"""The defects of agent_desk, one a file."""
