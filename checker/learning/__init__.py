"""What a person learns over rounds: the history of practice, progress, and what comes next.

The history is one SQLite file in the state folder of this user; nothing of it leaves the machine.
"""
