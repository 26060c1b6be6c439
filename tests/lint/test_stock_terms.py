# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import polib

from odoo.tests import BaseCase, tagged
from odoo.tools import file_path

# what only administrators in debug mode, or nobody in a bank, ever reads
UNSEEN = (
    "core/color_picker/",
    "core/debug/",
    "discuss/call/",
    "webclient/debug/",
    "webclient/res_user_group_ids_field/",
    "mail_server_configurator",
)
# options of widgets, offered to who designs screens, and words of no meaning
DESIGN = (
    "views/fields/badge",
    "views/fields/contact_statistics/",
    "views/fields/datetime/",
    "views/fields/float/",
    "views/fields/json_checkboxes/",
    "views/fields/many2many_tags/",
    "views/web/fields/shortcut_char_field/",
)
PLACEHOLDERS = {"option.label", "optionScope.label", ""}
OPTIONS = (
    "Hide trailing zeros",
    "Hide zeros to the right",
    "Defines the minimum number",
)


@tagged("post_install", "-at_install")
class TestStockTerms(BaseCase):
    """Nobody reads English on a Russian screen because stock has left it out."""

    def _read(self, path):
        entries = polib.pofile(file_path(path))
        return [entry for entry in entries if not entry.obsolete]

    def test_what_stock_leaves_in_english_is_translated_here(self):
        ours = {
            entry.msgid
            for entry in self._read("bank_base/i18n/ru.po")
            if entry.msgstr and "odoo-javascript" in entry.comment
        }
        for addon in ("web", "mail"):
            missing = {
                entry.msgid
                for entry in self._read(f"{addon}/i18n/ru.po")
                if not entry.msgstr and self._is_seen(entry)
            }
            self.assertEqual(missing - ours - PLACEHOLDERS, set(), addon)

    def _is_seen(self, entry):
        places = [path for path, _line in entry.occurrences]
        if entry.msgid.startswith(OPTIONS):
            return False
        return "odoo-javascript" in entry.comment and not all(
            any(part in place for part in UNSEEN + DESIGN) for place in places
        )

    def test_placeholders_stay(self):
        for entry in self._read("bank_base/i18n/ru.po"):
            if "stock_terms" in str(entry.occurrences):
                with self.subTest(term=entry.msgid):
                    for part in ("%s", "%(", ")s"):
                        self.assertEqual(
                            entry.msgid.count(part), entry.msgstr.count(part)
                        )
