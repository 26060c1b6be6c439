# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

LONGEST_DAYS = 366

# the day that it is where the company of a delegation works
DAY = """
    (SELECT (%s AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(k.tz, 'UTC'))::date
       FROM res_company c LEFT JOIN resource_calendar k ON k.id = c.resource_calendar_id
      WHERE c.id = %s)
"""

PRINCIPALS = """
    WITH running AS (
        SELECT * FROM bank_delegation
         WHERE state = 'active' AND act IN (%(act)s, 'any')
           AND company_id = %(company)s
           AND %(date)s BETWEEN date_start AND date_end
    )
    SELECT from_user_id, amount_limit FROM running WHERE to_user_id = %(user)s
     UNION
    SELECT first.from_user_id,
           LEAST(NULLIF(first.amount_limit, 0), NULLIF(next.amount_limit, 0))
      FROM running next
      JOIN running first ON first.to_user_id = next.from_user_id
      JOIN res_users deputy ON deputy.id = next.from_user_id AND deputy.active
     WHERE next.to_user_id = %(user)s AND first.can_pass_on
       AND NOT next.from_user_id = ANY(%(initiators)s)
"""


class BankDelegation(models.Model):
    """For some time one employee acts for another, within the other's own right.

    It never widens a right: the principal must hold it on the day of the act. It
    never returns to who initiated the matter, and it is passed on one step further
    only where the principal allowed it. Whoever acts asks :meth:`_get_principals`
    and records the act with :meth:`_record_act`.
    """

    _name = "bank.delegation"
    _description = "Delegation"
    _inherit = ["bank.transition.mixin", "mail.thread"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    def _default_from_user_id(self):
        return self.env.user

    def _default_company_id(self):
        return self.env.company

    def _default_date_start(self):
        return self.env.company._get_today()

    from_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Principal",
        required=True,
        default=lambda self: self._default_from_user_id(),
        index=True,
        ondelete="restrict",
        domain=[("share", "=", False)],
    )
    to_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Deputy",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("share", "=", False)],
    )
    act = fields.Selection(
        selection="_selection_act",
        string="Scope",
        required=True,
        help="What the deputy does for the principal.",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency", related="company_id.currency_id"
    )
    amount_limit = fields.Monetary(
        string="Limit", help="Zero: as far as the principal's own right goes."
    )
    can_pass_on = fields.Boolean(
        string="May Be Passed On",
        help="The deputy's own deputies act for the principal, too: one step, no more.",
    )
    date_start = fields.Date(
        string="From", required=True, default=lambda self: self._default_date_start()
    )
    date_end = fields.Date(string="Until", required=True)
    reason = fields.Text(required=True)
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("active", "In Force"),
            ("ended", "Ended"),
            ("revoked", "Revoked"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        default=lambda self: self._default_company_id(),
        ondelete="restrict",
    )
    can_activate = fields.Boolean(compute="_compute_can")
    can_revoke = fields.Boolean(compute="_compute_can")

    _check_dates = models.Constraint(
        "CHECK (date_end >= date_start)", "A delegation ends after it begins."
    )
    _check_limit = models.Constraint(
        "CHECK (amount_limit >= 0)", "A limit is not below zero."
    )
    _check_users = models.Constraint(
        "CHECK (from_user_id <> to_user_id)", "Nobody is his own deputy."
    )
    _deputy_idx = models.Index(
        "(to_user_id, date_start, date_end) WHERE state = 'active'"
    )

    @api.model
    def _selection_act(self):
        return [
            ("any", self.env._("Everything")),
            *self.env["bank.registry.act"]._selection_code(),
        ]

    @api.depends("from_user_id", "to_user_id")
    def _compute_display_name(self):
        for delegation in self:
            delegation.display_name = self.env._(
                "%(deputy)s for %(principal)s",
                deputy=delegation.to_user_id.name or "",
                principal=delegation.from_user_id.name or "",
            )

    @api.depends("state", "from_user_id", "to_user_id", "act", "date_end")
    @api.depends_context("uid")
    def _compute_can(self):
        activate = self._get_blocking_reasons("active")
        revoke = self._get_blocking_reasons("revoked")
        for delegation in self:
            delegation.can_activate = delegation.id not in activate
            delegation.can_revoke = delegation.id not in revoke

    @api.model_create_multi
    def create(self, vals_list):
        delegations = super().create(vals_list)
        delegations._check_grantor()
        return delegations

    def write(self, vals):
        changed = vals.keys() - {"state"}
        moving = self.env.context.get("bank_transition_token") is self._TRANSITION_TOKEN
        if changed and not moving and any(row.state != "draft" for row in self):
            raise UserError(
                self.env._("It is in force or over: revoke it and make a new one.")
            )
        result = super().write(vals)
        if changed & {"from_user_id", "company_id"}:
            self._check_grantor()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if any(delegation.state != "draft" for delegation in self):
            raise UserError(
                self.env._("Only a draft is deleted: acts refer to others.")
            )

    # Who may

    def _check_grantor(self):
        """Drafts in somebody else's name are refused as well: they would be read."""
        if not self.env.su and (reasons := self._get_grantor_blocker()):
            raise AccessError("\n".join(dict.fromkeys(reasons.values())))

    def _get_grantor_blocker(self):
        """A right is given by who has it or by the head of his branch."""
        own = self.filtered(lambda row: row.from_user_id == self.env.user)
        # heads are no secret; the answer goes into the reason alone
        heads = {
            user.id: user._get_branch_heads()
            for user in (self - own).sudo().from_user_id
        }
        reason = self.env._(
            "Only the employee himself or the head of his branch gives his rights."
        )
        return {
            row.id: reason
            for row in self - own
            if self.env.user not in heads.get(row.from_user_id.id, ())
        }

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "active"): "_get_activate_blocker",
            ("active", "ended"): "_get_end_blocker",
            ("active", "revoked"): "_get_revoke_blocker",
        }

    def _get_activate_blocker(self):
        """Hook: return ``{id: reason}`` for delegations that cannot come into force."""
        reasons = self._get_grantor_blocker()
        holders = self._read_holders()
        for row in self.sudo():
            if row.id not in reasons and (reason := row._get_terms_blocker(holders)):
                reasons[row.id] = reason
        return reasons

    def _get_terms_blocker(self, holders):
        today = self.company_id._get_today()
        if not self.date_start or not self.date_end or self.date_end < today:
            return self.env._("Its time is over. Change the dates.")
        if self.date_end > self.date_start + timedelta(days=LONGEST_DAYS):
            return self.env._("A delegation lasts a year at most. Change the dates.")
        users = self.from_user_id | self.to_user_id
        if not all(user.active and user._is_internal() for user in users):
            return self.env._("Both must be working employees.")
        if self.act != "any" and self.from_user_id.id not in holders.get(self.act, ()):
            return self.env._(
                "%(name)s has no such right himself: nobody gives what he has not.",
                name=self.from_user_id.name,
            )
        return False

    def _get_end_blocker(self):
        reason = self.env._("It still runs. Revoke it to end it earlier.")
        return {
            row.id: reason
            for row in self
            if row.date_end >= row.company_id._get_today()
        }

    def _get_revoke_blocker(self):
        """The deputy may refuse as well; a right that is taken away harms nobody."""
        refused = self._get_grantor_blocker()
        return {
            row.id: refused[row.id]
            for row in self
            if row.id in refused and row.to_user_id != self.env.user
        }

    def _read_holders(self):
        """Return ``{act: ids of users who hold the right themselves}``."""
        users_sudo = self.sudo().from_user_id
        return {
            act: set(users_sudo._filter_act_holders(act).ids)
            for act in set(self.mapped("act")) - {False}
        }

    # Steps

    def action_activate(self):
        self.check_access("write")
        self._transition("active")
        self._log_step("granted")

    def action_revoke(self):
        self.check_access("read")
        # whoever may is decided by the reason method; a deputy has no right to write
        self._check_step("revoked")
        delegations_sudo = self.sudo()
        delegations_sudo._transition("revoked")
        self._log_step("revoked")

    def _check_step(self, target):
        if reasons := self._get_blocking_reasons(target):
            raise UserError("\n".join(dict.fromkeys(reasons.values())))

    @api.model
    def _cron_end(self):
        """End what is over; rights have ended with the day already."""
        # one day on, east of Greenwich: each is asked by the day of its company
        latest = fields.Date.today() + timedelta(days=1)
        late = self.search([("state", "=", "active"), ("date_end", "<", latest)])
        over = late - late.browse(late._get_end_blocker())
        over._transition("ended")
        over._log_step("ended")

    def _log_step(self, step):
        decisions = self.env["bank.decision"]
        decisions._record(
            "delegation",
            [
                (
                    row,
                    {
                        "step": step,
                        "from": row.from_user_id.id,
                        "to": row.to_user_id.id,
                        "act": row.act,
                        "limit": row.amount_limit,
                        "currency": row.currency_id.name,
                        "can_pass_on": row.can_pass_on,
                        "date_start": fields.Date.to_string(row.date_start),
                        "date_end": fields.Date.to_string(row.date_end),
                        "reason_hash": decisions._hash_text(row.reason),
                    },
                )
                for row in self.sudo()
            ],
        )

    # Acting

    @api.model
    def _get_principals(self, user, act, date=None, amount=None, initiator=None):
        """Return those for whom ``user`` may do an act now, in three queries.

        :param str act: a code of ``bank.registry.act``
        :param amount: in the currency of the company; None where there is none
        :param initiator: users who began the matter: neither they nor anybody for
            them decides about it, nor anybody whom they have passed a right on to
        """
        initiators = initiator or self.env["res.users"]
        principals = self.env["res.users"].browse()
        if user in initiators:
            return principals
        rows = self.env.execute_query(
            self._get_principals_query(user, act, date, initiators)
        )
        ids = {
            from_id
            for from_id, limit in rows
            if not limit or amount is None or amount <= limit
        }
        # names and groups of colleagues: read to decide, not to show
        users_sudo = principals.sudo().browse(ids - {user.id} - set(initiators.ids))
        return users_sudo.filtered("active")._filter_act_holders(act).sudo(False)

    def _get_principals_query(self, user, act, date, initiators):
        """Direct delegations, and one step further where it was allowed.

        Who began the matter does not choose who decides it by passing a right on.
        """
        self.flush_model()
        self.env["res.users"].flush_model(["active"])
        company = SQL("%s", self.env.company.id)
        return SQL(
            PRINCIPALS,
            act=act,
            company=company,
            date=date or self._get_day_query(company),
            user=user.id,
            initiators=initiators.ids,
        )

    @api.model
    def _get_day_query(self, company):
        """Return SQL of the day that it is where a company works.

        :param SQL company: its id, a column or a value
        """
        self.flush_model()
        self.env["res.company"].flush_model(["resource_calendar_id"])
        self.env["resource.calendar"].flush_model(["tz"])
        return SQL(DAY, SQL("%s::timestamp", fields.Datetime.now()), company)

    @api.model
    def _record_act(self, act, kind, rows, principal, amount=None, initiator=None):
        """Write an act that the acting user has done for ``principal`` into the log.

        :raise AccessError: he may not act for him
        """
        principals = self._get_principals(
            self.env.user, act, amount=amount, initiator=initiator
        )
        if principal not in principals:
            raise AccessError(
                self.env._(
                    "You may not do this for %(name)s: no delegation covers it.",
                    name=principal.sudo().name,
                )
            )
        return self.env["bank.decision"]._record(kind, rows, on_behalf=principal)
