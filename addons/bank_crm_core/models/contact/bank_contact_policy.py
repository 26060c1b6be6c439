# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from ...tools import contact


class BankContactPolicy(models.Model):
    """How clients may be contacted over one channel for one purpose.

    Only marketing and service are judged: what the law requires and what protects the
    client's money goes out always, and is written down.
    """

    _name = "bank.contact.policy"
    _description = "Contact Policy"
    _inherit = ["bank.logged.config.mixin"]
    _order = "purpose, channel_id"

    purpose = fields.Selection(selection=list(contact.JUDGED), required=True)
    channel_id = fields.Many2one(
        comodel_name="bank.channel", required=True, index=True, ondelete="restrict"
    )
    active = fields.Boolean(default=True)
    priority = fields.Integer(
        default=10,
        aggregator=None,
        help="Who stands before others: contacts of the same or of a smaller number "
        "use up the limits of this row, those of a greater number do not.",
    )
    is_consent_needed = fields.Boolean(
        string="Only with Consent",
        help="Advertising over telephone, SMS, e-mail and messengers needs the "
        "client's consent before it (law 38-FZ, article 18).",
    )
    hour_from = fields.Float(string="Weekdays From", default=0, aggregator=None)
    hour_to = fields.Float(string="Weekdays To", default=24, aggregator=None)
    hour_weekend_from = fields.Float(string="Weekends From", default=0, aggregator=None)
    hour_weekend_to = fields.Float(string="Weekends To", default=24, aggregator=None)
    limit_day = fields.Integer(string="In a Day", aggregator=None, help="0: no limit.")
    limit_week = fields.Integer(
        string="In 7 Days", aggregator=None, help="0: no limit."
    )
    limit_month = fields.Integer(
        string="In 30 Days", aggregator=None, help="0: no limit."
    )

    _purpose_channel_uniq = models.UniqueIndex(
        "(purpose, channel_id) WHERE active",
        "There is a policy for this purpose and channel already. Change that one.",
    )
    _check_hours = models.Constraint(
        "CHECK (0 <= hour_from AND hour_from < hour_to AND hour_to <= 24 AND "
        "0 <= hour_weekend_from AND hour_weekend_from < hour_weekend_to AND "
        "hour_weekend_to <= 24)",
        "Hours go from 0 to 24, and the first one is the earlier one.",
    )
    _check_limits = models.Constraint(
        "CHECK (limit_day >= 0 AND limit_week >= 0 AND limit_month >= 0)",
        "A limit is a number of contacts; 0 means none.",
    )

    def _get_limits(self):
        """Return ``{period: limit}`` as ``tools.contact.used_limit`` reads it."""
        return {
            "day": self.limit_day,
            "week": self.limit_week,
            "month": self.limit_month,
        }

    def _is_round_the_clock(self):
        return (self.hour_from, self.hour_to) == (0, 24) and (
            self.hour_weekend_from,
            self.hour_weekend_to,
        ) == (0, 24)
