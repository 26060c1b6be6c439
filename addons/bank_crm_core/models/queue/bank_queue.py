# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.bank_base.tools.clock import NoWorkingTimeError

FIGURES = ("waiting", "held", "late")


class BankQueue(models.Model):
    """Where documents wait for whoever does them: a department that answers requests,
    a line of business that takes referrals, a team that works off complaints.

    Documents stand in it by ``bank.queue.mixin``. Its members take them (the next one
    or the one they pick), or the system hands them out.
    """

    _name = "bank.queue"
    _description = "Queue"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    mode = fields.Selection(
        selection=[
            ("pull", "Employees take it themselves"),
            ("push", "The system hands it out"),
        ],
        string="Who Hands Out",
        required=True,
        default="pull",
        help="The system gives to whoever has the least in work for his capacity.",
    )
    member_ids = fields.One2many(
        comodel_name="bank.queue.member", inverse_name="queue_id", string="Employees"
    )
    lead_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_queue_lead_rel",
        string="Leads",
        domain=[("share", "=", False)],
        help="They see all of the queue and hand over what others hold.",
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch",
        string="Serves",
        index="btree_not_null",
        ondelete="restrict",
        help="Only what is of this branch or of those below it. Empty: the whole bank.",
    )
    calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Hours",
        ondelete="restrict",
        help="With them the term is counted in working days.",
    )
    days = fields.Integer(
        string="Usual Term, Days", default=2, help="By when a document is to be done."
    )
    is_default = fields.Boolean(
        string="Takes What Has No Rule",
        help="What no routing rule fits and nobody has directed goes here.",
    )
    waiting_count = fields.Integer(string="Waiting", compute="_compute_counts")
    held_count = fields.Integer(string="In Work", compute="_compute_counts")
    late_count = fields.Integer(string="Late", compute="_compute_counts")
    is_mine = fields.Boolean(
        string="My Queue", compute="_compute_is_mine", search="_search_is_mine"
    )

    is_worked = fields.Boolean(
        string="I Work in It",
        compute="_compute_load",
        help="A lead who is no employee of the queue takes nothing from it.",
    )
    load = fields.Text(
        string="Who Holds How Much",
        compute="_compute_load",
        help="Of each employee: what he holds and how much he may hold at once.",
    )

    _check_days = models.Constraint(
        "CHECK (days >= 0)", "A term is not shorter than a day."
    )
    _default_uniq = models.UniqueIndex(
        "(is_default) WHERE is_default AND active",
        "There is one queue for what has no rule.",
    )

    @api.depends_context("uid")
    def _compute_counts(self):
        """With the rights of who looks: a head sees what is of his branches."""
        counts = self._read_counts()
        for queue in self:
            figures = counts.get(queue.id, {})
            for figure in FIGURES:
                queue[f"{figure}_count"] = figures.get(figure, 0)

    def _read_counts(self):
        """Return ``{queue id: {waiting, held, late}}`` over all kinds of documents."""
        counts = {}
        for documents in self._get_document_models():
            held = documents._get_queue_held_domain()
            waiting = documents._get_queue_waiting_domain()
            late = documents._get_queue_late_domain()
            domains = (waiting, held, late)
            for figure, domain in zip(FIGURES, domains, strict=True):
                groups = documents._read_group(
                    Domain("queue_id", "in", self.ids) & domain,
                    ["queue_id"],
                    ["__count"],
                )
                for queue, count in groups:
                    figures = counts.setdefault(queue.id, {})
                    figures[figure] = figures.get(figure, 0) + count
        return counts

    @api.model
    def _get_document_models(self):
        """Return the models whose documents stand in queues, those one may read."""
        return [
            self.env[name]
            for name in sorted(self.env.registry)
            if getattr(self.env[name], "_is_queued", False)
            and not self.env[name]._abstract
            and self.env[name].has_access("read")
        ]

    @api.depends("member_ids.capacity", "member_ids.is_away")
    @api.depends_context("uid", "lang")
    def _compute_load(self):
        """Who is overloaded and who is free; numbers only, no documents."""
        members = self.sudo().member_ids
        absent = members._find_absent()
        for queue in self:
            own = queue.sudo().member_ids
            queue.is_worked = self.env.user in own.user_id
            lines = [row._describe_load(row in absent) for row in own]
            # who has how much to do is told to colleagues and leads
            queue.load = queue.is_mine and "\n".join(lines)

    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self.filtered_domain(self._get_mine_domain())
        for queue in self:
            queue.is_mine = queue in mine

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self._get_mine_domain()
        return Domain.OR(mine if wanted else ~mine for wanted in value)

    @api.model
    def _get_mine_domain(self):
        user_id = self.env.uid
        return Domain("member_ids.user_id", "in", [user_id]) | Domain(
            "lead_ids", "in", [user_id]
        )

    def _get_due_date(self, day=None):
        """Return by when what enters today is to be done."""
        self.ensure_one()
        day = day or fields.Date.context_today(self)
        if not self.calendar_id:
            return fields.Date.add(day, days=self.days)
        # working hours are read to reckon, not to show
        calendar = self.calendar_id.sudo()._get_work_calendar()
        try:
            return calendar.add_days(day, self.days)
        except NoWorkingTimeError:
            return fields.Date.add(day, days=self.days)

    def _get_users(self):
        """Return all who work in these queues; who may not read members asks, too."""
        return self.sudo().member_ids.user_id

    def _is_led(self, user):
        return user in self.sudo().lead_ids

    @api.model
    def _get_default_queue(self):
        return self.sudo().search([("is_default", "=", True)], limit=1).sudo(False)

    # ------------------------------------------------------------ acts
    def action_take_next(self):
        """Take what has waited longest, of whatever kind it is."""
        self.ensure_one()
        self.check_access("read")
        for documents in self._get_document_models():
            if document := documents._take_next(self):
                return document._open_taken()
        return self._tell_empty()

    @api.model
    def _tell_empty(self):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._(
                    "Nothing waits for you here, or you hold as much as you may."
                ),
                "type": "info",
            },
        }

    def action_open_documents(self):
        """Open what stands in this queue: of the kind that there is most of."""
        self.ensure_one()
        self.check_access("read")
        models_read = self._get_document_models()
        if not models_read:
            raise UserError(self.env._("No documents stand in queues yet."))
        # a queue takes documents of one kind as a rule: that kind is shown
        filled = filter(self._has_documents, models_read)
        return {
            **next(filled, models_read[0])._get_queue_action(),
            "context": {
                "search_default_queue_id": self.id,
                "search_default_open": True,
            },
        }

    def _has_documents(self, documents):
        """Tell whether any of a kind waits or is held in this queue."""
        waiting = documents._get_queue_waiting_domain()
        kept = waiting | documents._get_queue_held_domain()
        return documents.search_count(kept & Domain("queue_id", "=", self.id), limit=1)
