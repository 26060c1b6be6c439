# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import authority

OWNING = ("owner", "co_owner")
CONTROL = 50
# whoever is bound to one of the group belongs to it, however far the chain goes
RELATED = """
    WITH RECURSIVE reach(root, id) AS (
        SELECT id, id FROM unnest(%(ids)s) id
         UNION
        SELECT r.root, next.id FROM reach r CROSS JOIN LATERAL (
            SELECT e.partner_to_id AS id FROM bank_relation e
              JOIN bank_relation_type t ON t.id = e.type_id
             WHERE e.partner_from_id = r.id AND %(binds)s
             UNION ALL
            SELECT e.partner_from_id FROM bank_relation e
              JOIN bank_relation_type t ON t.id = e.type_id
             WHERE e.partner_to_id = r.id AND %(binds)s
             UNION ALL
            SELECT o.partner_id FROM bank_client_group_member e
              JOIN bank_client_group_member o ON o.group_id = e.group_id
             WHERE e.partner_id = r.id AND %(mine)s AND %(other)s
        ) next
    )
    SELECT root, array_agg(id) FROM reach GROUP BY root
"""


class ResPartner(models.Model):
    """What the group of related clients owes: those who stand and fall together."""

    _inherit = "res.partner"

    def _find_related_clients(self):
        """Return ``{client id: ids of his group, himself included}`` in one statement.

        Related are members of one client group, and both ends of a relation that forms
        a household or a holding, controls, or owns more than half.
        """
        if not self.ids:
            return {}
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                RELATED,
                ids=self.ids,
                binds=SQL(
                    "(t.group_kind IS NOT NULL OR t.is_control "
                    "OR (t.has_share AND e.share > %s)) AND %s",
                    CONTROL,
                    self._get_current_sql("e"),
                ),
                mine=self._get_current_sql("e"),
                other=self._get_current_sql("o"),
            )
        )
        return {root: set(ids) for root, ids in rows}

    def _get_current_sql(self, alias):
        alias, today = SQL.identifier(alias), fields.Date.today()
        return SQL(
            "COALESCE(%(a)s.date_from, %(d)s) <= %(d)s "
            "AND COALESCE(%(a)s.date_to, %(d)s) >= %(d)s",
            a=alias,
            d=today,
        )

    def _read_debts(self, company):
        """Return ``[(ids of the clients who owe it, amount)]``, a row a loan.

        A loan is what is left of it; before its first payment out, all that was
        promised.
        """
        today, home = fields.Date.today(), company.currency_id
        return [
            (
                row.partner_id._get_debtors(row.party_ids),
                row.currency_id._convert(
                    row.balance or row.amount, home, company, today
                ),
            )
            for row in self._find_debts()
        ]

    def _find_debts(self):
        """Return the loans that these clients owe, alone or with others.

        Asked in two statements: an OR of the two reads the bank's every agreement.
        """
        # the bank's whole claim, whoever may read whose agreements
        agreements_sudo = self.env["bank.agreement"].sudo()
        loans = Domain("trade", "=", "credit")
        loans &= Domain("state", "in", ("active", "defaulted"))
        together = [("partner_id", "in", self.ids), ("role", "in", OWNING)]
        own_sudo = agreements_sudo.search(loans & Domain("partner_id", "in", self.ids))
        return own_sudo | agreements_sudo.search(
            loans & Domain("party_ids", "any", together)
        )

    def _get_debtors(self, parties):
        owners = parties.filtered(lambda party: party.role in OWNING)
        return {self.id, *owners.partner_id.ids}

    def _read_promises(self, company):
        """Return ``[(client id, document, amount, unsecured part)]`` of approved loans.

        Approved and not carried out: the bank owes these loans.
        """
        domain = [
            ("state", "in", ("approved", "approved_conditions")),
            ("partner_id", "in", self.ids),
        ]
        # the bank's promises, whoever may read which of them
        approvals_sudo = self.env["bank.approval"].sudo().search(domain)
        today, home = fields.Date.today(), company.currency_id
        return [
            (
                row.partner_id.id,
                (row.res_model, row.res_id),
                *(
                    (row.currency_id or home)._convert(value, home, company, today)
                    for value in (row.amount, row.unsecured)
                ),
            )
            for row in approvals_sudo._filter_unused()
        ]

    def _read_claims(self, company):
        """Return what the bank may claim of these clients, to be asked per group."""
        debts = self._read_debts(company) if self else []
        return authority.Claims(debts, self._read_promises(company) if self else [])
