"""What sayso knows of words, units, places and outlets, as tables."""
