# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

# what every move over a stage reads of it beside its own columns
GATE_LINKS = (
    "check_entry_ids",
    "check_exit_ids",
    "enter_group_ids",
    "server_action_ids",
)
KEPT = {*GATE_LINKS, "moves_on", "process_id", "sequence"}


class BankStageMixin(models.AbstractModel):
    """A stage of a process: what it takes to enter and to leave it.

    The adopting model declares ``name``, ``sequence``, ``process_id`` (a model with
    ``bank.process.mixin``) and the two relations ``check_entry_ids`` and
    ``check_exit_ids`` to ``bank.check`` (two relations between the same models
    need two table names, which an abstract model cannot give).
    """

    _name = "bank.stage.mixin"
    _description = "Process Stage (abstract)"
    _inherit = ["bank.logged.config.mixin"]

    probability = fields.Float(
        string="Probability, %", help="Chance that a document here ends well."
    )
    hint = fields.Text(translate=True, help="What the employee does on this stage.")
    time_limit_days = fields.Integer(
        string="Time Limit, Days", help="Calendar days on this stage; 0: no limit."
    )
    activity_plan_id = fields.Many2one(
        comodel_name="mail.activity.plan",
        help="Tasks that are planned when a document enters this stage.",
    )
    server_action_ids = fields.Many2many(
        comodel_name="ir.actions.server",
        string="Actions on Entry",
        copy=False,
        groups="base.group_system",
    )
    enter_group_ids = fields.Many2many(
        comodel_name="res.groups",
        string="Who May Enter",
        help="Empty: everybody who may edit the document.",
    )

    moves_on = fields.Boolean(
        string="Moves On by Itself",
        help="A document leaves this stage by itself as soon as nothing blocks its next "
        "one, once. Whoever moves it back decides alone when it goes on.",
    )

    _check_probability_range = models.Constraint(
        "CHECK (probability >= 0 AND probability <= 100)",
        "A probability lies between 0 and 100 %.",
    )

    @api.model
    def _get_frozen_fields(self):
        """Hook: what may not change once the process is published."""
        return {
            "process_id",
            "sequence",
            "probability",
            "check_entry_ids",
            "check_exit_ids",
            "enter_group_ids",
            "server_action_ids",
            "moves_on",
        }

    @ormcache()
    def _get_moving_ids(self):
        """Return the ids of the stages that documents leave by themselves."""
        # which stages these are is no secret from whoever works on a document
        return frozenset(self.sudo().search([("moves_on", "=", True)]).ids)

    @ormcache("self.id")
    def _get_gate_ids(self):
        """Return the ids behind each of ``GATE_LINKS``; archived checks are no checks.

        Every move asks for them; they change with the settings: what ends a link
        (:meth:`write`, a check or a group that goes) clears the cache.
        """
        # what it takes to pass a stage is no secret from whoever works on a document
        stage_sudo = self.sudo().with_context(active_test=True)
        return {name: stage_sudo[name].ids for name in GATE_LINKS}

    def _get_gate_link(self, name):
        """Return the records behind one of ``GATE_LINKS`` of a stage, as the server."""
        ids = self._get_gate_ids()[name] if self else ()
        return self.env[self._fields[name].comodel_name].sudo().browse(ids)

    def _get_stay_reason(self, following):
        """Hook: why nobody but a person moves a document from here on, or False."""
        if self.moves_on and following.enter_group_ids:
            return self.env._(
                "“%(stage)s” moves on by itself, but only %(groups)s may enter "
                "“%(following)s”: that takes one of them. Clear the one or the other.",
                stage=self.name,
                groups=", ".join(following.enter_group_ids.mapped("name")),
                following=following.name,
            )
        return False

    def _check_not_published(self):
        if published := self.sudo().process_id.filtered(
            lambda process: process.state != "draft"
        ):
            raise UserError(
                self.env._(
                    "The process “%(process)s” is in force: running documents rely on "
                    "its stages. Make a new version of it and change that one.",
                    process=published[:1].display_name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        stages = super().create(vals_list)
        stages._check_not_published()
        stages._note_drafters()
        self.env.registry.clear_cache()
        return stages

    def write(self, vals):
        frozen = self._get_frozen_fields() & vals.keys()
        if frozen:
            self._check_not_published()
        self._note_drafters()
        result = super().write(vals)
        if KEPT & vals.keys():
            self.env.registry.clear_cache()
        if frozen:
            self._check_not_published()
            self._note_drafters()
        return result

    def _note_drafters(self):
        """Whoever has a hand in the stages of a draft has drawn it."""
        if not self.env.su:
            processes = self.env[self._fields["process_id"].comodel_name]
            drafts = processes.browse(self.sudo().process_id.ids).filtered(
                lambda process: process.state == "draft"
            )
            for process in drafts:
                process._note_drafter()

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_not_published()
        self._note_drafters()
