# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

_logger = logging.getLogger(__name__)
AT_ONCE = 100


class BankActionPlanRule(models.Model):
    """On this event, this plan. One event starts it once, whoever finds the event."""

    _name = "bank.action.plan.rule"
    _description = "Plan on an Event"
    _inherit = ["bank.logged.config.mixin"]
    _order = "event, id"
    _rec_name = "plan_id"

    event = fields.Selection(
        selection=lambda self: self._selection_event(), required=True
    )
    life_event_type_id = fields.Many2one(
        comodel_name="bank.life.event.type", ondelete="restrict", index=True
    )
    obligation_kind_id = fields.Many2one(
        comodel_name="bank.obligation.kind",
        string="Milestone",
        ondelete="restrict",
        index=True,
    )
    product_category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Only of Products",
        ondelete="restrict",
        help="And of all categories below it. Empty: of all products.",
    )
    plan_id = fields.Many2one(
        comodel_name="mail.activity.plan",
        required=True,
        index=True,
        ondelete="restrict",
        domain=lambda self: [
            ("state", "=", "published"),
            ("res_model", "in", self._get_models()),
        ],
    )
    date_from = fields.Date(
        string="Events From",
        required=True,
        default=lambda self: fields.Date.context_today(self),
        help="What has happened before starts nothing.",
    )
    active = fields.Boolean(default=True)

    _check_subject = models.Constraint(
        "CHECK ((event = 'life_event') = (life_event_type_id IS NOT NULL) "
        "AND (event = 'obligation') = (obligation_kind_id IS NOT NULL))",
        "Say which event it is.",
    )

    @api.model
    def _get_events(self):
        """Hook: ``{code: label}``; the domain of an event is ``_get_<code>_domain``."""
        return {
            "life_event": self.env._("A life event is entered"),
            "obligation": self.env._("A milestone comes up"),
            "agreement": self.env._("An agreement is opened"),
        }

    @api.model
    def _get_source_models(self):
        """Hook: ``{code: model of the event}``."""
        return {
            "life_event": "bank.life.event",
            "obligation": "bank.obligation",
            "agreement": "bank.agreement",
        }

    @api.model
    def _selection_event(self):
        return list(self._get_events().items())

    @api.model
    def _get_models(self):
        return ["res.partner", "bank.agreement"]

    @api.constrains("plan_id", "event")
    def _check_plan(self):
        for rule in self:
            plan = rule.plan_id
            if plan.state != "published" or plan.res_model not in self._get_models():
                raise ValidationError(
                    self.env._(
                        "A rule starts a published plan for a client or an agreement."
                    )
                )
            if rule.event == "life_event" and plan.res_model != "res.partner":
                raise ValidationError(
                    self.env._("A life event starts a plan for the client.")
                )

    # ------------------------------------------------------------ events
    def _get_life_event_domain(self):
        return Domain("type_id", "=", self.life_event_type_id.id) & Domain(
            "create_date", ">=", self.date_from
        )

    def _get_obligation_domain(self):
        domain = Domain("kind_id", "=", self.obligation_kind_id.id)
        domain &= Domain("state", "in", ["open", "missed"])
        domain &= Domain("create_date", ">=", self.date_from)
        if self.plan_id.res_model == "bank.agreement":
            domain &= Domain("agreement_id", "!=", False)
        if self.product_category_id:
            domain &= Domain(
                "agreement_id.product_id.category_id",
                "child_of",
                self.product_category_id.id,
            )
        return domain

    def _get_agreement_domain(self):
        domain = Domain("state", "=", "active")
        domain &= Domain("date_start", ">=", self.date_from)
        if self.product_category_id:
            domain &= Domain(
                "product_id.category_id", "child_of", self.product_category_id.id
            )
        return domain

    def _get_document(self, source):
        if self.plan_id.res_model == "res.partner":
            return source.partner_id
        return source if source._name == "bank.agreement" else source.agreement_id

    # ------------------------------------------------------------ starting
    @api.model
    def _start_for(self, event, sources):
        """Start what follows on these events, which have just happened."""
        for rule in self.sudo().search([("event", "=", event)]):
            domain = getattr(rule, f"_get_{event}_domain")()
            rule._start_on(sources.sudo().filtered_domain(domain))

    @api.model
    def _cron_start(self):
        """Start what follows on events that have come from elsewhere, in slices."""
        for rule in self.search([("active", "=", True)]):
            while waiting := rule._find_waiting():
                started = rule._start_on(waiting)
                going_on = self.env["ir.cron"]._commit_progress(len(waiting))
                if not going_on:
                    return
                if started < len(waiting):
                    break  # those that fail are tried again tomorrow

    def _find_waiting(self):
        """Return events that have not started their plan."""
        model = self._get_source_models()[self.event]
        domain = getattr(self, f"_get_{self.event}_domain")()
        domain &= Domain("partner_id.active", "=", True)
        # what has started it stays out in the database: there may be many by the time
        started = SQL(
            "(SELECT split_part(source_key, ',', 2)::int FROM bank_action_plan "
            "WHERE rule_id = %s)",
            self.id,
        )
        self.env["bank.action.plan"].flush_model()
        domain &= Domain("id", "not in", started)
        return self.env[model].search(domain, limit=AT_ONCE, order="id")

    def _start_on(self, sources):
        """Start the plan on each event that has not; return how many have it now."""
        self.ensure_one()
        plans = self.env["bank.action.plan"].sudo()
        keys = {source: f"{source._name},{source.id}" for source in sources}
        known = plans.search(
            [("rule_id", "=", self.id), ("source_key", "in", list(keys.values()))]
        ).mapped("source_key")
        waiting = {source: key for source, key in keys.items() if key not in known}
        return len(known) + self._start_waiting(waiting)

    def _start_waiting(self, keys):
        """Start the plan on all these events, or on each by itself where that fails.

        :param dict keys: ``{event: its key}``
        :return: on how many it was started
        """
        if not keys:
            return 0
        try:
            with self.env.cr.savepoint():
                self._start_plans(keys)
        except Exception:
            if len(keys) > 1:
                return sum(self._start_waiting({row: keys[row]}) for row in keys)
            # what the event itself is for goes on; the scheduler tries again
            names = ", ".join(keys.values())
            _logger.exception("Plan of rule %s not started on %s", self.id, names)
            return 0
        return len(keys)

    def _start_plans(self, keys):
        plans = self.env["bank.action.plan"].sudo()
        documents = [self._get_document(source) for source in keys]
        leaders = [plans._get_client(document).manager_id for document in documents]
        plans._start_many(
            self.plan_id,
            documents[0].browse([document.id for document in documents]),
            [
                {
                    "user_id": (leader or self.env.user).id,
                    "rule_id": self.id,
                    "source_key": key,
                }
                for leader, key in zip(leaders, keys.values(), strict=True)
            ],
        )
