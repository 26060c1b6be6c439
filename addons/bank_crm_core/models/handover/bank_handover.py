# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date

from ...tools import handover

SLICE = 500
STATES = ("waiting", "moved", "problem")
AT_ONCE = 200  # more than that is done by the scheduler, whose progress is shown
_BOOK = """
    SELECT p.id, p.branch_id, p.client_kind, COALESCE(b.balance, 0)
      FROM res_partner p
      LEFT JOIN LATERAL (
           SELECT sum(h.balance * r.rate) AS balance
             FROM (SELECT balance, currency_id FROM bank_agreement
                    WHERE partner_id = p.id AND state IN ('active', 'defaulted')
                    UNION ALL
                   SELECT balance, currency_id FROM bank_account
                    WHERE partner_id = p.id AND state <> 'closed') h
             JOIN unnest(%(currencies)s::int[], %(rates)s::numeric[])
               AS r (currency_id, rate) ON r.currency_id = h.currency_id) b ON TRUE
     WHERE p.manager_id = %(manager)s AND p.client_kind IS NOT NULL AND p.active
       AND p.branch_id = ANY(%(branches)s)
     ORDER BY p.id
"""


class BankHandover(models.Model):
    """The book of one manager given to others: who gets whom, from which day.

    A head prepares and looks at it, then hands over. Clients, open tasks, obligations
    and open deals move in slices that can be cut off; everybody concerned is told.
    """

    _name = "bank.handover"
    _description = "Handover of Clients"
    _inherit = ["bank.transition.mixin", "mail.thread"]
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    from_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Manager Who Leaves",
        required=True,
        ondelete="restrict",
        domain=[("share", "=", False), ("branch_ids", "!=", False)],
        context={"active_test": False},
    )
    head_id = fields.Many2one(
        comodel_name="res.users",
        string="Handed Over by",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: fields.Date.today()
    )
    method = fields.Selection(
        selection=[
            ("share", "By Share"),
            ("branch", "By Branch"),
            ("kind", "By Kind of Client"),
            ("segment", "By Segment"),
        ],
        string="Deal Out",
        required=True,
        default="share",
        help="What comes out can be changed client by client before it is handed over.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "In Preparation"),
            ("planned", "Handing Over"),
            ("done", "Handed Over"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    target_ids = fields.One2many(
        comodel_name="bank.handover.target",
        inverse_name="handover_id",
        string="New Managers",
    )
    line_ids = fields.One2many(
        comodel_name="bank.handover.line", inverse_name="handover_id", string="Clients"
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency", default=lambda self: self.env.company.currency_id
    )
    client_count = fields.Integer(string="In All", compute="_compute_counts")
    moved_count = fields.Integer(string="Moved", compute="_compute_counts")
    problem_count = fields.Integer(string="Not Moved", compute="_compute_counts")
    task_count = fields.Integer(string="Tasks Moved", readonly=True, copy=False)

    @api.model
    def _get_manager_domain(self):
        """Return who is offered as a new manager: people of the head's own branches."""
        branches = self.env.user.sudo().head_branch_ids
        return [("share", "=", False), ("branch_ids", "in", branches.ids)]

    @api.depends("from_user_id.name", "date_from")
    @api.depends_context("lang")
    def _compute_name(self):
        for row in self:
            row.name = bool(row.from_user_id) and self.env._(
                "%(manager)s, from %(date)s",
                manager=row.from_user_id.name,
                date=format_date(self.env, row.date_from),
            )

    @api.depends("line_ids.state")
    def _compute_counts(self):
        rows = self.env["bank.handover.line"]._read_group(
            [("handover_id", "in", self.ids)], ["handover_id", "state"], ["__count"]
        )
        counts = {(document, state): count for document, state, count in rows}
        for row in self:
            own = {state: counts.get((row, state), 0) for state in STATES}
            row.client_count = sum(own.values())
            row.moved_count = own["moved"]
            row.problem_count = own["problem"]

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "planned"): "_get_plan_blocker",
            ("draft", "cancelled"): "_get_no_blocker",
            ("planned", "cancelled"): "_get_started_blocker",
            ("planned", "done"): "_get_unfinished_blocker",
        }

    def _get_plan_blocker(self):
        """``{id: reason}``: nobody is handed to who does not serve his branch."""
        reasons = {}
        for row in self:
            heads = row.head_id.sudo().head_branch_ids
            branches = row.sudo().line_ids.partner_id.branch_id
            if not row.line_ids:
                reasons[row.id] = self.env._("Deal the clients out first.")
            elif branches - heads:
                reasons[row.id] = self.env._("Some clients are not of your branches.")
            elif wrong := row._find_wrong_manager():
                reasons[row.id] = self.env._(
                    "%(manager)s does not work in your branches with these clients, or "
                    "has left. Choose somebody else.",
                    manager=wrong.name,
                )
            elif row.sudo().line_ids.filtered(lambda line: not line.user_id):
                reasons[row.id] = self.env._(
                    "Some clients have no new manager yet: see the list."
                )
        return reasons

    def _find_wrong_manager(self):
        """Return a new manager who cannot get his clients, or nobody."""
        heads = self.head_id.sudo().head_branch_ids
        for user, lines in self.sudo().line_ids.grouped("user_id").items():
            served = user.sudo().client_branch_ids
            theirs = lines.partner_id.branch_id
            works_here = user.sudo().branch_ids & heads
            if user and (not user.active or theirs - served or not works_here):
                return user
        return self.env["res.users"]

    def _get_started_blocker(self):
        return {
            row.id: self.env._("Some clients have moved already: let it end.")
            for row in self
            if row.moved_count
        }

    def _get_unfinished_blocker(self):
        return {
            row.id: self.env._("Not all clients have moved yet.")
            for row in self
            if row.client_count > row.moved_count + row.problem_count
        }

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # set, not only defaulted: nobody hands over in another head's name
            vals_list = [{**vals, "head_id": self.env.uid} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and any(row.state != "draft" for row in self):
            raise UserError(self.env._("It is under way: nothing is changed any more."))
        if "head_id" in vals and not self.env.su:
            raise AccessError(self.env._("Nobody hands over in the name of another."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_under_way(self):
        if any(row.state not in ("draft", "cancelled") for row in self):
            raise UserError(self.env._("What was handed over is kept."))

    # ------------------------------------------------------------ dealing out
    def _read_clients(self):
        """Return rows (client, branch, kind, balance) of the manager's book, of those
        branches only that the head answers for; balances in the bank's own currency.
        """
        self.env.flush_all()
        rates = self._get_rates()
        return self.env.execute_query(
            SQL(
                _BOOK,
                manager=self.from_user_id.id,
                branches=self.head_id.sudo().head_branch_ids.ids,
                currencies=list(rates),
                rates=list(rates.values()),
            )
        )

    @api.model
    def _get_rates(self):
        """Return ``{currency_id: what one unit is worth in the bank's currency}``."""
        home = self.env.company.currency_id
        currencies = home.search([("active", "in", [True, False])])
        return {
            currency.id: currency._get_conversion_rate(currency, home)
            for currency in currencies
        }

    def action_distribute(self):
        """Say who would get whom; nothing moves yet."""
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("It is under way: nothing is changed any more."))
        rows = self._read_clients()
        dealt = getattr(self, f"_deal_by_{self.method}")(rows)
        # lines are written by the server only; who may has been asked above
        lines_sudo = self.sudo().line_ids
        lines_sudo.unlink()
        lines_sudo.create(
            [
                {
                    "handover_id": self.id,
                    "partner_id": client_id,
                    "user_id": dealt.get(client_id, False),
                    "balance": balance,
                }
                for client_id, _branch_id, _kind, balance in rows
            ]
        )
        return True

    def _deal_by_share(self, rows):
        shares = {target.user_id.id: target.weight for target in self.target_ids}
        return handover.deal_out([(row[0], float(row[3])) for row in rows], shares)

    def _deal_by_branch(self, rows):
        """The clients of a branch among those who are named for it, by their shares."""
        return self._deal_by(rows, 1, lambda target: target.branch_id.id)

    def _deal_by_kind(self, rows):
        return self._deal_by(rows, 2, lambda target: target.client_kind)

    def _deal_by_segment(self, rows):
        """The clients of a segment among those who are named for it, by their shares.

        Who is in several goes with the one that stands first; as laid down last.
        """
        clients = self.env["res.partner"].browse(row[0] for row in rows)
        keys = {}
        for segment in self.target_ids.segment_id:
            for client in clients.filtered_domain([("segment_ids", "in", segment.ids)]):
                keys.setdefault(client.id, segment.id)
        marked = [(*row, keys.get(row[0])) for row in rows]
        return self._deal_by(marked, 4, lambda target: target.segment_id.id)

    def _deal_by(self, rows, column, get_key):
        dealt = {}
        for key, targets in self.target_ids.grouped(get_key).items():
            part = [(row[0], float(row[3])) for row in rows if row[column] == key]
            shares = {target.user_id.id: target.weight for target in targets}
            dealt.update(handover.deal_out(part, shares))
        return dealt

    def action_hand_over(self):
        """Hand over: at once if it is little and due, else by the scheduler."""
        self.check_access("write")
        heads = self.env.user.sudo().head_branch_ids
        if not self.env.su and (self.head_id != self.env.user or not heads):
            raise AccessError(self.env._("Only the head who prepared it hands over."))
        self.sudo()._transition("planned")
        for row in self:
            if row.date_from <= fields.Date.today() and row.client_count <= AT_ONCE:
                row.sudo()._run_to_end()
        self.env.ref("bank_crm_core.ir_cron_handover").sudo()._trigger()
        return True

    def action_cancel(self):
        self.check_access("write")
        self.sudo()._transition("cancelled")
        return True
