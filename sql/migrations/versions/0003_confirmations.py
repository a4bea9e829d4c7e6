"""Low counts about persons that the office has confirmed for print: who, when, why."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE confirmation (
            office text NOT NULL,
            period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            code text NOT NULL,
            value numeric NOT NULL,
            at timestamptz NOT NULL,
            who text NOT NULL CHECK (who <> ''),
            reason text NOT NULL CHECK (reason <> ''),
            PRIMARY KEY (office, period, code, value)
        )
    """)
    op.execute("""
        CREATE TRIGGER append_only
            BEFORE UPDATE OR DELETE OR TRUNCATE ON confirmation
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """)
