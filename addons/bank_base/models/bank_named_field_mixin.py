# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import SUPERUSER_ID, models

MAX_STEPS = 4


class BankNamedFieldMixin(models.AbstractModel):
    """A name that people write in the place of a field of a document.

    An adopting model has ``model_id``, the document, and ``field_path``: the field, or
    one of a linked record.
    """

    _name = "bank.named.field.mixin"
    _description = "Name of a Field (abstract)"

    def _find_field(self):
        """Return the field at the end of the path, or None where it leads nowhere.

        A field that its groups hide from the editor is not there for him: nobody
        opens through a name what he may not see himself.
        """
        model, field = self.env.get(self.model_id.sudo().model), None
        steps = (self.field_path or "").split(".")
        if len(steps) > MAX_STEPS:
            return None
        for step in steps:
            if model is None or step not in model._fields:
                return None
            field = model._fields[step]
            if field.groups and not self._is_visible(field):
                return None
            model = self.env[field.comodel_name] if field.type == "many2one" else None
        return field

    def _is_visible(self, field):
        # the user, not the superuser mode: constraints always run in that
        return self.env.uid == SUPERUSER_ID or self.env.user.has_groups(field.groups)
