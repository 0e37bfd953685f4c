"""The review page: a pull request as people read one, served on this machine alone.

It never imports an answer key: what grades, and what runs the project's tools, is passed in.
"""
