"""What happens in the world, seen through its mentions: where, when, and which tell of one event."""
