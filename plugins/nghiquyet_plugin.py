"""Where Airflow meets nghiquyet: what it must be able to rebuild from the stored DAGs."""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from nghiquyet_partitions import RosterWindow, UnitPeriodMapper


class NghiquyetPlugin(AirflowPlugin):
    """Registers the partition mapper and the window of the roll-up by reporting period."""

    name = "nghiquyet"
    partition_mappers = [UnitPeriodMapper]
    windows = [RosterWindow]
