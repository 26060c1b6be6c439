"""The Russian of every addon has every term that Odoo itself would export."""

import io

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

from tools import odoo, po
from tools.base import ADDONS

MIXINS = {"state": "bank.process.mixin", "clock_state": "bank.clocked.mixin"}


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

    def test_states_of_mixins_are_in_russian(self):
        """Options taken from a mixin are exported by no addon, yet stand on screens.

        Odoo names them by the addon of the mixin, where the model does not exist: the
        model's own addon has to name them.
        """
        for field, mixin in MIXINS.items():
            with self.subTest(field=field):
                missing = self._find_missing_options(field, mixin)
                self.assertFalse(missing, "\n".join(missing))

    def _find_missing_options(self, field, mixin):
        options = self.env["ir.model.fields.selection"].search(
            [("field_id.name", "=", field)]
        )
        names = self.env["ir.model.data"].search(
            [("model", "=", options._name), ("res_id", "in", options.ids)]
        )
        kind = "model:ir.model.fields.selection,name:"
        places = {kind + name.complete_name: name.res_id for name in names}
        known = {places.get(place) for place in self._find_places()}
        heirs = [
            name
            for name in self.env.registry.models
            if name.startswith("bank.")
            and isinstance(self.env[name], self.env.registry[mixin])
        ]
        self.assertGreater(len(heirs), 1)
        ours = options.filtered(lambda option: option.field_id.model in heirs)
        return [
            f"{option.field_id.model}: {option.value}"
            for option in ours
            if option.id not in known
        ]

    def _find_places(self):
        """Return where terms of our templates stand, if they are in Russian, too."""
        for addon in odoo.ours():
            folder = ADDONS / addon / "i18n"
            russian = polib.pofile(str(folder / "ru.po"))
            known = {entry.msgid for entry in russian if entry.msgstr}
            for entry in polib.pofile(str(folder / f"{addon}.pot")):
                if entry.msgid in known:
                    yield from (place for place, _line in entry.occurrences)
