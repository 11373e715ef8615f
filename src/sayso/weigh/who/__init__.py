"""Which names stand for one person, body or thing across the reports of a story; undecided stays two."""
