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

    def log(self, office: str, what: str, period: Period | None = None, **told: str | int) -> None:
        """Add a line to the log; one about a held file only once, however often it is taken up.

        Args:
            office: office code.
            what: verb such as ``returned``.
            period: the period concerned, if any.
            told: as for :meth:`event`.
        """
        event = self.event(office, what, period, **told)
        file = event.detail.get("file")
        if file is None or not self.store.is_logged(office, what, file):
            self.store.record_event(event)

    def event(
        self, office: str, what: str, period: Period | None = None, **told: str | int
    ) -> Event:
        """A line of the append-only log, of this moment.

        Args:
            office: office code.
            what: verb such as ``returned``.
            period: the period concerned, if any.
            told: ``unit``, ``sha256`` and ``who`` where they are known; the rest is its detail.
        """
        fixed = {name: str(told.pop(name, "")) for name in ("who", "unit", "sha256")}
        return Event(
            office,
            datetime.now(UTC),
            fixed["who"] or PROGRAM,
            what,
            fixed["unit"],
            period,
            fixed["sha256"],
            told,
        )


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
