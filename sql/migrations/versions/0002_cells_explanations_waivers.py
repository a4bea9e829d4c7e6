"""What every version held cell by cell, what was explained, and what the office waived.

A version's cells are kept whether it was accepted or not, so that any two versions can be told
apart; the hash of its content tells a workbook that was only saved again.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = ("cell", "waiver")


def upgrade() -> None:
    op.execute("ALTER TABLE submission ADD COLUMN content text NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE finding ADD COLUMN related text[] NOT NULL DEFAULT '{}'")
    op.execute("ALTER TABLE finding ADD COLUMN explanation text NOT NULL DEFAULT ''")
    op.execute("""
        CREATE TABLE cell (
            office text NOT NULL,
            unit text NOT NULL,
            period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            submission_id text NOT NULL,
            kind text NOT NULL,
            "row" text NOT NULL,
            "column" text NOT NULL,
            raw text NOT NULL,
            sheet text NOT NULL,
            cell text NOT NULL,
            PRIMARY KEY (office, unit, period, submission_id, kind, "row", "column"),
            FOREIGN KEY (office, unit, period, submission_id)
                REFERENCES submission (office, unit, period, id)
        )
    """)
    op.execute("CREATE INDEX cell_submission ON cell (submission_id)")
    op.execute("""
        CREATE TABLE waiver (
            office text NOT NULL,
            unit text NOT NULL,
            period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            rule text NOT NULL,
            code text NOT NULL,
            at timestamptz NOT NULL,
            who text NOT NULL CHECK (who <> ''),
            reason text NOT NULL CHECK (reason <> ''),
            PRIMARY KEY (office, unit, period, rule, code)
        )
    """)
    for table in APPEND_ONLY:
        op.execute(f"""
            CREATE TRIGGER append_only
                BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """)
    _widen_view()


def _widen_view() -> None:
    """The view lists the columns that there were when it was made: now one more, at the end."""
    op.execute("""
        CREATE OR REPLACE VIEW current_submission AS
        SELECT DISTINCT ON (office, unit, period) submission.*
        FROM submission
        WHERE status IN ('accepted', 'accepted_with_warnings')
            AND NOT EXISTS (
                SELECT
                FROM withdrawal
                JOIN submission AS withdrawn
                    ON withdrawn.office = withdrawal.office
                    AND withdrawn.unit = withdrawal.unit
                    AND withdrawn.period = withdrawal.period
                    AND withdrawn.id = withdrawal.submission_id
                WHERE withdrawal.office = submission.office
                    AND withdrawal.unit = submission.unit
                    AND withdrawal.period = submission.period
                    AND withdrawn.version >= submission.version
            )
        ORDER BY office, unit, period, version DESC
    """)
