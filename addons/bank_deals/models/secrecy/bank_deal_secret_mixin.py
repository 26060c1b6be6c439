# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class BankDealSecretMixin(models.AbstractModel):
    """A row that may be about a confidential deal without a link of its own to it.

    Where a plain link leads to the deal, a rule ``'!', ('deal_id.is_withheld', '=',
    True)`` says it all; here the rule asks ``is_withheld`` of the row.
    """

    _name = "bank.deal.secret.mixin"
    _description = "About a Deal (abstract)"
    # the column that names the model of the document
    _secret_model_field = "res_model"

    is_withheld = fields.Boolean(
        string="Of a Confidential Deal",
        compute="_compute_is_withheld",
        compute_sudo=True,
        search="_search_is_withheld",
    )

    @api.model
    def _get_deal_documents(self):
        """Hook: models of documents that belong to a deal by their ``deal_id``."""
        return ["bank.offer"]

    @api.model
    def _get_secret_models(self):
        """Return the models of deals and of the documents that belong to them."""
        return ["crm.lead", *self._get_deal_documents()]

    @api.model
    def _get_withheld_sql(self, alias):
        """Hook: SQL that is true for the rows of ``alias`` that are kept from the user."""
        deals = self.env["crm.lead"]._get_withheld_query().subselect()
        pointers = {"crm.lead": deals}
        for model in self._get_deal_documents():
            table = SQL.identifier(self.env[model]._table)
            pointers[model] = SQL(
                "(SELECT d.id FROM %s d WHERE d.deal_id IN %s)", table, deals
            )
        parts = [
            SQL(
                "COALESCE(%s = %s AND %s IN %s, FALSE)",
                SQL.identifier(alias, self._secret_model_field),
                model,
                SQL.identifier(alias, "res_id"),
                ids,
            )
            for model, ids in pointers.items()
        ]
        return SQL("(%s)", SQL(" OR ").join(parts))

    @api.depends_context("uid", "bank_own_access")
    def _compute_is_withheld(self):
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT t.id FROM %s t WHERE t.id = ANY(%s) AND %s",
                SQL.identifier(self._table),
                self._origin.ids,
                self._get_withheld_sql("t"),
            )
        )
        hidden = {row_id for (row_id,) in rows}
        for row in self:
            row.is_withheld = row._origin.id in hidden

    def _search_is_withheld(self, operator, value):
        if operator != "in":
            return NotImplemented
        hidden = Domain.custom(
            to_sql=lambda model, alias, _query: model._get_withheld_sql(alias)
        )
        return Domain.OR(hidden if wanted else ~hidden for wanted in value)
