# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from itertools import pairwise

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import ormcache


class BankProcessMixin(models.AbstractModel):
    """A versioned process: an ordered set of stages that documents go through.

    A published version never changes; a new one is a copy with the next number.
    Documents stay on the version they began with until they are moved. One has drawn a
    version, another puts it into force; data files, which nobody draws, do both.
    """

    _name = "bank.process.mixin"
    _description = "Process (abstract)"
    _inherit = ["bank.transition.mixin", "bank.logged.config.mixin", "mail.thread"]
    _order = "name, version desc"
    _server_fields = ("drafter_ids",)

    name = fields.Char(required=True, translate=True, tracking=True)
    version = fields.Integer(default=1, readonly=True, copy=False)
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("published", "In Force"),
            ("retired", "Retired"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    date_published = fields.Datetime(readonly=True, copy=False)
    drafter_ids = fields.Many2many(
        comodel_name="res.users", string="Drawn By", readonly=True, copy=False
    )
    can_publish = fields.Boolean(compute="_compute_can_publish")
    publish_blocker = fields.Char(
        string="Why Not Yet", compute="_compute_can_publish", exportable=False
    )
    diagram = fields.Html(compute="_compute_diagram", sanitize=False)

    @api.depends("name", "version")
    def _compute_display_name(self):
        for process in self:
            if not process.name:
                # the title of a form that was just opened
                process.display_name = self.env._("New Version")
                continue
            process.display_name = self.env._(
                "%(name)s, version %(version)s",
                name=process.name,
                version=process.version,
            )

    @api.depends("state", "drafter_ids", "trial_hash")
    @api.depends_context("uid")
    def _compute_can_publish(self):
        reasons = self._get_blocking_reasons("published")
        for process in self:
            process.can_publish = process.id not in reasons
            is_draft = process.state == "draft" and isinstance(process.id, int)
            process.publish_blocker = is_draft and reasons.get(process.id)

    def _compute_diagram(self):
        """The stages from left to right with what stands between them."""
        for process in self:
            process.diagram = self.env["ir.qweb"]._render(
                "bank_base.process_diagram", {"stages": process._get_stages()}
            )

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "published"): "_get_publish_blocker",
            ("published", "retired"): "_get_no_blocker",
            ("retired", "published"): "_get_publish_blocker",
        }

    # Who has drawn it

    @api.model
    def _get_drawn_fields(self):
        """Hook: names of the fields by whose change a version is drawn."""
        return {"name", "stage_ids"}

    @api.model_create_multi
    def create(self, vals_list):
        processes = super().create(vals_list)
        processes._note_drafter()
        return processes

    def write(self, vals):
        result = super().write(vals)
        if self._get_drawn_fields() & vals.keys():
            self.filtered(lambda process: process.state == "draft")._note_drafter()
        return result

    def _note_drafter(self):
        """Whoever has drawn a part of it does not put it into force."""
        if not self.env.su:
            self.sudo().drafter_ids = [Command.link(self.env.uid)]

    def _get_drafter_blocker(self):
        """Return why the user is no second person for this version, or False."""
        if not self.env.su and self.env.user in self.sudo().drafter_ids:
            return self.env._(
                "You have drawn this version yourself: somebody else puts it into force."
            )
        return False

    def _get_stages(self):
        """Hook: stages of these processes in their order."""
        raise NotImplementedError

    @ormcache("self.id")
    def _get_stage_ids(self):
        """Return the ids of the stages of a version in their order.

        Stages that come, go or change places clear the cache.
        """
        # which stages a document goes through is no secret from who works on it
        return self.sudo()._get_stages().ids

    def _get_publish_blocker(self):
        """Return ``{id: reason}`` for versions that the user cannot put into force."""
        reasons = self._get_structure_blocker()
        for process in self:
            if reason := process._get_drafter_blocker() or process._get_trial_blocker():
                reasons.setdefault(process.id, reason)
        return reasons

    def _get_structure_blocker(self):
        """Hook: return ``{id: reason}`` for versions that nobody can put into force."""
        reasons = {}
        for process in self:
            stages = process._get_stages()
            for stage, following in pairwise(stages):
                if reason := stage._get_stay_reason(following):
                    reasons.setdefault(process.id, reason)
            if len(stages) < 2:
                reasons[process.id] = self.env._(
                    "A process needs at least two stages. Add them first."
                )
        return reasons

    def action_publish(self):
        """Put this version into force in place of the one before it."""
        self.check_access("write")
        for process in self:
            process._get_versions_in_force()._transition("retired")
            process._transition("published", date_published=fields.Datetime.now())

    def _get_line(self):
        """Return all versions of this line, by ``origin_id``, which the heir declares."""
        origin = self.origin_id or self
        return self.search(["|", ("id", "=", origin.id), ("origin_id", "=", origin.id)])

    def _get_versions_in_force(self):
        """Return the published versions that this one replaces."""
        published = self._get_line().filtered(lambda one: one.state == "published")
        return published - self

    def action_retire(self):
        self.check_access("write")
        self._transition("retired")

    def action_new_version(self):
        """Copy this version with its stages as a draft and open it."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "draft":
            raise UserError(self.env._("This version is still a draft: change it."))
        draft = self.copy({"name": self.name, **self._prepare_version_values()})
        self._copy_stage_actions(draft)
        return draft._get_form_action()

    def _copy_stage_actions(self, draft):
        """Code that a system administrator put on the stages goes with them, unseen."""
        for stage_sudo, copy_sudo in zip(
            self.sudo()._get_stages(), draft.sudo()._get_stages()
        ):
            copy_sudo.server_action_ids = stage_sudo.server_action_ids

    def _prepare_version_values(self):
        """Hook: what ties the copy to its line of versions."""
        return {
            "origin_id": (self.origin_id or self).id,
            "version": max(self._get_line().mapped("version")) + 1,
        }

    def _get_form_action(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
