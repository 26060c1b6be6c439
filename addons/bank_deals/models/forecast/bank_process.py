# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.tools import SQL, ormcache

SURE, LIKELY = 80, 40


class BankProcess(models.Model):
    """From which probability on its deals are sure or likely in the forecast."""

    _inherit = "bank.process"

    sure_from = fields.Float(
        string="Sure From, %",
        digits=(5, 1),
        default=SURE,
        required=True,
        help="Deals in work with this probability or more are sure in the forecast.",
    )
    likely_from = fields.Float(
        string="Likely From, %", digits=(5, 1), default=LIKELY, required=True
    )

    _check_categories = models.Constraint(
        "CHECK (0 <= likely_from AND likely_from <= sure_from AND sure_from <= 100)",
        "From 0 to 100 %, and what is sure is not less than what is likely.",
    )

    def write(self, vals):
        result = super().write(vals)
        if {"sure_from", "likely_from"} & vals.keys():
            self.env.registry.clear_cache()
            self._sort_into_categories()
        return result

    @ormcache("self.id")
    def _get_category_bounds(self):
        """Return from which probability on deals are sure, and likely."""
        # whoever works on a deal need not read its process
        process_sudo = self.sudo()
        return process_sudo.sure_from, process_sudo.likely_from

    def _sort_into_categories(self):
        """Sort the deals of these processes anew, one statement for all of them."""
        self.env["crm.lead"].flush_model()
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                UPDATE crm_lead d
                   SET forecast_category = %s
                  FROM bank_process p
                 WHERE p.id = d.process_id AND p.id IN %s
                   AND d.forecast_category IS DISTINCT FROM %s
                """,
                self.env["crm.lead"]._get_category_sql(),
                tuple(self.ids),
                self.env["crm.lead"]._get_category_sql(),
            )
        )
        self.env["crm.lead"].invalidate_model(["forecast_category"], flush=False)
