# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

FEW = 10
SOME = 40
IN_FORCE = "IN ('active', 'defaulted')"
OWN = "t.partner_id = p.id"
OF_AGREEMENT = "JOIN bank_agreement a ON a.id = t.agreement_id"
# {field: (table, join, condition, order, limit)}: see _get_card_lists
CARD_LISTS = {
    "card_agreement_ids": (
        "bank_agreement",
        "",
        f"{OWN} AND t.state {IN_FORCE}",
        "t.arrears DESC NULLS LAST, t.date_start DESC NULLS LAST, t.id DESC",
        SOME,
    ),
    "card_past_agreement_ids": (
        "bank_agreement",
        "",
        f"{OWN} AND t.state NOT {IN_FORCE}",
        "t.date_start DESC NULLS LAST, t.id DESC",
        SOME,
    ),
    "card_party_ids": (
        "bank_agreement_party",
        OF_AGREEMENT,
        f"{OWN} AND a.partner_id <> p.id AND a.state {IN_FORCE}",
        "t.id DESC",
        FEW,
    ),
    "card_payment_ids": (
        "bank_agreement_payment",
        OF_AGREEMENT,
        f"a.partner_id = p.id AND a.state {IN_FORCE} "
        "AND t.kind = 'schedule' AND t.state <> 'paid'",
        "t.date, t.id",
        FEW,
    ),
    "card_paid_ids": (
        "bank_agreement_payment",
        OF_AGREEMENT,
        f"a.partner_id = p.id AND a.state {IN_FORCE} AND t.kind = 'fact'",
        "t.date DESC, t.id DESC",
        FEW,
    ),
    "card_account_ids": (
        "bank_account",
        "",
        OWN,
        "t.state = 'closed', t.date_opened DESC NULLS LAST, t.id DESC",
        SOME,
    ),
    "card_order_ids": (
        "bank_standing_order",
        "",
        f"{OWN} AND t.state = 'active'",
        "t.amount DESC, t.id",
        SOME,
    ),
    "card_operation_ids": ("bank_operation", "", OWN, "t.date DESC, t.id DESC", FEW),
    "card_interaction_ids": (
        "bank_interaction",
        "",
        OWN,
        "t.date DESC, t.id DESC",
        FEW,
    ),
}


class ResPartner(models.Model):
    """The client card: the answers that a manager looks for, in a number of queries
    that does not grow with the client's history.

    Lists on the card are the first rows of what there is; buttons open the rest.
    Whoever may read a client may read what he has, so that the lists are fetched in
    one statement each.
    """

    _inherit = "res.partner"

    card_agreement_ids = fields.Many2many(
        comodel_name="bank.agreement",
        compute="_compute_card_facts",
        string="Agreements in Force",
    )
    card_past_agreement_ids = fields.Many2many(
        comodel_name="bank.agreement",
        compute="_compute_card_facts",
        string="Past Agreements",
    )
    card_party_ids = fields.Many2many(
        comodel_name="bank.agreement.party",
        compute="_compute_card_facts",
        string="Part in the Agreements of Others",
    )
    card_payment_ids = fields.Many2many(
        comodel_name="bank.agreement.payment",
        compute="_compute_card_facts",
        string="Next Payments",
    )
    card_paid_ids = fields.Many2many(
        comodel_name="bank.agreement.payment",
        compute="_compute_card_facts",
        string="Last Payments",
    )
    card_account_ids = fields.Many2many(
        comodel_name="bank.account",
        compute="_compute_card_facts",
        string="Accounts",
    )
    card_order_ids = fields.Many2many(
        comodel_name="bank.standing.order",
        compute="_compute_card_facts",
        string="Standing Orders",
    )
    card_operation_ids = fields.Many2many(
        comodel_name="bank.operation",
        compute="_compute_card_facts",
        string="Last Operations",
    )
    card_interaction_ids = fields.Many2many(
        comodel_name="bank.interaction",
        compute="_compute_card_facts",
        string="Last Contacts",
    )
    card_currency_id = fields.Many2one(
        comodel_name="res.currency", compute="_compute_card_figures"
    )
    card_debt = fields.Monetary(
        string="Owes",
        compute="_compute_card_figures",
        currency_field="card_currency_id",
        help="Balance of the loans in force.",
    )
    card_savings = fields.Monetary(
        string="Keeps with Us",
        compute="_compute_card_figures",
        currency_field="card_currency_id",
        help="Balance of deposits and open accounts.",
    )
    card_arrears = fields.Monetary(
        string="In Arrears",
        compute="_compute_card_figures",
        currency_field="card_currency_id",
    )
    card_date_payment = fields.Date(
        string="Next Payment On", compute="_compute_card_payment"
    )
    card_amount_payment = fields.Monetary(
        string="Next Payment",
        compute="_compute_card_payment",
        currency_field="card_currency_id",
        help="Of all agreements on the nearest date.",
    )
    card_agreement_count = fields.Integer(
        string="In Force", compute="_compute_card_figures"
    )
    age = fields.Integer(compute="_compute_age")
    card_is_lent = fields.Boolean(
        compute="_compute_card_is_lent",
        help="Read by an open task or a role in the team: the card, not what hangs on it.",
    )

    @api.model
    def _get_card_lists(self):
        """Hook: ``{field: (table, join, condition, order, limit)}``.

        ``t`` is the row, ``p.id`` the client; SQL of our own, never of a user. All
        lists together cost one statement: see ``_read_card_lists``.
        """
        return dict(CARD_LISTS)

    @api.model
    def _get_card_filtered(self):
        """Hook: lists of which the reader gets only the rows that he may read.

        Of the agreements of others: the client of another branch for whom this one
        stands guarantor stays behind his wall.
        """
        return {"card_party_ids"}

    @api.model
    def _get_card_fetched(self):
        """Hook: lists that come with their rows, of models with ``partner_id``.

        The statement is the same for none of them and for thousands.
        """
        return set()

    @api.model
    def _get_card_triggers(self):
        """Hook: what the lists on the card are read from."""
        return [
            "agreement_ids.payment_ids",
            "account_ids.order_ids",
            "account_ids.operation_ids",
            "interaction_ids",
        ]

    @api.depends(lambda self: self._get_card_triggers())
    @api.depends_context("uid")
    def _compute_card_facts(self):
        found = self._read_card_lists()
        filtered = self._get_card_filtered()
        # a card that a task has lent does not lend what hangs on the client
        lent = self.filtered("card_is_lent")
        for name in self._get_card_lists():
            comodel = self.env[self._fields[name].comodel_name]
            for partner in self:
                rows = comodel.browse(found.get((name, partner._origin.id), ()))
                partner[name] = (
                    rows._filtered_access("read")
                    if name in filtered or partner in lent
                    else rows
                )

    def _read_card_lists(self):
        """Return ``{(field, partner_id): ids}`` of all lists.

        In one statement, and one more for each list that is fetched.
        """
        lists = self._get_card_lists()
        for name in lists:
            self.env[self._fields[name].comodel_name].flush_model()
        self.env["bank.agreement"].flush_model()
        selects = {
            name: self._select_card_list(name, *spec) for name, spec in lists.items()
        }
        fetched = {name: selects.pop(name) for name in self._get_card_fetched()}
        rows = self.env.execute_query(SQL(" UNION ALL ").join(selects.values()))
        found = {(name, partner_id): ids for name, partner_id, ids in rows}
        for name, select in fetched.items():
            found.update(self._fetch_card_list(name, select))
        return found

    def _select_card_list(self, name, table, join, condition, order, limit):
        return SQL(
            """
            SELECT %s, p.id, array_agg(t.id ORDER BY t.place)
              FROM unnest(%s::int[]) AS p (id) CROSS JOIN LATERAL (
                   SELECT t.id, row_number() OVER (ORDER BY %s) AS place
                     FROM %s t %s WHERE %s ORDER BY %s LIMIT %s) t
             GROUP BY p.id
            """,
            name,
            self._origin.ids,
            SQL(order),  # pylint: disable=sql-injection
            SQL.identifier(table),
            SQL(join),  # pylint: disable=sql-injection
            SQL(condition),  # pylint: disable=sql-injection
            SQL(order),  # pylint: disable=sql-injection
            limit,
        )

    def _fetch_card_list(self, name, select):
        """Return ``{(field, partner_id): ids}`` of a list, its rows in the cache.

        Asked by a subselect, not by ids: a search by no ids asks nothing, and the
        card would cost one statement less. Whether the reader may see the rows is
        judged where they are shown, as in all lists of the card.
        """
        ids = SQL("(SELECT unnest(o.ids) FROM (%s) AS o (name, id, ids))", select)
        comodel = self.env[self._fields[name].comodel_name]
        rows = comodel.sudo().search_fetch([("id", "in", ids)])
        return {
            (name, partner.id): own.ids
            for partner, own in rows.grouped("partner_id").items()
        }

    @api.depends("branch_id")
    @api.depends_context("uid")
    def _compute_card_is_lent(self):
        """What the reader does not see is said so, not shown as nothing."""
        own = self.env.user.sudo().client_branch_ids
        for partner in self:
            branch_sudo = partner.sudo().branch_id  # compared, not shown
            partner.card_is_lent = bool(branch_sudo) and branch_sudo not in own

    @api.depends("card_payment_ids")
    def _compute_card_payment(self):
        today = fields.Date.context_today(self)
        for partner in self:
            coming = partner.card_payment_ids.filtered(lambda row: row.date >= today)
            nearest = coming[:1].date
            partner.card_date_payment = nearest
            partner.card_amount_payment = sum(
                row.amount for row in coming if row.date == nearest
            )

    @api.depends("agreement_ids", "account_ids")
    def _compute_card_figures(self):
        """Sums in one currency: the agreements' own, or the bank's if they differ."""
        in_force = [
            ("partner_id", "in", self.ids),
            ("state", "in", ["active", "defaulted"]),
        ]
        agreements = self.env["bank.agreement"]._read_group(
            in_force,
            ["partner_id", "currency_id", "trade"],
            ["balance:sum", "arrears:sum", "__count"],
        )
        accounts = self.env["bank.account"]._read_group(
            [("partner_id", "in", self.ids), ("state", "!=", "closed")],
            ["partner_id", "currency_id"],
            ["balance:sum"],
        )
        for partner in self:
            own = [row[1:] for row in agreements if row[0] == partner._origin]
            kept = [row[1:] for row in accounts if row[0] == partner._origin]
            partner._fill_card_figures(own, kept)

    def _fill_card_figures(self, agreements, accounts):
        currencies = {row[0] for row in [*agreements, *accounts]}
        home = self.env.company.currency_id
        currency = currencies.pop() if len(currencies) == 1 else home
        today = fields.Date.context_today(self)

        def convert(amount, source):
            return source._convert(amount, currency, self.env.company, today)

        self.card_currency_id = currency
        self.card_agreement_count = sum(count for *_rest, count in agreements)
        self.card_debt = sum(
            convert(balance, source)
            for source, trade, balance, _arrears, _count in agreements
            if trade == "credit"
        )
        self.card_arrears = sum(
            convert(arrears, source)
            for source, _trade, _balance, arrears, _count in agreements
        )
        self.card_savings = sum(
            convert(balance, source)
            for source, trade, balance, _arrears, _count in agreements
            if trade == "deposit"
        ) + sum(convert(balance, source) for source, balance in accounts)

    @api.depends("birth_date")
    def _compute_age(self):
        today = fields.Date.context_today(self)
        for partner in self:
            born = partner.birth_date
            had_birthday = born and (today.month, today.day) >= (born.month, born.day)
            partner.age = born and today.year - born.year - (not had_birthday)

    # ------------------------------------------------------------ actions
    def get_formview_id(self, access_uid=None):
        """A client opens as his card from wherever he is named."""
        if self.client_kind:
            return self.env.ref("bank_crm_core.res_partner_view_form_client").id
        return super().get_formview_id(access_uid)

    def _open_own(self, xml_id, **context):
        """Open a list of what this client has."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"bank_crm_core.{xml_id}"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"create": False, **context},
        }

    def action_open_agreements(self):
        return self._open_own("bank_agreement_action")

    def action_open_accounts(self):
        return self._open_own("bank_account_action")

    def action_open_operations(self):
        return self._open_own("bank_operation_action")

    def action_open_interactions(self):
        return self._open_own("bank_interaction_action")

    def action_open_payments(self):
        """Schedule against fact of all agreements in force, as a chart."""
        action = self._open_own("bank_agreement_payment_action")
        states = ["active", "defaulted"]
        domain = [
            ("agreement_id.partner_id", "=", self.id),
            ("agreement_id.state", "in", states),
        ]
        return {**action, "domain": domain}

    def action_add_interaction(self):
        """Note what was said, in one step from the card."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_interaction_note_action"
        )
        return {**action, "context": {"default_partner_id": self.id}}
