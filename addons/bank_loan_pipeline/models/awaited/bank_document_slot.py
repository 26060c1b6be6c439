# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class BankDocumentSlot(models.Model):
    """A place of the dossier of an agreement that is filled after the issue: by when,
    how often, and who answers for it.
    """

    _inherit = "bank.document.slot"

    wait_regime_id = fields.Many2one(
        comodel_name="bank.clock.regime",
        string="Awaited Within",
        ondelete="restrict",
        tracking=True,
        help="From the day of the agreement, or from the end of each period. Empty: "
        "the paper is not awaited.",
    )
    wait_every = fields.Selection(
        selection=[
            ("once", "Once"),
            ("month", "For Each Month"),
            ("quarter", "For Each Quarter"),
            ("half", "For Each Half-Year"),
            ("year", "For Each Year"),
            ("anniversary", "Each Year from the Agreement"),
        ],
        string="How Often",
        required=True,
        default="once",
        tracking=True,
    )
    wait_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Who Asks for It",
        ondelete="restrict",
        tracking=True,
        help="Empty: the manager of the client.",
    )

    @api.constrains("wait_regime_id", "model_id")
    def _check_wait(self):
        for slot in self.filtered("wait_regime_id"):
            if slot.model != "bank.agreement":
                raise ValidationError(
                    self.env._("After the issue papers of agreements are awaited.")
                )

    def _get_lack(self, papers):
        """A paper that is awaited is not missing yet: by when it has to be there."""
        waiting = papers.filtered(lambda paper: paper._is_waited_for())
        if not waiting or not super()._get_lack(papers - waiting):
            return super()._get_lack(papers)
        first = waiting.sorted("date_due")[0]
        values = {
            "name": first.name,
            "date": format_date(self.env, first.date_due),
        }
        if first.date_due < fields.Date.context_today(self):
            return self.env._("%(name)s: was awaited by %(date)s, ask for it", **values)
        return self.env._("%(name)s: awaited by %(date)s", **values)
