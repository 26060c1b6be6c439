"""The Russian of every addon has every term that Odoo itself would export."""

import io

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

from tools import odoo, po
from tools.base import ADDONS


@tagged("post_install", "-at_install")
class TestTranslations(TransactionCase):
    def test_every_term_is_in_russian(self):
        for addon in odoo.ours():
            with self.subTest(addon=addon):
                buffer = io.BytesIO()
                trans_export(False, [addon], buffer, "po", self.env)
                template = polib.pofile(buffer.getvalue().decode())
                missing = po.missing(ADDONS / addon, template)
                self.assertFalse(missing, "\n".join(missing))
