# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from functools import partialmethod

import pytest

from odoo.tests import HttpCase

# a whole tour; stock gives a minute, which holds on a machine without other work
TOUR_SECONDS = 300


@pytest.fixture(scope="session", autouse=True)
def patient_tours():
    """Let a tour wait for a busy machine: the addons are tried beside each other."""
    with pytest.MonkeyPatch.context() as patch:
        patient = partialmethod(_start_tour, HttpCase.start_tour)
        patch.setattr(HttpCase, "start_tour", patient)
        yield


def _start_tour(case, stock, *args, **options):
    return stock(case, *args, **{"timeout": TOUR_SECONDS, **options})
