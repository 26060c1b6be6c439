# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.clock import Term


class BankClockRegime(models.Model):
    """How long something may take, and who is told when it takes longer.

    A *service* clock is the bank's own promise and pauses while the client has to
    act; a *regulatory* clock is a term of law and never pauses.
    """

    _name = "bank.clock.regime"
    _description = "Term"
    _inherit = ["bank.logged.config.mixin", "mail.thread"]
    _order = "kind, sequence, name"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(
        required=True, copy=False, help="Short stable code, used by documents."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(comodel_name="res.company", index="btree_not_null")
    kind = fields.Selection(
        selection=[
            ("service", "Promise of the bank"),
            ("regulatory", "Term of law"),
        ],
        required=True,
        default="service",
        tracking=True,
        help="A term of law never pauses.",
    )
    unit = fields.Selection(
        selection=[
            ("hours", "Working hours"),
            ("working_days", "Working days"),
            ("calendar_days", "Calendar days"),
            ("months", "Months"),
        ],
        required=True,
        default="working_days",
        tracking=True,
    )
    amount = fields.Integer(
        string="Length",
        required=True,
        tracking=True,
        help="In the unit beside. Days count from the day after the start.",
    )
    prolongation = fields.Integer(
        string="May Be Prolonged By",
        tracking=True,
        help="Once, with a reason, in the same unit; 0: never.",
    )
    is_rolled = fields.Boolean(
        string="Ends on a Working Day",
        tracking=True,
        help="An end on a day off moves to the next working day.",
    )
    calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Hours",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="Empty: the working hours of the company.",
    )
    warn_percents = fields.Char(
        string="Warn At, %",
        default="50, 80",
        tracking=True,
        help="Parts of the term after which the responsible employee is reminded.",
    )
    activity_type_id = fields.Many2one(
        comodel_name="mail.activity.type", string="Reminder", ondelete="restrict"
    )
    escalation_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Tell When Late",
        ondelete="restrict",
        tracking=True,
        help="Empty: whoever is responsible for the document.",
    )
    law = fields.Char(
        string="Source", translate=True, help="Law and article, or the bank's order."
    )
    note = fields.Text(translate=True)

    _code_company_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "The code of a term must be unique."
    )
    _check_amount_positive = models.Constraint(
        "CHECK (amount > 0 AND amount <= 1000 AND prolongation >= 0 "
        "AND prolongation <= 1000)",
        "A term is from 1 to 1,000 units long, and is prolonged by 1,000 at most.",
    )

    @api.constrains("warn_percents")
    def _check_warn_percents(self):
        for regime in self:
            regime._get_fractions()

    def _get_fractions(self):
        """Return the parts of the term at which to warn, growing, within 0..1."""
        try:
            percents = sorted(
                {
                    int(part)
                    for part in (self.warn_percents or "").split(",")
                    if part.strip()
                }
            )
        except ValueError:
            percents = [0]
        if any(not 0 < percent < 100 for percent in percents) or len(percents) > 5:
            raise ValidationError(
                self.env._(
                    "“%(found)s” cannot be read. Write up to five whole numbers between "
                    "1 and 99, parted by commas, for example: 50, 80.",
                    found=self.warn_percents,
                )
            )
        return [percent / 100 for percent in percents]

    def _get_term(self, is_prolonged=False):
        """Return the term as plain data."""
        self.ensure_one()
        amount = self.amount + (self.prolongation if is_prolonged else 0)
        return Term(self.unit, amount, self.is_rolled)

    def _get_calendar(self, company):
        """Return the calendar in whose working time this term runs."""
        return self.calendar_id or company.resource_calendar_id

    @api.model
    def _find(self, code, company=None):
        """Return the regime with this code, the company's own before the common one."""
        company = company or self.env.company
        return self.search(
            [("code", "=", code), ("company_id", "in", [company.id, False])],
            order="company_id",
            limit=1,
        )
