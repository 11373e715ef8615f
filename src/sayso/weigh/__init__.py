"""Weighing: which statements say the same, on whose word, what conflicts, how each claim stands. Pure."""
