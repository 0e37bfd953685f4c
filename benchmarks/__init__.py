"""Figures about messypr itself: how long grading takes, and how well comments are judged."""
