# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

SETTER = "bank_approval.group_approval_credit_administrator"
BACK_DAYS = "bank_loan_servicing.pause_back_days"
# a borrower may name a beginning up to two months before his request (353-FZ, 6.1-1)
DEFAULT_BACK, MOST_BACK = 62, 3650
LENGTH = "bank_loan_servicing.pause_days"
# six months, the longest that there are (353-FZ, 6.1-1)
DEFAULT_LENGTH, MOST_LENGTH = 184, 3650


class BankDelinquencyPause(models.Model):
    """Days that do not count as past due: a holiday of payments by law, a dispute.

    Set by a credit administrator, never by who sells; it is a decision and stays.
    """

    _name = "bank.delinquency.pause"
    _description = "Pause of Days Past Due"
    _order = "date_start desc, id desc"
    _rec_name = "reason"
    _access_logged = True
    _access_log_client = "partner_id"

    agreement_id = fields.Many2one(
        comodel_name="bank.agreement", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        related="agreement_id.partner_id", string="Client", store=True, index=True
    )
    date_start = fields.Date(string="From", required=True)
    date_end = fields.Date(string="Until", required=True)
    reason = fields.Char(required=True)

    _check_dates = models.Constraint(
        "CHECK (date_end >= date_start)", "A pause ends no sooner than it begins."
    )

    @api.constrains("agreement_id", "date_start", "date_end")
    def _check_apart(self):
        for pause in self:
            # also those that the setter does not see
            others = self.sudo().search_count(
                [
                    ("agreement_id", "=", pause.agreement_id.id),
                    ("id", "!=", pause.id),
                    ("date_start", "<=", pause.date_end),
                    ("date_end", ">=", pause.date_start),
                ],
                limit=1,
            )
            if others:
                raise ValidationError(
                    self.env._("Pauses of one agreement do not overlap.")
                )

    def _check_setter(self):
        """Over and above the access list: a bank's own rights file may be wrong."""
        if self.env.su:
            return
        if not self.env.user.has_group(SETTER):
            raise AccessError(self.env._("A credit administrator sets pauses."))
        agreements_sudo = self.sudo().agreement_id
        if self.env.user in agreements_sudo.partner_id.manager_id:
            raise AccessError(
                self.env._("Nobody sets a pause for a client of his own.")
            )
        self._check_not_long_ago()
        self._check_not_for_long()

    def _check_not_long_ago(self):
        """A pause explains no old delinquency away."""
        days = self._get_back_days()
        first = fields.Date.subtract(fields.Date.context_today(self), days=days)
        if any(pause.date_start < first for pause in self):
            raise ValidationError(
                self.env._(
                    "A pause begins no more than %(days)s days ago: delays that were "
                    "longer ago stay as they were.",
                    days=days,
                )
            )

    def _check_not_for_long(self):
        """A pause ends: who needs a longer one is decided on again, nearer to its end.

        Counted from today, so that pauses behind one another come to no more.
        """
        days = self._read_days(LENGTH, DEFAULT_LENGTH, MOST_LENGTH)
        last = fields.Date.add(fields.Date.context_today(self), days=days)
        if any(
            pause.date_end > last or (pause.date_end - pause.date_start).days > days
            for pause in self
        ):
            raise ValidationError(
                self.env._(
                    "A pause is no longer than %(days)s days and ends within them. Set "
                    "another one when it comes to its end.",
                    days=days,
                )
            )

    @api.model
    def _get_back_days(self):
        return self._read_days(BACK_DAYS, DEFAULT_BACK, MOST_BACK)

    @api.model
    def _read_days(self, name, default, most):
        # no secret: how far back and how long are parameters of the bank
        text = self.env["ir.config_parameter"].sudo().get_param(name) or ""
        return min(int(text), most) if text.isdecimal() else default

    @api.model_create_multi
    def create(self, vals_list):
        pauses = super().create(vals_list)
        pauses._check_setter()
        self.env["bank.decision"]._record(
            "delinquency_pause",
            [
                (
                    pause.agreement_id,
                    {
                        "pause": pause.id,
                        "from": str(pause.date_start),
                        "until": str(pause.date_end),
                        "reason_hash": self.env["bank.decision"]._hash_text(
                            pause.reason
                        ),
                    },
                )
                for pause in pauses
            ],
        )
        return pauses

    def write(self, vals):
        if not self.env.su:
            raise AccessError(
                self.env._("A pause stays as it was decided. Set another one.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        raise AccessError(
            self.env._("A pause stays as it was decided. Set another one.")
        )
