"""How each claim stands: who affirms, denies and withholds it, and the ordered rules over that."""
