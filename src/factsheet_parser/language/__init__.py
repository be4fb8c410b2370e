"""Words and numbers: what they mean in any text, whatever it counts."""
