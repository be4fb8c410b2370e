"""What a sheet may say, as data, and the one engine that reads it."""
