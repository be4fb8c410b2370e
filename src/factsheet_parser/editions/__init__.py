"""What is not read: proposed from one sheet, learned from a folder of them, reported as drift."""
