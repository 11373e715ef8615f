"""What does not go together: figures, places, days, doers and states, compared slot by slot."""
