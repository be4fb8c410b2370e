"""Many inputs to their outcomes, in order, without holding them all."""
