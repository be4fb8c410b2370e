"""What the sheets of a batch show together."""
