# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import authority

OWNING = ("owner", "co_owner")
# kinds of products by which a client owes, or may come to owe; a deposit is no risk
RISKS = ("credit", "guarantee", "card")
# an account is one as far as it may be overdrawn, or is without being allowed to
OVERDRAFTS = Domain("trade", "=", "account") & (
    Domain("amount_limit", ">", 0) | Domain("balance", "<", 0)
)
APPROVED = ("approved", "approved_conditions")
# what bank.agreement._get_debt and its claim are reckoned from
DEBT_FIELDS = [
    "partner_id",
    "trade",
    "currency_id",
    "amount",
    "amount_limit",
    "balance",
]
THEIRS = """
    (SELECT id FROM bank_agreement WHERE partner_id = ANY(%(clients)s)
      UNION
     SELECT agreement_id FROM bank_agreement_party
      WHERE partner_id = ANY(%(clients)s) AND role IN %(roles)s)
"""
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
        alias, today = SQL.identifier(alias), self.env.company._get_today()
        return SQL(
            "COALESCE(%(a)s.date_from, %(d)s) <= %(d)s "
            "AND COALESCE(%(a)s.date_to, %(d)s) >= %(d)s",
            a=alias,
            d=today,
        )

    def _read_debts(self, company):
        """Return a claim for each thing by which these clients owe, in home currency.

        How much each of them is: ``bank.agreement._get_debt``.
        """
        today, home = company._get_today(), company.currency_id
        claims, debts = [], self._find_debts()
        rates = {
            currency: currency._get_conversion_rate(currency, home, company, today)
            for currency in debts.currency_id
        }
        secured = debts.with_company(company)._read_secured()
        parties = debts._read_parties()
        for row in debts:
            amount = home.round(row._get_debt() * rates[row.currency_id])
            bare = max(0, amount - secured.get(row.id, 0))
            clients = frozenset(row.partner_id._get_debtors(parties[row]))
            claims.append(authority.Claim(clients, (row._name, row.id), amount, bare))
        return claims

    def _find_debts(self):
        """Return loans, guarantees, cards, overdrafts of these clients, alone or not.

        Asked by their ids: an OR of the two ways reads the bank's every agreement.
        """
        # the bank's whole claim, whoever may read whose agreements
        agreements_sudo = self.env["bank.agreement"].sudo()
        agreements_sudo.flush_model(["partner_id"])
        self.env["bank.agreement.party"].flush_model(
            ["agreement_id", "partner_id", "role"]
        )
        debts = Domain("trade", "in", RISKS) | OVERDRAFTS
        debts &= Domain("state", "in", ("active", "defaulted"))
        whose = SQL(THEIRS, clients=self.ids, roles=OWNING)
        return agreements_sudo.search_fetch(
            debts & Domain("id", "in", whose), DEBT_FIELDS
        )

    def _get_debtors(self, parties):
        owners = parties.filtered(lambda party: party.role in OWNING)
        return {self.id, *owners.partner_id.ids}

    def _read_promises(self, company):
        """Return a claim for each risk that was decided on and not carried out."""
        claims = []
        for name, ids in self._find_decided().items():
            if name in self.env:
                # the bank's promises, whoever may read which of them
                documents_sudo = self.env[name].sudo().browse(ids).exists()
                promised_sudo = documents_sudo._filter_promised()
                claims += promised_sudo._make_promises(company)
        return claims

    def _find_decided(self):
        """Return ``{model: ids}`` of approved documents that these clients may owe.

        Asked once by client, and once for each model that names others beside him.
        """
        approvals_sudo = (
            self.env["bank.approval"]
            .sudo()
            .search([("state", "in", APPROVED), ("partner_id", "in", self.ids)])
        )
        found = {
            name: set(rows.mapped("res_id"))
            for name, rows in approvals_sudo.grouped("res_model").items()
        }
        for name, together in self._get_shared_promises().items():
            documents_sudo = self.env[name].sudo().with_context(active_test=False)
            decided = Domain("approval_state", "in", APPROVED) & together
            found.setdefault(name, set()).update(documents_sudo.search(decided).ids)
        return found

    def _get_shared_promises(self):
        """Hook: ``{model: domain}`` of documents that these clients owe beside another.

        Whoever they are is told by ``_get_co_debtors`` of the documents.
        """
        return {}

    def _read_claims(self, company):
        """Return what the bank may claim of these clients, to be asked per group."""
        if not self:
            return authority.Claims([])
        claims = [*self._read_debts(company), *self._read_promises(company)]
        return authority.Claims(claims)
