"""The defects of helpdesk, one a file."""
