# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankLoggedConfigMixin(models.AbstractModel):
    """Settings that decide about clients: every change goes into the decision log.

    The log keeps which fields changed and a hash of their new values, not the
    values themselves; who needs them reads the chatter or the version.
    """

    _name = "bank.logged.config.mixin"
    _description = "Logged Configuration (abstract)"

    def _get_logged_config_fields(self):
        """Hook: names of the fields whose change is a decision."""
        return {
            name
            for name, field in self._fields.items()
            if field.store and not field.compute and name not in models.MAGIC_COLUMNS
        }

    def _log_config(self, act, names=()):
        """Record one row a record; ``act`` is create, write or unlink."""
        names = sorted(names)
        rows = [
            (
                record,
                {
                    "act": act,
                    "fields": names,
                    "values": {name: record._hash_config(name) for name in names},
                },
            )
            for record in self
        ]
        self.env["bank.decision"]._record("config", rows)

    def _hash_config(self, name):
        value = self.sudo()[name]
        if isinstance(value, models.BaseModel):
            value = sorted(value.ids)
        return self.env["bank.decision"]._hash_text(str(value))

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._log_config("create", self._get_logged_config_fields())
        return records

    def write(self, vals):
        result = super().write(vals)
        if names := self._get_logged_config_fields() & vals.keys():
            self._log_config("write", names)
        return result

    def unlink(self):
        self._log_config("unlink")
        return super().unlink()
