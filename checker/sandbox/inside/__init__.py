"""What runs in the player's process, beside the candidate's code; the standard library only.

The player starts with ``-I -S`` and a path that holds links to this folder and to the allowed
distributions, so nothing in here can import the rest of messypr, and the candidate cannot either.
Nothing that this code says is believed: it is a claim that the judge weighs.
"""
