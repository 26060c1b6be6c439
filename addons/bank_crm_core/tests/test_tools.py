# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import doctest

from odoo.tests import BaseCase, tagged

from ..tools import (
    client_file,
    client_key,
    contact,
    feed,
    handover,
    identity,
    lookup,
    masking,
    ownership,
    phones,
    plain_text,
    queue_load,
    referral_score,
    registration,
    time_zone,
    vcard,
)

MODULES = (
    client_file,
    client_key,
    contact,
    feed,
    identity,
    lookup,
    masking,
    handover,
    identity,
    lookup,
    ownership,
    phones,
    plain_text,
    queue_load,
    referral_score,
    registration,
    time_zone,
    vcard,
)


@tagged("post_install", "-at_install")
class TestTools(BaseCase):
    def test_examples_hold(self):
        for module in MODULES:
            with self.subTest(module=module.__name__):
                result = doctest.testmod(module)
                self.assertTrue(result.attempted)
                self.assertFalse(result.failed)
