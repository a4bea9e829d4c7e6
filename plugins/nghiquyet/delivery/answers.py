"""The answer to a workbook that a unit dropped, in the folder beside the drop folder."""

from __future__ import annotations

from pathlib import Path

from nghiquyet.delivery.writing import made_plain, sweep_unfinished, text_file, write_whole


def answer(folder: Path, name: str, workbook: bytes | None, receipt: str) -> Path:
    """Put a unit's answer into its folder.

    The receipt is written last: who sees it finds the workbook it speaks of.

    Args:
        folder: the unit's folder of answers.
        name: name of both files, without a suffix; signs that a file's name cannot have
            become ``_``, because it may hold the name of the dropped file.
        workbook: the marked workbook, or None if nothing is to be mended.
        receipt: what became of the file, in plain Vietnamese.

    Returns:
        The receipt.
    """
    plain = made_plain(name)
    sweep_unfinished(folder)
    marked = folder / f"{plain}.xlsx"
    if workbook is None:
        marked.unlink(missing_ok=True)  # what an earlier answer of this name asked to mend
    else:
        write_whole(marked, workbook)
    return write_whole(folder / f"{plain}.txt", text_file(receipt))


def withdraw_answer(folder: Path, name: str) -> None:
    """Take back an answer that holds no longer.

    Args:
        folder: the unit's folder of answers.
        name: as it was given to :func:`answer`.
    """
    (folder / f"{made_plain(name)}.txt").unlink(missing_ok=True)
