"""What a collection found is shown to those who run the system; that never stops a collection."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from nghiquyet.settings import Settings
from nghiquyet.validation.data_docs import Judged, publish

_log = logging.getLogger(__name__)


def publish_data_docs(settings: Settings, judged: Sequence[Judged], moment: datetime) -> None:
    """Add a collection to the Data Docs; what goes wrong is logged, because units come first.

    Args:
        settings: folders and addresses.
        judged: what the observer of the collection's GX runs was handed.
        moment: aware moment of the collection.
    """
    if not judged:
        return
    try:
        publish(judged, settings.data_docs, moment)
    except Exception:
        _log.exception("the Data Docs of this collection are not published")
