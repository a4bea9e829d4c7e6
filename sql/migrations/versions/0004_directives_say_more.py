"""What a document from above asks for: its deadline, its product, and where it was entered."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in ("due", "product", "origin"):
        op.execute(f"ALTER TABLE directive ADD COLUMN {column} text NOT NULL DEFAULT ''")
