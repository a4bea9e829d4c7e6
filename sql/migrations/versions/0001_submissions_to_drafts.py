"""Submissions and what they hold, tasks, directives, drafts, the event log.

Every key begins with ``office``. Periods are text such as ``2026-01``, which sorts as time does.
What was once submitted, found or logged is never changed: triggers refuse it.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "submission",
    "fact",
    "statement",
    "task_report",
    "unit_proposal",
    "finding",
    "withdrawal",
    "draft",
    "event",
)


def upgrade() -> None:
    op.execute("""
        CREATE TABLE submission (
            office text NOT NULL,
            unit text NOT NULL,
            period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            version integer NOT NULL CHECK (version > 0),
            id text NOT NULL CHECK (id ~ '^[0-9a-f]{32}$'),
            status text NOT NULL CHECK (
                status IN ('accepted', 'accepted_with_warnings', 'returned', 'quarantined')
            ),
            sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
            file_name text NOT NULL,
            received_at timestamptz NOT NULL,
            template_version integer NOT NULL,
            PRIMARY KEY (office, unit, period, version),
            UNIQUE (office, unit, period, id)
        )
    """)
    op.execute("CREATE INDEX submission_period ON submission (office, period)")
    op.execute("CREATE INDEX submission_id ON submission (id)")
    op.execute("""
        CREATE TABLE fact (
            office text NOT NULL,
            unit text NOT NULL,
            period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            submission_id text NOT NULL,
            indicator text NOT NULL,
            basis text NOT NULL CHECK (basis IN ('month', 'ytd', 'plan')),
            value numeric NOT NULL CHECK (
                value NOT IN ('NaN', 'Infinity', '-Infinity')
            ),
            sheet text NOT NULL,
            cell text NOT NULL,
            window_from date,
            window_to date,
            estimated boolean NOT NULL,
            note text NOT NULL,
            PRIMARY KEY (office, unit, period, submission_id, indicator, basis),
            FOREIGN KEY (office, unit, period, submission_id)
                REFERENCES submission (office, unit, period, id)
        )
    """)
    op.execute("""
        CREATE TABLE statement (
            office text NOT NULL,
            unit text NOT NULL,
            period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            submission_id text NOT NULL,
            indicator text NOT NULL,
            text text NOT NULL,
            wording text NOT NULL,
            note text NOT NULL,
            sheet text NOT NULL,
            cell text NOT NULL,
            PRIMARY KEY (office, unit, period, submission_id, indicator),
            FOREIGN KEY (office, unit, period, submission_id)
                REFERENCES submission (office, unit, period, id)
        )
    """)
    op.execute("""
        CREATE TABLE task_report (
            office text NOT NULL,
            unit text NOT NULL,
            period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            submission_id text NOT NULL,
            task_id text NOT NULL,
            status text NOT NULL,
            result text NOT NULL,
            reason text NOT NULL,
            PRIMARY KEY (office, unit, period, submission_id, task_id),
            FOREIGN KEY (office, unit, period, submission_id)
                REFERENCES submission (office, unit, period, id)
        )
    """)
    op.execute("""
        CREATE TABLE unit_proposal (
            office text NOT NULL,
            unit text NOT NULL,
            period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            submission_id text NOT NULL,
            "row" text NOT NULL,
            text text NOT NULL,
            owner text NOT NULL,
            due text NOT NULL,
            product text NOT NULL,
            grounds text NOT NULL,
            PRIMARY KEY (office, unit, period, submission_id, "row"),
            FOREIGN KEY (office, unit, period, submission_id)
                REFERENCES submission (office, unit, period, id)
        )
    """)
    op.execute("""
        CREATE TABLE finding (
            office text NOT NULL,
            unit text NOT NULL,
            period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            submission_id text NOT NULL,
            number integer NOT NULL,
            rule text NOT NULL,
            severity text NOT NULL CHECK (severity IN ('critical', 'warning', 'info')),
            message text NOT NULL,
            code text NOT NULL,
            "column" text NOT NULL,
            sheet text,
            cell text,
            value text NOT NULL,
            expected text NOT NULL,
            PRIMARY KEY (office, unit, period, submission_id, number),
            FOREIGN KEY (office, unit, period, submission_id)
                REFERENCES submission (office, unit, period, id),
            CHECK ((sheet IS NULL) = (cell IS NULL))
        )
    """)
    op.execute("CREATE INDEX finding_submission ON finding (submission_id)")
    op.execute("""
        CREATE TABLE withdrawal (
            office text NOT NULL,
            unit text NOT NULL,
            period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            submission_id text NOT NULL,
            at timestamptz NOT NULL,
            reason text NOT NULL,
            PRIMARY KEY (office, unit, period, submission_id),
            FOREIGN KEY (office, unit, period, submission_id)
                REFERENCES submission (office, unit, period, id)
        )
    """)
    op.execute("""
        CREATE TABLE reporting_period (
            office text NOT NULL,
            period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            opened_at timestamptz NOT NULL,
            closed_at timestamptz,
            PRIMARY KEY (office, period)
        )
    """)
    op.execute("""
        CREATE TABLE assigned_task (
            office text NOT NULL,
            period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            id text NOT NULL,
            place integer NOT NULL,
            sub_section text NOT NULL,
            text text NOT NULL,
            unit text NOT NULL,
            due date,
            PRIMARY KEY (office, period, id)
        )
    """)
    op.execute("""
        CREATE TABLE directive (
            office text NOT NULL,
            code text NOT NULL,
            issuer text NOT NULL,
            title text NOT NULL,
            sub_section text NOT NULL,
            tasks text[] NOT NULL,
            since text NOT NULL CHECK (since ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            until text NOT NULL CHECK (until ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            issued date,
            unit text NOT NULL,
            PRIMARY KEY (office, code)
        )
    """)
    op.execute("""
        CREATE TABLE draft (
            office text NOT NULL,
            period text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
            id text NOT NULL,
            created_at timestamptz NOT NULL,
            sha256 text NOT NULL,
            printed jsonb NOT NULL,
            file_names text[] NOT NULL,
            PRIMARY KEY (office, period, id)
        )
    """)
    op.execute("""
        CREATE TABLE event (
            office text NOT NULL,
            number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
            at timestamptz NOT NULL,
            who text NOT NULL,
            what text NOT NULL,
            unit text NOT NULL,
            period text NOT NULL,
            hash text NOT NULL,
            detail jsonb NOT NULL,
            PRIMARY KEY (office, number)
        )
    """)
    _refuse_changes()
    _create_views()


def _refuse_changes() -> None:
    op.execute("""
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% of table % is refused: its rows are only ever added',
                TG_OP, TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation';
        END
        $$
    """)
    for table in APPEND_ONLY:
        op.execute(f"""
            CREATE TRIGGER append_only
                BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """)


def _create_views() -> None:
    op.execute("""
        CREATE VIEW current_submission AS
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
    op.execute("""
        CREATE VIEW current_fact AS
        SELECT
            fact.office, fact.unit, fact.period, fact.indicator, fact.basis, fact.value,
            fact.submission_id, fact.sheet, fact.cell, fact.window_from, fact.window_to,
            fact.estimated, fact.note
        FROM fact
        JOIN current_submission AS current
            ON current.office = fact.office
            AND current.unit = fact.unit
            AND current.period = fact.period
            AND current.id = fact.submission_id
    """)
    op.execute("""
        CREATE VIEW current_statement AS
        SELECT
            statement.office, statement.unit, statement.period, statement.indicator,
            statement.text, statement.wording, statement.note, statement.submission_id,
            statement.sheet, statement.cell
        FROM statement
        JOIN current_submission AS current
            ON current.office = statement.office
            AND current.unit = statement.unit
            AND current.period = statement.period
            AND current.id = statement.submission_id
    """)
