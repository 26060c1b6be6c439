# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankProcessMixin(models.AbstractModel):
    """A versioned process: an ordered set of stages that documents go through.

    A published version never changes; a new one is a copy with the next number.
    Documents stay on the version they began with until they are moved.
    """

    _name = "bank.process.mixin"
    _description = "Process (abstract)"
    _inherit = ["bank.transition.mixin", "bank.logged.config.mixin", "mail.thread"]
    _order = "name, version desc"

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
    can_publish = fields.Boolean(compute="_compute_can_publish")
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

    @api.depends("state")
    def _compute_can_publish(self):
        reasons = self._get_blocking_reasons("published")
        for process in self:
            process.can_publish = process.id not in reasons

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

    def _get_stages(self):
        """Hook: stages of these processes in their order."""
        raise NotImplementedError

    def _get_publish_blocker(self):
        """Hook: return ``{id: reason}`` for versions that cannot be put into force."""
        reason = self.env._("A process needs at least two stages. Add them first.")
        return {
            process.id: reason for process in self if len(process._get_stages()) < 2
        }

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
