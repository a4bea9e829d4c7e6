"""The event that starts a collection: files came to rest in the inbox."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from airflow.triggers.base import BaseEventTrigger, TriggerEvent

from nghiquyet_arrivals import InboxWatch, scan


class InboxTrigger(BaseEventTrigger):
    """Fires one event for all the files that arrived within a few seconds.

    A file is told once, and again only when it changes or returns. What a stopped machine left
    in the inbox is told when it starts again, so that nothing dropped goes unanswered.

    Args:
        inbox: the inbox folder.
        poll_seconds: time between two looks.
        quiet_seconds: a file unchanged for so long is complete.
        patience_seconds: the longest that complete files wait for incomplete ones.
    """

    def __init__(
        self,
        inbox: str,
        poll_seconds: float = 1.0,
        quiet_seconds: float = 3.0,
        patience_seconds: float = 10.0,
    ) -> None:
        super().__init__()
        self.inbox = inbox
        self.poll_seconds = poll_seconds
        self.quiet_seconds = quiet_seconds
        self.patience_seconds = patience_seconds

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """How the triggerer rebuilds this trigger."""
        return "nghiquyet_inbox.InboxTrigger", {
            "inbox": self.inbox,
            "poll_seconds": self.poll_seconds,
            "quiet_seconds": self.quiet_seconds,
            "patience_seconds": self.patience_seconds,
        }

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Watch for ever; one event carries the paths that arrived."""
        watch = InboxWatch(self.quiet_seconds, self.patience_seconds)
        while True:
            files = await asyncio.to_thread(scan, Path(self.inbox))
            if arrived := watch.observe(files, time.monotonic()):
                yield TriggerEvent({"files": arrived})
            await asyncio.sleep(self.poll_seconds)
