# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL


class BankAuthorityMatrix(models.Model):
    """Who decides up to which limit, in one version.

    A version in force never changes; a second person puts it into force. A request is
    judged by the version that is in force on the day of the decision.
    """

    _name = "bank.authority.matrix"
    _description = "Matrix of Limits"
    _inherit = ["bank.approval.rule.mixin", "bank.approval.drawn.mixin"]

    currency_id = fields.Many2one(related="company_id.currency_id")
    limit_ids = fields.One2many(
        comodel_name="bank.authority.limit",
        inverse_name="matrix_id",
        string="Limits",
        copy=True,
    )
    origin_id = fields.Many2one(
        comodel_name="bank.authority.matrix",
        string="First Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    drafter_ids = fields.Many2many(relation="bank_authority_matrix_drafter_rel")

    def init(self):
        """Clients whose group is being decided on: by number, for they may be merged."""
        self.env.cr.execute(
            "CREATE TABLE IF NOT EXISTS bank_authority_lock "
            "(client_id integer PRIMARY KEY, act_count integer NOT NULL)"
        )

    def _get_stages(self):
        return self.limit_ids

    def _get_frozen_fields(self):
        return super()._get_frozen_fields() | {"company_id", "limit_ids"}

    def _get_drawing_blocker(self):
        if not self.limit_ids:
            return self.env._("A matrix needs a limit. Add who decides how far.")
        return super()._get_drawing_blocker()

    # In force

    @api.model
    def _find_limits(self, company):
        """Return the rows in force in a company."""
        published = self.sudo().search(
            [("state", "=", "published"), ("company_id", "=", company.id)]
        )
        return published.limit_ids

    @api.model
    def _lock_clients(self, ids):
        """Let whoever decides about these clients wait for who decides already.

        The rows are changed, in one order: whoever has waited fails on what the first
        has changed, and begins again on what he has left behind.
        """
        self.env.execute_query(
            SQL(
                "INSERT INTO bank_authority_lock AS l (client_id, act_count) "
                "SELECT id, 1 FROM unnest(%s) id ORDER BY id "
                "ON CONFLICT (client_id) DO UPDATE SET act_count = l.act_count + 1 "
                "RETURNING client_id",
                sorted(set(ids)),
            )
        )
