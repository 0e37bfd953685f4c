"""The wire: answers, requests, and the log of both."""
