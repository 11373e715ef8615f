"""Who rests on whom: copies, versions and citations, and the tree of origins below each statement."""
