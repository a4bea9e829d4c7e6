"""The answer to a workbook that a unit dropped, in the folder beside the drop folder."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from nghiquyet.delivery.writing import made_plain, sweep_unfinished, text_file, write_whole


class Register(Protocol):
    """Knows what was laid into a folder, and which name answers which dropped file."""

    @property
    def place(self) -> Path:
        """The folder."""

    def note(self, data: bytes) -> None:
        """Remember a content that is about to be laid."""

    def is_ours(self, path: Path) -> bool:
        """Whether a file is as it was laid."""

    def name_for(self, name: str) -> str:
        """The name of the answer: ``name``, or with a number if that answers another file."""

    def name_of(self, name: str) -> str | None:
        """The name that was given before; None if none was."""

    def give_up(self, name: str) -> None:
        """The name is free again."""


def answer(laid: Register, name: str, workbook: bytes | None, receipt: str) -> Path:
    """Put a unit's answer into its folder; one that is put again overwrites nothing but itself.

    The receipt is written last: who sees it finds the workbook it speaks of.

    Args:
        laid: what lies in the unit's folder of answers.
        name: name of both files, without a suffix; signs that a file's name cannot have
            become ``_``, because it may hold the name of the dropped file.
        workbook: the marked workbook, or None if nothing is to be mended.
        receipt: what became of the file, in plain Vietnamese.

    Returns:
        The receipt.
    """
    sweep_unfinished(laid.place)
    plain = laid.name_for(made_plain(name))
    if workbook is not None:
        _lay(laid, f"{plain}.xlsx", workbook)
    return _lay(laid, f"{plain}.txt", text_file(receipt))


def withdraw_answer(laid: Register, name: str) -> None:
    """Take back an answer that holds no longer, unless a person has written into it.

    Args:
        laid: what lies in the unit's folder of answers.
        name: as it was given to :func:`answer`.
    """
    plain = laid.name_of(made_plain(name))
    if plain is None:
        return
    receipt = laid.place / f"{plain}.txt"
    if receipt.exists() and laid.is_ours(receipt):
        receipt.unlink(missing_ok=True)
    laid.give_up(plain)


def _lay(laid: Register, name: str, data: bytes) -> Path:
    laid.note(data)
    return write_whole(laid.place / name, data)
