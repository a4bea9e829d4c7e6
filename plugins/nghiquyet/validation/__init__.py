"""Facts become findings: GX suites over all new submissions of a form at once."""
