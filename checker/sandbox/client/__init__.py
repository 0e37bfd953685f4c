"""How the grading process asks judges: one, several, or what they said before."""
