"""The review page: a pull request as a code host shows it, served on this machine only.

It never imports an answer key: the caller passes in the functions that grade, and that run the
project's tools.
"""
