"""What every step needs at hand: settings, catalogue and store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property

from nghiquyet.catalogue.loading import Catalogue, load_catalogue
from nghiquyet.model.period import Period
from nghiquyet.settings import Settings
from nghiquyet.store.database import engine_for, migrate
from nghiquyet.store.records import Event
from nghiquyet.store.repository import Store

PROGRAM = "nghiquyet"


@dataclass(frozen=True)
class Workshop:
    """One step's tools.

    Attributes:
        settings: folders and addresses.
        catalogue: the declarations, read and cross-checked.
        store: the business database.
    """

    settings: Settings
    catalogue: Catalogue
    store: Store

    @cached_property
    def closed_periods(self) -> Callable[[str], Collection[Period]]:
        """The published months of an office, asked of the store once a step, not once a file."""
        return cache(self.store.closed_periods)

    def log(
        self,
        office: str,
        what: str,
        period: Period | None = None,
        *,
        unit: str = "",
        sha256: str = "",
        **detail: str | int,
    ) -> None:
        """Add a line to the append-only log."""
        now = datetime.now(UTC)
        self.store.record_event(Event(office, now, PROGRAM, what, unit, period, sha256, detail))


@contextmanager
def workshop(settings: Settings) -> Iterator[Workshop]:
    """Read the catalogue and open the store for the length of a step.

    Raises:
        DefinitionError: if a definition is wrong.
        StoreError: if the database cannot be reached.
    """
    catalogue = load_catalogue(settings.root)
    engine = engine_for(settings)
    try:
        migrate(engine, settings.root)
        yield Workshop(settings, catalogue, Store(engine, settings.root))
    finally:
        engine.dispose()
