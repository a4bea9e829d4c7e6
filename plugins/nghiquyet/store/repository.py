"""The store: every verb by which the rest of the house keeps and finds what was reported."""

from __future__ import annotations

from nghiquyet.store.figures import Figures
from nghiquyet.store.journal import Journal
from nghiquyet.store.resolutions import Resolutions
from nghiquyet.store.submissions import Submissions
from nghiquyet.store.tasks import Tasks


class Store(Submissions, Figures, Tasks, Journal, Resolutions):
    """All that is kept of one installation's offices, over one engine.

    Every verb is one transaction and may be repeated without harm.
    """
