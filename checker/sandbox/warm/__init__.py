"""Tools that read untrusted files, kept warm: what they import or load is had once.

A warm server is one process of ours. It prepares its work and then forks a child for each request;
the child alone reads what a candidate wrote, and it ends with its answer or at its deadline. The
server itself reads nothing of a candidate's, so nothing of one request is there at the next.
"""
