# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from psycopg2.extras import Json

from odoo import api, fields, models
from odoo.tools import SQL

VERDICTS = [
    ("refuse", "Below the Cut-off"),
    ("review", "To Be Looked At"),
    ("pass", "Passes"),
]
# who sells does not see what gives how many points: he would fill in what scores
CARD_READERS = (
    "bank_base.group_bank_administrator,bank_base.group_bank_auditor,"
    "bank_approval.group_approval_underwriter,bank_crm_core.group_crm_analyst"
)


class BankScoringResult(models.Model):
    """A score that was given to an application, or an underwriter's other verdict.

    Written once and kept for ever, with what has made it: bands, not the client's data.
    """

    _name = "bank.scoring.result"
    _description = "Score of an Application"
    _inherit = ["bank.append.only.mixin"]
    _order = "id desc"
    _rec_name = "score"
    _access_logged = True

    application_id = fields.Many2one(
        comodel_name="bank.application",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Datetime(string="Scored On", required=True, readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Scored By",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    scorecard_id = fields.Many2one(
        comodel_name="bank.scorecard",
        required=True,
        readonly=True,
        ondelete="restrict",
        groups=CARD_READERS,
    )
    score = fields.Integer(required=True, readonly=True, aggregator="avg")
    verdict = fields.Selection(selection=VERDICTS, required=True, readonly=True)
    reasons = fields.Json(readonly=True, groups=CARD_READERS)
    reasons_table = fields.Html(compute="_compute_reasons_table", sanitize=False)
    overridden_id = fields.Many2one(
        comodel_name="bank.scoring.result",
        string="In Place Of",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    override_reason = fields.Text(readonly=True)
    limit_id = fields.Many2one(
        comodel_name="bank.authority.limit",
        string="By the Limit",
        readonly=True,
        ondelete="restrict",
    )

    @api.depends("score", "verdict")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["verdict"]._description_selection(self.env))
        for result in self:
            result.display_name = f"{result.score}: {labels.get(result.verdict, '')}"

    @api.depends("application_id")
    @api.depends_context("uid", "lang")
    def _compute_reasons_table(self):
        """What has made the score; points are shown to who may see the card."""
        may_see = self.env["bank.scorecard"].has_access("read")
        for result in self:
            # names and bands are no secret from who reads the result
            rows = [
                {**row, "share": _get_share(row)} for row in result.sudo().reasons or ()
            ]
            result.reasons_table = self.env["ir.qweb"]._render(
                "bank_loan_pipeline.score_reasons", {"rows": rows, "may_see": may_see}
            )

    @api.model
    def _get_access_log_client(self, alias):
        return SQL(
            "(SELECT a.partner_id FROM bank_application a WHERE a.id = %s)",
            SQL.identifier(alias, "application_id"),
        )

    @api.model
    def _enter(self, rows):
        """Insert results of applications in one statement; return their ids.

        :param rows: dicts without who and when: that is the server's to say
        """
        filled = {
            "overridden_id": None,
            "override_reason": None,
            "limit_id": None,
            "date": fields.Datetime.now(),
            "user_id": self.env.uid,
        }
        return self._insert(
            [{**filled, **row, "reasons": Json(row["reasons"])} for row in rows]
        )

    def _get_places(self):
        """Return ``{characteristic id: place of its band}`` as it was scored."""
        return {row["key"]: row["place"] for row in self.reasons or ()}


def _get_share(row):
    """Return the share of the best points that a characteristic has given, in percent."""
    best = row["points"] + row["lost"]
    return max(0, min(100, round(100 * row["points"] / best))) if best > 0 else 0
