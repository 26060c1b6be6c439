# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

ITEM = "bank.committee.item"
OPEN = ("open", "reported")


class BankApprovalAssignment(models.Model):
    """What somebody has to do by a date because it was so decided.

    The responsible reports it done with a proof, the controller accepts or returns it.
    Nobody writes it by hand, and it is never deleted.
    """

    _name = "bank.approval.assignment"
    _description = "Assignment of a Decision"
    _inherit = [
        "bank.approval.follow.mixin",
        "bank.transition.mixin",
        "bank.clocked.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_due, id"
    # a step of the machinery of approvals waits for no other approval
    _act_guarded = False
    _rec_name = "text"
    _state_initial = "open"
    _mail_post_access = "read"

    approval_id = fields.Many2one(
        comodel_name="bank.approval",
        string="Request",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    item_id = fields.Many2one(
        comodel_name="bank.committee.item",
        string="Matter of a Committee",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    text = fields.Char(string="What Has to Be Done", required=True, readonly=True)
    author_id = fields.Many2one(
        comodel_name="res.users",
        string="Given By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    co_user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_approval_assignment_user_rel",
        column1="assignment_id",
        column2="user_id",
        string="Co-Executors",
        readonly=True,
    )
    controller_id = fields.Many2one(
        comodel_name="res.users",
        string="Controlled By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date_given = fields.Datetime(string="Given On", required=True, readonly=True)
    date_due = fields.Date(
        string="To Be Done By", required=True, readonly=True, index=True
    )
    state = fields.Selection(
        selection=[
            ("open", "To Do"),
            ("reported", "Reported Done"),
            ("accepted", "Accepted"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    proof = fields.Text(readonly=True)
    reported_by_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_reported = fields.Datetime(string="Reported On", readonly=True)
    date_closed = fields.Datetime(string="Closed On", readonly=True)
    reason = fields.Text(string="What the Controller Says", readonly=True)
    date_asked = fields.Date(string="Asked Until", readonly=True)
    extension_reason = fields.Text(string="Why Longer", readonly=True)
    extension_count = fields.Integer(string="Extended", readonly=True)
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    can_report = fields.Boolean(compute="_compute_can")
    can_control = fields.Boolean(compute="_compute_can")
    can_extend = fields.Boolean(compute="_compute_can")
    can_cancel = fields.Boolean(compute="_compute_can")

    _check_people = models.Constraint(
        "CHECK (controller_id <> user_id)", "Nobody controls himself."
    )
    _document_idx = models.Index("(res_model, res_id)")

    @api.depends("state", "date_due")
    def _compute_is_late(self):
        for company, rows in self.grouped("company_id").items():
            today = company._get_today()
            for row in rows:
                row.is_late = row.state in OPEN and bool(row.date_due < today)

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "in", OPEN)
        late &= self._get_past_domain()
        return Domain.OR(late if wanted else ~late for wanted in value)

    @api.model
    def _get_past_domain(self):
        """Past by the day of the company in which it was given."""
        # the days of the companies, which are few, are no secret
        companies_sudo = self.env["res.company"].sudo().search([("active", "=", True)])
        return Domain.OR(
            Domain("company_id", "in", own.ids) & Domain("date_due", "<", day)
            for day, own in companies_sudo.grouped(lambda row: row._get_today()).items()
        )

    @api.depends("state", "date_asked")
    @api.depends_context("uid")
    def _compute_can(self):
        for row in self:
            row.can_report = not row._get_report_blocker()
            row.can_control = not row._get_control_blocker()
            row.can_extend = not row._get_extend_blocker()
            row.can_cancel = not row._get_cancel_blocker()

    # Who reads it: whoever reads its document, and those whom it names

    @api.model
    def _get_follow_domain(self, rows):
        uid = self.env.uid
        own = Domain.OR(
            Domain(name, "in", [uid])
            for name in ("user_id", "author_id", "controller_id", "co_user_ids")
        )
        of_matters = self._get_follow_part(ITEM, rows)
        return super()._get_follow_domain(rows) | own | of_matters

    def _filter_closed(self):
        return super()._filter_closed().filtered(
            lambda row: self.env.user not in row.sudo()._get_people()
        )  # fmt: skip

    def _get_people(self):
        return self.user_id | self.co_user_ids | self.controller_id | self.author_id

    def _tell(self):
        """Return it in one sentence, for papers."""
        self.ensure_one()
        return self.env._(
            "%(text)s – %(user)s, by %(date)s, controlled by %(controller)s",
            text=self.text,
            user=", ".join((self.user_id | self.co_user_ids).mapped("name")),
            date=format_date(self.env, self.date_due),
            controller=self.controller_id.name,
        )
