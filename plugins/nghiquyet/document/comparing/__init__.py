"""Two drafts of one resolution side by side: what changed, and how to correct what was issued."""
