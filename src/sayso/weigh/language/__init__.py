"""What is known before any report: normal forms of words, senses, rarity; lands, parties, opposites."""
