"""A draft becomes Word: the resolution, its review sheet and its annex."""
