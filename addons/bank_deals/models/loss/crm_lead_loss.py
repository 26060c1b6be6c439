# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class CrmLead(models.Model):
    """To whom a deal was lost, by how much, and whether it had to be."""

    _inherit = "crm.lead"
    _server_fields = ("loss_verdict", "loss_proposal")

    competitor_id = fields.Many2one(
        comodel_name="bank.competitor",
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
    )
    competitor_rate = fields.Float(
        string="Competitor's Rate, %", digits=(7, 3), copy=False, aggregator="avg"
    )
    loss_verdict = fields.Selection(
        selection=[
            ("none", "No change of terms would have passed"),
            ("saved", "Other terms would have passed"),
        ],
        string="Could It Be Saved",
        readonly=True,
        copy=False,
    )
    loss_proposal = fields.Text(
        string="What Would Have Passed", readonly=True, copy=False
    )

    @api.constrains("competitor_rate")
    def _check_competitor_rate(self):
        for deal in self:
            if not 0 <= deal.competitor_rate <= 100:
                raise ValidationError(
                    self.env._("A competitor's rate lies between 0 and 100 %.")
                )

    @api.model
    def _cron_judge_losses(self):
        """Ask of deals lost by their terms what would have passed, each once."""
        deals = self.sudo().with_context(active_test=False)
        deals = deals.search(self._get_unjudged_domain(), order="id")
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(deals))
        for deal in deals:
            deal._judge_loss()
            if not progress(1):
                break

    @api.model
    def _get_unjudged_domain(self):
        return (
            Domain("process_id", "!=", False)
            & Domain("won_status", "=", "lost")
            & Domain("lost_reason_id.is_about_terms", "=", True)
            & Domain("loss_verdict", "=", False)
        )

    def _judge_loss(self):
        """Keep which terms the gate would have let pass, as the deal was lost."""
        self.ensure_one()
        told = [self._say_terms(change) for change in self._propose_terms()]
        self.write(
            {
                "loss_verdict": "saved" if told else "none",
                "loss_proposal": "\n".join(told),
            }
        )

    def _get_ended_values(self):
        """A deal that goes on is not judged as lost any more."""
        values = super()._get_ended_values()
        return {**values, "loss_verdict": False, "loss_proposal": False}
