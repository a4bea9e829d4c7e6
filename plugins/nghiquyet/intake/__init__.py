"""A file becomes a submission: found, held, guarded, archived, identified."""
