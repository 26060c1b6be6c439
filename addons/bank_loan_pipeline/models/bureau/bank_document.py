# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class BankDocument(models.Model):
    """The answer of a bureau lies with the client; the application it was asked for
    says who reads it: an application of a confidential deal is not betrayed by it.
    """

    _inherit = "bank.document"

    @api.model
    def _get_owner_domain(self):
        """Without the answers that were asked for where the user does not read."""
        asked = Domain("document_id", "!=", False)
        applications = self.env["bank.application"].with_context(active_test=False)
        if applications.has_access("read"):
            readable = applications._search(Domain.TRUE)
            asked &= Domain("application_id", "not in", readable)
        hidden = self.env["bank.credit.report"].sudo()._search(asked)
        papers = hidden.subselect(SQL.identifier(hidden.table, "document_id"))
        return super()._get_owner_domain() & Domain("id", "not in", papers)

    def _read_owners(self):
        reports = self.env["bank.credit.report"]
        reports.flush_model(["document_id", "application_id"])
        return super()._read_owners()

    @api.model
    def _get_owner_sql(self, alias):
        application = SQL(
            "(SELECT r.application_id FROM bank_credit_report r "
            "WHERE r.document_id = %s LIMIT 1)",
            SQL.identifier(alias, "id"),
        )
        return SQL(
            "CASE WHEN %s IS NULL THEN %s ELSE 'bank.application' END, COALESCE(%s, %s)",
            application,
            SQL.identifier(alias, "res_model"),
            application,
            SQL.identifier(alias, "res_id"),
        )
