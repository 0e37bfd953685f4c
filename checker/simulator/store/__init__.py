"""What clients keep with the API, and the settings of a simulator."""
