# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class BankCollateralPledge(models.Model):
    """What secures a loan that is asked for; after the issue, its agreement."""

    _inherit = "bank.collateral.pledge"

    application_id = fields.Many2one(
        comodel_name="bank.application", index="btree_not_null", ondelete="restrict"
    )

    _application_uniq = models.UniqueIndex(
        "(collateral_id, application_id) WHERE state <> 'released'",
        "The object is pledged for this application already.",
    )

    @api.model
    def _get_document_fields(self):
        return [*super()._get_document_fields(), "application_id"]

    @api.model
    def _get_claim_tables(self):
        """Withdrawn and refused applications secure nothing."""
        return {
            **super()._get_claim_tables(),
            "application_id": (
                "bank_application",
                SQL(
                    "CASE WHEN d_application_id.active AND "
                    "d_application_id.approval_state <> 'rejected' "
                    "THEN COALESCE(d_application_id.amount, 0) END"
                ),
            ),
        }

    def _check_document_open(self):
        """What is decided on keeps its collateral; another one is another decision."""
        super()._check_document_open()
        self.sudo().application_id._check_structure_open()

    @api.model_create_multi
    def create(self, vals_list):
        pledges = super().create(vals_list)
        pledges._check_asked_for()
        pledges.sudo().application_id._lapse_structure()
        return pledges

    def write(self, vals):
        applications_sudo = self.sudo().application_id
        result = super().write(vals)
        if vals.keys() & {"agreement_id", "application_id"}:
            self._check_asked_for()
        # a number, or going along into the agreement, is no other decision
        if vals.keys() - {"registration", "agreement_id"}:
            (applications_sudo | self.sudo().application_id)._lapse_structure()
        return result

    def _check_asked_for(self):
        """What secures an application goes into its agreement by the issue alone.

        Put into another one it would be passed over, and the loan issued without it.
        """
        pledges_sudo = self.sudo()
        if not self.env.su and any(
            row.application_id and row.agreement_id for row in pledges_sudo
        ):
            raise UserError(
                self.env._(
                    "The pledge belongs to an application: it goes into the agreement "
                    "with the issue of the loan."
                )
            )

    def unlink(self):
        applications_sudo = self.sudo().application_id
        result = super().unlink()
        applications_sudo._lapse_structure()
        return result
