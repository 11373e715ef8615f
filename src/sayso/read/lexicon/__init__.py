"""What is known before any report is read: names of places, cues of saying, nouns of events, parts of names."""
