"""What builds parts of the project: tables, locks, reference pages. Nothing here runs when sayso does."""
