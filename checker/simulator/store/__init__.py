"""The data that clients store at the API, and the settings of a simulator."""
