"""A waiver is of what was found, not of a row for ever; nothing switches the triggers off.

What was let pass before is kept, but of which value nobody knows: it counts no longer.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE waiver ADD COLUMN subject text NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE waiver DROP CONSTRAINT waiver_pkey")
    op.execute("ALTER TABLE waiver ADD PRIMARY KEY (office, unit, period, rule, code, subject)")
    op.execute("""
        DO $$
        DECLARE
            guarded regclass;
        BEGIN
            FOR guarded IN SELECT tgrelid FROM pg_trigger WHERE tgname = 'append_only' LOOP
                EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only', guarded);
            END LOOP;
        END
        $$
    """)
