# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class IrRule(models.Model):
    """Walls: dialogs are their author's, and who is refused learns nothing.

    What somebody types into a dialog is nobody else's.

    Access lists give a dialog to everybody of a role, and no rule of stock Odoo parts
    their rows: whoever guesses an id reads what a colleague is about to do, changes
    it, or presses his buttons. Here each row belongs to who has opened it.
    """

    _inherit = "ir.rule"

    @api.model
    def _compute_domain(self, model_name, mode="read"):
        domain = super()._compute_domain(model_name, mode)
        if not self.env[model_name]._transient or self.env.su:
            return domain
        return domain & Domain("create_uid", "=", self.env.uid)

    def _make_access_error(self, operation, records):
        """Say what to do, and no name.

        Stock Odoo jokes, and in debug mode, which anybody switches on, it names the
        hidden records: whoever counts through ids would read the names of all clients.
        """
        error = super()._make_access_error(operation, records)
        rules = self.with_context(self.env.user.context_get())
        refusal = AccessError(rules._get_refusal(operation, records))
        if hasattr(error, "context"):
            refusal.context = error.context  # of which company it is, for the client
        return refusal

    def _get_refusal(self, operation, records):
        """Return the sentences for a person; ids and rules for who debugs."""
        model = self.env["ir.model"]._get(records._name).name or records._name
        sentences = {
            "read": self.env._("You may not see this: %s.", model),
            "write": self.env._("You may not change this: %s.", model),
            "create": self.env._("You may not create this: %s.", model),
            "unlink": self.env._("You may not delete this: %s.", model),
        }
        advice = self.env._(
            "It belongs to another branch or another employee, or your role does not "
            "reach it. Who works with it may give you a task on it; the head of the "
            "branch may transfer it to you."
        )
        refusal = f"{sentences[operation]}\n\n{advice}"
        if self.env.user.has_group("base.group_no_one"):
            rules = self._get_failing(records, mode=operation).sudo().mapped("name")
            refusal += f"\n\n{records._name}{records.ids[:6]}: {', '.join(rules)}"
        return refusal
