"""The dictionary of proper names that every office shares: ``reports/monthly/names.yaml``."""

from __future__ import annotations

from pathlib import Path

from nghiquyet.catalogue.definitions import Spec, load_definition

PATH = Path("reports") / "monthly" / "names.yaml"


class ProperNames(Spec):
    """Names of bodies, places and documents; an office's own stand in ``office.yaml``.

    Attributes:
        names: as they are written; what is nearly one of them is asked about.
        also: other right ways of naming something; never asked about.
        wrong: official name by what people write instead: old names, slips of memory.
    """

    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    wrong: dict[str, str] = {}


def load_proper_names(root: Path) -> ProperNames:
    """Read the dictionary.

    Raises:
        DefinitionError: if the file does not fit the schema.
    """
    return load_definition(root / PATH, ProperNames).value
