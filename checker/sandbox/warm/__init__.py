"""Warm tools: what tools for untrusted files import or load is loaded once.

A warm server is a trusted process. It prepares its work and then forks a child for each request;
only the child reads a candidate's files, and it ends with its answer or at its deadline. The server
itself reads no candidate's files, so nothing of one request remains for the next.
"""
