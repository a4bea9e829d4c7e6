"""A Word file against the format rules: how it really looks, what each line is, what is wrong."""
