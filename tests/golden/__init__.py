"""Golden months: what units filled in, what the office issued, and how they are compared."""
