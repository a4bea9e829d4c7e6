"""Prepare Airflow's metadata database: its tables, and the accounts named on standard input.

Run as a program, by ``nghiquyet.machine``: one process for what takes Airflow's own commands
four, and no password on a command line.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def migrate() -> None:
    """Create or renew the tables of Airflow and of its account manager."""
    from airflow.utils import db

    db.initdb()


def add_accounts(accounts: list[dict[str, Any]]) -> None:
    """Create the accounts that do not exist yet; leave the others as they are."""
    from airflow.providers.fab.auth_manager.cli_commands.utils import get_application_builder

    with get_application_builder() as builder:
        security = builder.sm
        for account in accounts:
            if security.find_user(account["username"]):
                continue
            added = security.add_user(
                username=account["username"],
                first_name=account["first_name"],
                last_name=account["last_name"],
                email=account["email"],
                role=security.find_role(account["role"]),
                password=account["password"],
            )
            if not added:
                raise SystemExit(f"account {account['username']} cannot be made")


if __name__ == "__main__":
    wanted = json.load(sys.stdin)
    migrate()
    if wanted:
        add_accounts(wanted)
