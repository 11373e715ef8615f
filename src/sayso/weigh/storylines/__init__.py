"""Which reports tell one story, what becomes of stories, and the day of undated reports."""
