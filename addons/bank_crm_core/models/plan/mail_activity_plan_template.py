# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .mail_activity_plan import DAYS, MAX_DAYS


class MailActivityPlanTemplate(models.Model):
    """An item of a plan: whose it is may depend on the client, a day off may not count,
    and it may be a paper that the dossier lacks.
    """

    _name = "mail.activity.plan.template"
    _inherit = ["bank.logged.config.mixin", "mail.activity.plan.template"]

    responsible_type = fields.Selection(
        selection_add=[
            ("on_demand", "Who Starts the Plan"),
            ("other", "Named Employee"),
            ("manager", "Client's Manager"),
            ("head", "Head of the Branch"),
            ("queue", "Queue"),
        ],
        ondelete={
            "manager": "set default",
            "head": "set default",
            "queue": "set default",
        },
    )
    queue_id = fields.Many2one(
        comodel_name="bank.queue",
        index="btree_not_null",
        ondelete="restrict",
        help="Whoever of the queue takes it does it: as a request to a department.",
    )
    skip_days_off = fields.Boolean(
        string="Working Days Only",
        help="Days off by the bank's calendar are not counted.",
    )
    slot_id = fields.Many2one(
        comodel_name="bank.document.slot",
        string="Paper Wanted",
        ondelete="restrict",
        help="A place in the dossier: the item is done when the paper is there.",
    )

    @api.constrains("slot_id", "plan_id")
    def _check_slot(self):
        for item in self:
            if item.slot_id and item.slot_id.model != item.plan_id.res_model:
                raise ValidationError(
                    self.env._(
                        "“%(slot)s” is no place in the dossier of the document that "
                        "the plan is for.",
                        slot=item.slot_id.display_name,
                    )
                )

    @api.constrains("queue_id", "responsible_type")
    def _check_queue(self):
        for item in self:
            if item.responsible_type == "queue" and not item.queue_id:
                raise ValidationError(
                    self.env._("Choose the queue that “%s” waits in.", item._get_name())
                )

    def _get_name(self):
        return self.summary or self.activity_type_id.name

    def _is_too_far(self):
        is_before = self.delay_from == "before_plan_date" and self.delay_count
        days = self.delay_count * DAYS[self.delay_unit]
        return is_before or not 0 <= days <= MAX_DAYS

    # ------------------------------------------------------------ fixed once published
    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items.plan_id._check_draft()
        return items

    def write(self, vals):
        self.plan_id._check_draft()
        result = super().write(vals)
        self.plan_id._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self.plan_id._check_draft()

    # ------------------------------------------------------------ when
    def _get_date_deadline(self, base_date=False):
        """Extended: working days of the bank where they are what counts."""
        self.ensure_one()
        is_ahead = self.delay_from == "after_plan_date" or not self.delay_count
        if not (self.skip_days_off and is_ahead and self.delay_unit == "days"):
            return super()._get_date_deadline(base_date)
        base_date = base_date or fields.Date.context_today(self)
        # the bank's days off are no secret
        calendar_sudo = self.env.company.resource_calendar_id.sudo()
        week = calendar_sudo._get_work_calendar()
        if not self.delay_count:
            return week.roll(base_date)
        return week.add_days(base_date, self.delay_count)

    # ------------------------------------------------------------ who
    def _determine_responsible(self, on_demand_responsible, applied_on_record):
        """Extended: by the client of the document."""
        self.ensure_one()
        finder = getattr(self, f"_find_{self.responsible_type}", None)
        if not finder:
            return super()._determine_responsible(
                on_demand_responsible, applied_on_record
            )
        client_sudo = self.env["bank.action.plan"]._get_client(applied_on_record).sudo()
        user = finder(client_sudo)
        return {"responsible": user, "error": self._get_error(user), "warning": False}

    def _get_error(self, user):
        kinds = dict(self._fields["responsible_type"]._description_selection(self.env))
        return not user and self.env._(
            "%(item)s: there is nobody as “%(who)s” for this client.",
            item=self._get_name(),
            who=kinds[self.responsible_type],
        )

    def _describe_responsible(self, user, document):
        """Return in words whose it would be, for who is about to start the plan."""
        if self.responsible_type == "queue":
            return self.queue_id.name
        found = self._determine_responsible(user, document)
        # a name of an employee is no secret
        return found["error"] or found["responsible"].sudo().name

    @api.model
    def _find_queue(self, client_sudo):
        """Nobody yet: where a plan is not followed, there is nobody to give it to."""
        return self.env["res.users"]

    @api.model
    def _find_manager(self, client_sudo):
        """Hook by name: return the user of a kind of responsible, or nobody."""
        return client_sudo.manager_id

    @api.model
    def _find_head(self, client_sudo):
        """The head of the client's branch, or of the nearest one above it that has one."""
        group = self.env.ref("bank_crm_core.group_crm_head").sudo()
        branch_sudo = client_sudo.branch_id
        while branch_sudo:
            heads = branch_sudo.user_ids & group.all_user_ids
            if heads:
                return heads.sorted("id")[:1]
            branch_sudo = branch_sudo.parent_id
        return self.env["res.users"]
