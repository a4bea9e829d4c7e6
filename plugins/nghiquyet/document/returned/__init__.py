"""The office's own file is read back: its paragraphs, and which generated block each one is."""
