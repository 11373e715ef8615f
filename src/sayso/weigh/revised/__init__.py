"""Newer versions of a report: what they changed, what they took back, and which claims that touches."""
