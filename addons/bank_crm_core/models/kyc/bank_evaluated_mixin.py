# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class BankEvaluatedMixin(models.AbstractModel):
    """A document from which its client is evaluated; each of the two shows the other.

    A document inherits this and shows ``action_evaluate_client`` and
    ``client_evaluation_count``; the hook says whose it is.
    """

    _name = "bank.evaluated.mixin"
    _description = "Document from Which a Client Is Evaluated"

    client_evaluation_count = fields.Integer(
        string="Evaluations of the Client Begun from It",
        compute="_compute_client_evaluation_count",
    )

    @api.depends_context("uid")
    def _compute_client_evaluation_count(self):
        runs = self._find_client_evaluations()
        # where a run began is closed to hands: those that the reader may see are counted
        begun_from = runs.sudo().grouped("source_id")
        for document in self:
            begun = begun_from.get(document._origin.id, ())
            document.client_evaluation_count = len(begun)

    def _find_client_evaluations(self):
        """Return the evaluations begun from these documents that the user may read."""
        domain = Domain("source_model", "=", self._name) & Domain(
            "source_id", "in", self.ids
        )
        runs_sudo = self.env["bank.client.evaluation"].sudo().search(domain)
        return runs_sudo.sudo(False)._filtered_access("read")

    def action_evaluate_client(self):
        """Run the checks chosen for evaluations over the client of this document.

        Raises AccessError where the user may neither change nor judge the client,
        UserError where the document names none.
        """
        self.ensure_one()
        self.check_access("read")
        client = self._get_evaluated_client()
        if not client:
            raise UserError(self.env._("It names no client: nobody to evaluate."))
        return client._evaluate_by_hand(self)

    def action_open_client_evaluations(self):
        """Show the evaluations that began from this document."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_client_evaluation_action"
        )
        ids = self._find_client_evaluations().ids
        return {**action, "domain": [("id", "in", ids)], "context": {}}

    def _get_evaluated_client(self):
        """Hook: whose document it is; empty where it is nobody's."""
        return self["partner_id"].filtered("client_kind")
