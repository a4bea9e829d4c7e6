from __future__ import annotations

import pytest

from nghiquyet.catalogue.loading import Catalogue, load_catalogue
from nghiquyet.model.office import Office
from nghiquyet.settings import PROJECT_ROOT


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(PROJECT_ROOT)


@pytest.fixture(scope="session")
def office(catalogue: Catalogue) -> Office:
    return catalogue.office("ke-sat")
