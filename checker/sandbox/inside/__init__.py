"""Code that runs inside the sandbox beside hostile code or files; standard library only.

It is the player's process, and also the process of a static tool or of a warm server's child. The
player starts with ``-I -S`` and a path that holds links to this folder and to the allowed
distributions, so neither this code nor the candidate's can import the rest of messypr. Nothing that
the player reports is believed: it is a claim that the judge weighs.
"""
