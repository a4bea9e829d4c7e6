"""What was submitted, kept append-only in PostgreSQL; the only room that sees SQLAlchemy."""
