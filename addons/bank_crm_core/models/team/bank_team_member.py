# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class BankTeamMember(models.Model):
    """Who has which role for a client, a deal or an application, from when to when.

    Being a member gives no right that the wall does not give. Somebody from behind
    another wall is added by the head of the client's branch alone, until a day: as long
    he reads the document and its client, as the holder of an open task does.

    Written by the server only (:meth:`_add`, :meth:`_end`); nothing is deleted.
    """

    _name = "bank.team.member"
    _description = "Team Member"
    _order = "is_ended, role_id, date_start desc, id desc"
    _rec_name = "user_id"
    _access_logged = True
    _access_log_client = "partner_id"

    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", required=True, readonly=True
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    role_id = fields.Many2one(
        comodel_name="bank.team.role",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    is_single = fields.Boolean(
        default=False, readonly=True, help="Of the role, as it was when he got it."
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date_start = fields.Date(string="From", required=True, readonly=True)
    date_end = fields.Date(string="Until", readonly=True)
    is_ended = fields.Boolean(string="Ended", default=False, readonly=True)
    is_lent = fields.Boolean(
        string="From Another Branch",
        default=False,
        readonly=True,
        help="Reads the document and its client by this role alone, until it ends.",
    )
    origin = fields.Selection(
        selection=[
            ("hand", "Added by Hand"),
            ("team", "Saved Team"),
            ("stage", "Stage of the Process"),
            ("handover", "Handover"),
        ],
        string="How",
        required=True,
        readonly=True,
    )
    reason = fields.Char(string="Why", readonly=True)
    added_by_id = fields.Many2one(
        comodel_name="res.users", string="By", readonly=True, ondelete="restrict"
    )
    is_current = fields.Boolean(
        string="At Work", compute="_compute_is_current", search="_search_is_current"
    )
    can_end = fields.Boolean(compute="_compute_can_end")

    _document_idx = models.Index("(res_model, res_id)")
    _lent_idx = models.Index("(user_id) WHERE is_lent AND NOT is_ended")
    _place_uniq = models.UniqueIndex(
        "(res_model, res_id, role_id, user_id) WHERE NOT is_ended",
        "This employee has the role already.",
    )
    _single_uniq = models.UniqueIndex(
        "(res_model, res_id, role_id) WHERE is_single AND NOT is_ended",
        "The role is somebody else's by now. Look at the team again.",
    )
    _check_lent = models.Constraint(
        "CHECK (NOT is_lent OR date_end IS NOT NULL)",
        "Somebody from another branch is a member until a day.",
    )

    @api.model
    def _get_current_domain(self):
        today = fields.Date.context_today(self)
        return Domain("is_ended", "=", False) & (
            Domain("date_end", "=", False) | Domain("date_end", ">=", today)
        )

    @api.depends("is_ended", "date_end")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for row in self:
            is_over = row.date_end and row.date_end < today
            row.is_current = not row.is_ended and not is_over

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        current = self._get_current_domain()
        return Domain.OR(current if wanted else ~current for wanted in value)

    @api.depends("is_ended")
    @api.depends_context("uid")
    def _compute_can_end(self):
        changeable = self._filter_changeable()
        for row in self:
            row.can_end = not row.is_ended and row in changeable

    def _filter_changeable(self):
        """Return those on documents that the user may change."""
        found = self.browse()
        for model, rows in self.grouped("res_model").items():
            documents = self.env[model].browse(rows.mapped("res_id")).exists()
            ids = set(documents._filtered_access("write").ids)
            found |= rows.filtered(lambda row, ids=ids: row.res_id in ids)
        return found

    # ------------------------------------------------------------ ending
    def action_end(self):
        """He no longer has the role; that he had it stays."""
        self.check_access("read")
        if self - self._filter_changeable():
            raise UserError(
                self.env._("The team is changed by whoever may change the document.")
            )
        # nobody has a right to write rows; who may has been asked above
        self.sudo()._end()
        return True

    def _end(self):
        """End these today; the caller has checked who may."""
        rows = self.filtered(lambda row: not row.is_ended)
        today = fields.Date.context_today(self)
        for row in rows:
            over = row.date_end and row.date_end < today
            row.write({"is_ended": True, "date_end": row.date_end if over else today})
        rows._log("ended")

    @api.model
    def _cron_end(self):
        """End what is over; what it lent has ended with its day already."""
        today = fields.Date.context_today(self)
        self.search([("is_ended", "=", False), ("date_end", "<", today)])._end()

    def _log(self, act):
        """Into the decision log: being a member opens what is not open to everybody."""
        self.env["mail.activity"]._forget_task_documents()
        self.env["bank.decision"]._record(
            "team",
            [
                (
                    self.env[row.res_model].browse(row.res_id),
                    {
                        "act": act,
                        "user": row.user_id.id,
                        "role": row.role_id.code,
                        "lent": row.is_lent,
                        "until": row.date_end and fields.Date.to_string(row.date_end),
                    },
                )
                for row in self
            ],
        )

    # ------------------------------------------------------------ whose a role is
    @api.model
    def _find_holder(self, document, role):
        """Return who has a role now, or his deputy where he is away, or nobody."""
        # roles of colleagues are no secret; the caller asks what may be done with it
        rows_sudo = self.sudo().search(
            Domain("res_model", "=", document._name)
            & Domain("res_id", "in", document.ids)
            & Domain("role_id", "=", role.id)
            & self._get_current_domain(),
            order="id",
        )
        users = rows_sudo.user_id
        present = users - users._find_absent()
        return (present[:1] or self._find_deputy(users)).sudo(False)

    @api.model
    def _find_deputy(self, users):
        """Return the first who is here of those who act for these by a delegation."""
        today = fields.Date.context_today(self)
        # who acts for whom is no secret to the server, and nobody is shown it
        deputies = (
            self.env["bank.delegation"]
            .sudo()
            .search(
                [
                    ("from_user_id", "in", users.ids),
                    ("state", "=", "active"),
                    ("act", "=", "any"),
                    ("date_start", "<=", today),
                    ("date_end", ">=", today),
                ],
                order="id",
            )
            .to_user_id
        )
        return (deputies - deputies._find_absent())[:1]
