# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column, table_exists

from .bank_process import LIKELY, SURE

CATEGORIES = [("sure", "Sure"), ("likely", "Likely"), ("open", "Still Open")]
SAID = {"forecast_said", "forecast_note"}


class CrmLead(models.Model):
    """How sure a deal is in the forecast: by its probability, or as its head says."""

    _inherit = "crm.lead"
    _server_fields = ("forecast_said_by_id",)

    forecast_category = fields.Selection(
        selection=CATEGORIES,
        compute="_compute_forecast_category",
        store=True,
        help="By the probability of the deal, unless the head has said otherwise.",
    )
    forecast_said = fields.Selection(
        selection=CATEGORIES,
        string="Head's Own Category",
        copy=False,
        tracking=True,
    )
    forecast_note = fields.Char(string="Why the Head Says So", copy=False)
    forecast_said_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Category Said By",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )

    def _auto_init(self):
        """Deals that were there before are sorted by one statement."""
        cr = self.env.cr
        is_new = not column_exists(cr, self._table, "forecast_category")
        if is_new:
            create_column(cr, self._table, "forecast_category", "varchar")
        result = super()._auto_init()
        if is_new and table_exists(cr, "bank_process"):
            is_known = column_exists(cr, "bank_process", "sure_from")
            category = self._get_category_sql(is_known)
            cr.execute(
                SQL(
                    "UPDATE crm_lead d SET forecast_category = %s FROM bank_process p"
                    " WHERE p.id = d.process_id",
                    category,
                )
            )
        return result

    @api.model
    def _get_category_sql(self, is_known=True):
        """Return the category of the deal d of the process p.

        :param is_known: False where the thresholds of processes are not stored yet
        """
        return SQL(
            """CASE WHEN d.forecast_said IS NOT NULL THEN d.forecast_said
                    WHEN coalesce(d.probability, 0) >= %(sure)s THEN 'sure'
                    WHEN coalesce(d.probability, 0) >= %(likely)s THEN 'likely'
                    ELSE 'open' END""",
            sure=SQL("p.sure_from") if is_known else SURE,
            likely=SQL("p.likely_from") if is_known else LIKELY,
        )

    # changed thresholds are a matter of the process: it sorts all its deals at once
    @api.depends("forecast_said", "probability", "process_id")
    def _compute_forecast_category(self):
        for deal in self:
            deal.forecast_category = deal._get_category() if deal.process_id else False

    def _get_category(self):
        if self.forecast_said:
            return self.forecast_said
        sure_from, likely_from = self.process_id._get_category_bounds()
        if self.probability >= sure_from:
            return "sure"
        return "likely" if self.probability >= likely_from else "open"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # set, so that no default of the caller fills it: a head says it of a deal
            vals_list = [
                {**vals, "forecast_said": False, "forecast_note": False}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        if SAID & vals.keys() and not self.env.su:
            self._check_said(vals)
            # who said it is set by the server
            self.sudo().write({"forecast_said_by_id": self.env.uid})
        return super().write(vals)

    def _check_said(self, vals):
        heads = self.env.user.sudo().head_branch_ids
        if any(deal.branch_id not in heads for deal in self.sudo()):
            raise AccessError(
                self.env._("A category of one's own is said by the head of the branch.")
            )
        for deal in self:
            note = vals.get("forecast_note", deal.forecast_note)
            said = vals.get("forecast_said", deal.forecast_said)
            if said and not (note or "").strip():
                raise UserError(
                    self.env._("Say why you expect something else than the deal does.")
                )
