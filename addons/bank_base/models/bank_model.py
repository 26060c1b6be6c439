# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

OWNER_GROUP = "bank_base.group_bank_model_owner"


class BankModel(models.Model):
    """A trained model of one purpose (``code``) and its numbered versions.

    Written by the code that trains (:meth:`_enter_version`) and measures
    (:meth:`_record_figure`), never by hand. A challenger comes into force when it
    beats the champion on the same held-out data by the metric of its kind, by the
    hand of a model owner who has not trained it.
    """

    _name = "bank.model"
    _description = "Trained Model"
    _inherit = ["bank.transition.mixin", "mail.thread"]
    _order = "code, version desc"
    _state_initial = "challenger"
    _check_company_auto = True

    code = fields.Char(required=True, readonly=True)
    kind = fields.Selection(selection="_selection_kind", required=True, readonly=True)
    version = fields.Integer(required=True, readonly=True)
    data_hash = fields.Char(string="Training Data Hash", required=True, readonly=True)
    data_count = fields.Integer(string="Training Rows", readonly=True)
    parameters = fields.Json(readonly=True)
    parameters_file = fields.Binary(readonly=True, attachment=True)
    trained_by_id = fields.Many2one(
        comodel_name="res.users", required=True, readonly=True, ondelete="restrict"
    )
    trained_on = fields.Datetime(required=True, readonly=True)
    note = fields.Text(help="What is different about this version.")
    figure_ids = fields.One2many(
        comodel_name="bank.model.figure", inverse_name="model_id", readonly=True
    )
    state = fields.Selection(
        selection=[
            ("challenger", "Challenger"),
            ("champion", "Champion"),
            ("retired", "Retired"),
        ],
        default="challenger",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    date_in_force = fields.Datetime(string="In Force Since", readonly=True, copy=False)
    put_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Put Into Force By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, ondelete="restrict"
    )
    promote_blocker = fields.Char(compute="_compute_promote_blocker")

    _version_uniq = models.UniqueIndex("(company_id, code, version)")
    _champion_uniq = models.UniqueIndex(
        "(company_id, code) WHERE state = 'champion'",
        "There is one champion of a kind at a time.",
    )

    @api.model
    def _selection_kind(self):
        return self.env["bank.registry.model"]._selection_code()

    @api.depends("code", "version")
    def _compute_display_name(self):
        for model in self:
            model.display_name = self.env._(
                "%(code)s, version %(version)s", code=model.code, version=model.version
            )

    @api.depends("state", "figure_ids")
    @api.depends_context("uid")
    def _compute_promote_blocker(self):
        reasons = self._get_blocking_reasons("champion")
        for model in self:
            model.promote_blocker = reasons.get(model.id, False)

    # Written by code

    def _check_written_by_code(self):
        if not self.env.su:
            raise AccessError(
                self.env._("Models are entered by what trains them, not by hand.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_written_by_code()
        return super().create(vals_list)

    def write(self, vals):
        moving = self.env.context.get("bank_transition_token") is self._TRANSITION_TOKEN
        if vals.keys() - {"note"} and not moving:
            raise AccessError(
                self.env._("A trained model never changes: train a new version.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("A model stays: decisions were made with it."))

    @api.model
    def _enter_version(
        self, code, kind, data_hash, *, parameters=None, file=None, count=0
    ):
        """Enter a version that was just trained as a challenger and return it.

        The trainer is the acting user. The caller has checked that he may train.

        :param parameters: JSON, or ``file``: bytes in base64
        :param data_hash: hash of the rows it was trained on, ``count`` of them
        """
        if kind not in self.env["bank.registry.model"]._get_entries():
            raise ValueError(f"Unknown kind of model: {kind}")
        return (
            self.sudo()
            .create(
                {
                    "code": code,
                    "kind": kind,
                    "version": self._get_last_version(code) + 1,
                    "data_hash": data_hash,
                    "data_count": count,
                    "parameters": parameters,
                    "parameters_file": file,
                    "trained_by_id": self.env.uid,
                    "trained_on": fields.Datetime.now(),
                    "company_id": self.env.company.id,
                }
            )
            .sudo(False)
        )

    def _get_last_version(self, code):
        """Return the number of the last version, others' models looked at as well."""
        domain = [("code", "=", code), ("company_id", "=", self.env.company.id)]
        return self.sudo().search(domain, order="version desc", limit=1).version

    def _record_figure(self, metric, value, data_hash, count):
        """Keep what these models scored on held-out data that none was trained on."""
        self.env["bank.model.figure"]._insert(
            [
                {
                    "model_id": model.id,
                    "metric": metric,
                    "value": value,
                    "data_hash": data_hash,
                    "data_count": count,
                    "date": fields.Datetime.now(),
                }
                for model in self
            ]
        )
        self.invalidate_recordset(["figure_ids", "promote_blocker"])

    @api.model
    def _get_champion(self, code):
        """Return the model in force for a purpose, or an empty recordset.

        Its parameters are read with the rights of the system: who is served by a
        model need not see it.
        """
        return self.sudo().search(
            [
                ("code", "=", code),
                ("state", "=", "champion"),
                ("company_id", "=", self.env.company.id),
            ]
        )

    # Coming into force

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("challenger", "champion"): "_get_promote_blocker",
            ("retired", "champion"): "_get_owner_blocker",
            ("champion", "retired"): "_get_owner_blocker",
            ("challenger", "retired"): "_get_owner_blocker",
        }

    def _get_owner_blocker(self):
        if self.env.user.has_group(OWNER_GROUP):
            return {}
        reason = self.env._("Only a model owner decides which model is in force.")
        return dict.fromkeys(self.ids, reason)

    def _get_promote_blocker(self):
        reasons = self._get_owner_blocker()
        for model in self:
            if model.id not in reasons and (reason := model._get_contest_blocker()):
                reasons[model.id] = reason
        return reasons

    def _get_contest_blocker(self):
        """Return why this challenger has not won, or False."""
        if self.trained_by_id == self.env.user:
            return self.env._("Who trained it does not put it into force. Ask another.")
        entry = self.env["bank.registry.model"]._get_entries().get(self.kind)
        if entry is None:
            return self.env._("What trains and uses such models is not installed.")
        own = self._get_last_figure(entry["metric"])
        if not own:
            return self.env._("It was not measured on held-out data yet.")
        if own.data_hash == self.data_hash:
            return self.env._("It was measured on the data that it was trained on.")
        champion = self._get_champion(self.code)
        theirs = champion._get_last_figure(entry["metric"], own.data_hash)
        if champion and not theirs:
            return self.env._(
                "Measure the model in force on the same held-out data first."
            )
        sign = 1 if entry.get("higher", True) else -1
        if champion and sign * own.value <= sign * theirs.value:
            return self.env._(
                "It does not beat the model in force: %(own)s against %(theirs)s.",
                own=round(own.value, 4),
                theirs=round(theirs.value, 4),
            )
        return False

    def _get_last_figure(self, metric, data_hash=None):
        """Return the newest figure of this model, on given data where it is given."""
        figures = self.figure_ids.filtered(
            lambda figure: (
                figure.metric == metric and data_hash in (None, figure.data_hash)
            )
        )
        return figures.sorted("id")[-1:]

    def action_promote(self):
        """Put this challenger into force in place of the champion."""
        self._put_into_force("promoted")

    def action_roll_back(self):
        """Put a model that was in force before into force again."""
        if any(not model.date_in_force for model in self):
            raise UserError(self.env._("It was never in force: there is no way back."))
        self._put_into_force("rolled_back")

    def _put_into_force(self, step):
        self.ensure_one()
        self.check_access("write")
        if reasons := self._get_blocking_reasons("champion"):
            raise UserError("\n".join(reasons.values()))
        previous = self._get_champion(self.code).sudo(False)
        previous._transition("retired")
        previous.flush_recordset(["state"])
        self._transition(
            "champion", date_in_force=fields.Datetime.now(), put_by_id=self.env.uid
        )
        self._log_step(step, previous)

    def action_retire(self):
        """Withdraw a model without putting another in its place."""
        self.check_access("write")
        self._transition("retired")
        for model in self:
            model._log_step("retired", self.browse())

    def _log_step(self, step, previous):
        payload = {
            "step": step,
            "code": self.code,
            "version": self.version,
            "data_hash": self.data_hash,
            "previous_version": previous.version or None,
            "figures": [
                [figure.metric, figure.value, figure.data_hash, figure.data_count]
                for figure in (self | previous).figure_ids.sorted("id")
            ],
        }
        self.env["bank.decision"]._record("model", [(self, payload)])
