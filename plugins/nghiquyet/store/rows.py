"""How a record of the model lies in a row: periods as text, a cell as sheet and address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from sqlalchemy import RowMapping

from nghiquyet.model.office import OFFICE_ZONE
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef

T = TypeVar("T")

# A workbook can smuggle these in as _x0000_ or _xD800_; PostgreSQL holds neither.
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def to_row(record: Any, **extra: object) -> dict[str, Any]:
    """Column values of a frozen record of the model, with ``extra`` ones beside them."""
    row: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name == "at" and not isinstance(value, datetime):
            row["sheet"], row["cell"] = (None, None) if value is None else (value.sheet, value.cell)
        else:
            row[field.name] = to_column(value)
    return row | extra


def to_column(value: Any) -> Any:
    """A single value as its column takes it."""
    match value:
        case Period():
            return value.key
        case StrEnum():
            return value.value
        case str():
            return _NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", value)
        case tuple():
            return [to_column(item) for item in value]
        case _:
            return value


def from_row(kind: Callable[..., T], row: RowMapping) -> T:
    """The record of ``kind`` that lies in ``row``; columns it does not know are left out."""
    return kind(**{name: _field(name, hint, row) for name, hint in _hints(kind).items()})


@cache
def _hints(kind: Callable[..., object]) -> dict[str, type]:
    return {name: _plain(hint) for name, hint in get_type_hints(kind).items()}


def _plain(hint: Any) -> type:
    """The type itself: ``date`` of ``date | None``, ``tuple`` of ``tuple[str, ...]``."""
    if isinstance(hint, UnionType):
        hint = next(choice for choice in get_args(hint) if choice is not type(None))
    kind: type = get_origin(hint) or hint
    return kind


def _field(name: str, kind: type, row: RowMapping) -> Any:
    if kind is CellRef:
        return None if row["sheet"] is None else CellRef(row["sheet"], row["cell"])
    value = row[name]
    if value is None:
        return None
    if kind is Period:
        return Period.parse(value)
    if kind is datetime:
        return value.astimezone(OFFICE_ZONE)
    return kind(value) if issubclass(kind, StrEnum | tuple) else value
