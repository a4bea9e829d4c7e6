"""Which files arrived in the inbox and came to rest there: the law behind the event trigger."""

from __future__ import annotations

# Whatever changes when a file does.
Stamp = tuple[int, int, int]


class InboxWatch:
    """Tells which files have arrived, once each, when they have come to rest.

    Files that arrive within a few seconds are told together: while one of them is still being
    written the others wait for it, but only so long.
    """

    def __init__(self, quiet_seconds: float, patience_seconds: float) -> None:
        self._quiet = quiet_seconds
        self._patience = patience_seconds
        self._stamps: dict[str, Stamp] = {}
        self._since: dict[str, float] = {}
        self._told: dict[str, Stamp] = {}
        self._waiting_since: float | None = None

    def observe(self, files: dict[str, Stamp], now: float) -> list[str]:
        """Paths to be told now, given what lies in the inbox at ``now``; mostly none."""
        self._since = {
            path: self._since[path] if self._stamps.get(path) == stamp else now
            for path, stamp in files.items()
        }
        self._stamps = files
        self._told = {path: stamp for path, stamp in self._told.items() if files.get(path) == stamp}
        waiting = sorted(files.keys() - self._told.keys())
        if not waiting:
            self._waiting_since = None
            return []
        if self._waiting_since is None:
            self._waiting_since = now
        at_rest = [path for path in waiting if now - self._since[path] >= self._quiet]
        if len(at_rest) < len(waiting) and now - self._waiting_since < self._patience:
            return []
        if at_rest:
            self._waiting_since = None
        self._told.update((path, files[path]) for path in at_rest)
        return at_rest
