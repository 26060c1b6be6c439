# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

LARGEST = 5_000
DECIDED = {"approved": "approved", "approved_conditions": "approved"}


class BankScorecardReplay(models.TransientModel):
    """A draft tried on past applications: whose verdict would be another one.

    The card in force and the draft score the same applications with the data of today,
    so that the difference is the draft's alone. Only numbers leave it.
    """

    _name = "bank.scorecard.replay"
    _description = "Scorecard Tried on Past Applications"

    scorecard_id = fields.Many2one(
        comodel_name="bank.scorecard", required=True, readonly=True
    )
    months = fields.Integer(string="Of the Last Months", default=6)
    application_count = fields.Integer(string="Applications", readonly=True)
    changed_count = fields.Integer(string="With Another Verdict", readonly=True)
    line_ids = fields.One2many(
        comodel_name="bank.scorecard.replay.line",
        inverse_name="replay_id",
        string="Verdicts",
        readonly=True,
    )

    def action_run(self):
        """Try the draft on the applications of the last months."""
        self.ensure_one()
        card = self.scorecard_id
        card.check_access("write")
        if card.state != "draft":
            raise UserError(self.env._("Only a draft is tried: make a new version."))
        if not 1 <= self.months <= 60:
            raise UserError(self.env._("Try it on 1 to 60 months."))
        if any(not part.band_ids for part in card.characteristic_ids):
            raise UserError(self.env._("Give each characteristic a band first."))
        # numbers are all that leaves this method
        applications_sudo = self._find_past().sudo()
        counts = self._count(card.sudo(), applications_sudo)
        self.sudo().write(self._prepare_values(counts))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tried on Past Applications"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _find_past(self):
        since = fields.Datetime.subtract(fields.Datetime.now(), months=self.months)
        applications_sudo = (
            self.env["bank.application"].sudo().with_context(active_test=False)
        )
        return applications_sudo.search(
            [
                ("create_date", ">=", since),
                ("kind", "=", "credit"),
                ("partner_id.client_kind", "=", self.scorecard_id.client_kind),
            ],
            order="id desc",
            limit=LARGEST,
        )

    @api.model
    def _count(self, draft, applications):
        """Return ``{(verdict now, with the draft): Counter of decisions}``."""
        present = draft._find_in_force(draft.client_kind)
        before = present._score(applications) if present else {}
        after = draft._score(applications)
        counts = {}
        for application in applications:
            was = before.get(application.id)
            key = was.verdict if was else "none", after[application.id].verdict
            state = application.approval_state
            decision = "refused" if state == "rejected" else DECIDED.get(state, "open")
            counts.setdefault(key, Counter())[decision] += 1
        return counts

    def _prepare_values(self, counts):
        return {
            "application_count": sum(row.total() for row in counts.values()),
            "changed_count": sum(
                row.total() for (was, now), row in counts.items() if was != now
            ),
            "line_ids": [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "verdict_before": was,
                            "verdict_after": now,
                            "count": row.total(),
                            "count_approved": row["approved"],
                            "count_refused": row["refused"],
                        }
                    )
                    for (was, now), row in sorted(
                        counts.items(),
                        key=lambda item: (item[0][0] == item[0][1], item[0]),
                    )
                ),
            ],
        }

    @api.model
    def _open_for(self, card):
        return self.create({"scorecard_id": card.id}).action_run()
