"""The event that starts a collection: files came to rest in the inbox."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

from airflow.triggers.base import BaseEventTrigger, TriggerEvent

from nghiquyet.settings import Settings
from nghiquyet_arrivals import InboxWatch

# A file unchanged for so long is complete.
QUIET_SECONDS = 3.0


class InboxTrigger(BaseEventTrigger):
    """Fires one event for all the files that arrived within a few seconds.

    A file is told once, and again only when it changes or returns. What a stopped machine left
    in the inbox is told when it starts again, so that nothing dropped goes unanswered.

    Args:
        poll_seconds: time between two looks.
        quiet_seconds: a file unchanged for so long is complete.
        patience_seconds: the longest that complete files wait for incomplete ones.
    """

    def __init__(
        self,
        poll_seconds: float = 1.0,
        quiet_seconds: float = QUIET_SECONDS,
        patience_seconds: float = 10.0,
    ) -> None:
        super().__init__()
        self.poll_seconds = poll_seconds
        self.quiet_seconds = quiet_seconds
        self.patience_seconds = patience_seconds

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """How the triggerer rebuilds this trigger."""
        return "nghiquyet_inbox.InboxTrigger", {
            "poll_seconds": self.poll_seconds,
            "quiet_seconds": self.quiet_seconds,
            "patience_seconds": self.patience_seconds,
        }

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Watch the inbox for ever; one event carries the names that arrived."""
        from nghiquyet.intake.inbox import scan

        settings = Settings.from_environment()
        watch = InboxWatch(self.quiet_seconds, self.patience_seconds)
        while True:
            found = {str(file.path): file for file in await asyncio.to_thread(scan, settings)}
            stamps = {path: file.stamp for path, file in found.items()}
            if arrived := watch.observe(stamps, time.monotonic()):
                names = ["/".join((*found[path].place, found[path].name)) for path in arrived]
                yield TriggerEvent({"files": names})
            await asyncio.sleep(self.poll_seconds)
