"""The resolution as issued, what became of each task, and the cell of what a unit says of one."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MONTH = "text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$')"


def upgrade() -> None:
    op.execute("ALTER TABLE task_report ADD COLUMN sheet text, ADD COLUMN cell text")
    op.execute("ALTER TABLE assigned_task ADD COLUMN origin text NOT NULL DEFAULT ''")
    op.execute(f"""
        CREATE TABLE resolution (
            office text NOT NULL,
            period {_MONTH},
            sha256 text NOT NULL,
            draft_id text NOT NULL,
            at timestamptz NOT NULL,
            who text NOT NULL CHECK (who <> ''),
            reason text NOT NULL,
            dropped text[] NOT NULL,
            PRIMARY KEY (office, period),
            FOREIGN KEY (office, period, draft_id) REFERENCES draft (office, period, id)
        )
    """)
    op.execute(f"""
        CREATE TABLE task_outcome (
            office text NOT NULL,
            period {_MONTH},
            task_id text NOT NULL,
            state text NOT NULL CHECK (state IN ('done', 'carried_over', 'cancelled')),
            reason text NOT NULL,
            next_task text NOT NULL CHECK ((next_task <> '') = (state = 'carried_over')),
            PRIMARY KEY (office, period, task_id),
            FOREIGN KEY (office, period, task_id) REFERENCES assigned_task (office, period, id)
        )
    """)
    for table in ("resolution", "task_outcome"):
        op.execute(f"""
            CREATE TRIGGER append_only
                BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """)
