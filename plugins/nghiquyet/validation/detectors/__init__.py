"""Detectors: what is odd in one workbook, whatever its form (domain.md §9.1, R8 and R10 to R12).

Each is a pure function of the entry that names it in ``expectations/every-form.yaml`` and of a
:class:`~nghiquyet.validation.detectors.cases.Case`; it returns its hits and decides nothing.
"""
