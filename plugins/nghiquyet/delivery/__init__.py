"""What people find in their folders: the office its drafts, a unit its answer."""
