# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import pytest

from odoo.tests.common import get_db_name

from .runner import Arena


@pytest.fixture(scope="session")
def arena():
    """The world, served; made once for all tests of this folder."""
    with Arena(get_db_name()).open() as opened:
        yield opened
