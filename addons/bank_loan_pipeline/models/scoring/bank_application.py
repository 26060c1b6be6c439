# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.bank_approval.tools import authority

from .bank_scoring_result import VERDICTS

UNDERWRITERS = "bank_approval.group_approval_underwriter"
DECIDED = ("approved", "approved_conditions", "rejected")


class BankApplication(models.Model):
    """The score of an application, and the verdict of an underwriter in its place."""

    _inherit = "bank.application"
    _server_fields = ("scoring_result_id", "score", "score_verdict")

    scoring_result_ids = fields.One2many(
        comodel_name="bank.scoring.result",
        inverse_name="application_id",
        string="Scores",
        readonly=True,
        copy=False,
    )
    # the last result, beside it what lists sort and filter by
    scoring_result_id = fields.Many2one(
        comodel_name="bank.scoring.result",
        string="Score in Force",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    score = fields.Integer(readonly=True, copy=False, aggregator="avg")
    score_verdict = fields.Selection(
        selection=VERDICTS, string="Verdict of the Score", readonly=True, copy=False
    )
    # not related: that would be read with the rights of the server, points and all
    score_reasons = fields.Html(compute="_compute_score_reasons", sanitize=False)
    can_override_score = fields.Boolean(compute="_compute_can_override_score")

    @api.depends("scoring_result_id")
    @api.depends_context("uid", "lang")
    def _compute_score_reasons(self):
        for application in self:
            application.score_reasons = application.scoring_result_id.reasons_table

    @api.depends("scoring_result_id", "approval_state", "active")
    @api.depends_context("uid")
    def _compute_can_override_score(self):
        for application in self:
            application.can_override_score = bool(
                application.scoring_result_id
                and self.env.user.has_group(UNDERWRITERS)
                and not application._get_verdict_blocker()
            )

    def _get_gate_triggers(self):
        return (*super()._get_gate_triggers(), "scoring_result_id")

    # Scoring

    def action_score(self):
        """Score these applications by the cards in force, all in one pass."""
        self._check_may_score()
        self._check_score_open()
        by_card = self._group_by_card()
        cards = self.env["bank.scorecard"]
        rows = []
        for card, applications in by_card.items():
            if not card:
                raise UserError(cards._get_no_card_reason(applications))
            rows += applications._score_by(card)
        judged = self._find_judged(rows)
        fresh = [row for row in rows if row["application_id"] not in judged]
        ids = self.env["bank.scoring.result"]._enter(fresh)
        self._put_in_force([*ids, *(result.id for result in judged.values())])
        return True

    def _check_may_score(self):
        self.check_access("read")
        if not self.env.user.has_group(UNDERWRITERS):
            self.check_access("write")
            self.deal_id.check_access("write")
        if any(not row.active or row.kind != "credit" for row in self):
            raise UserError(self.env._("Scored are credit applications in work."))

    def _check_score_open(self):
        """What was decided on keeps the score that it was decided with."""
        if any(row.approval_state in DECIDED and row.scoring_result_id for row in self):
            raise UserError(
                self.env._("The application is decided on: its score stays.")
            )

    def _group_by_card(self):
        """Return ``{card: applications}``, the empty card for those without one."""
        cards = self.env["bank.scorecard"]
        kinds = self.grouped(lambda row: row.sudo().partner_id.client_kind)
        found = {}
        for kind, rows in kinds.items():
            card = cards._find_in_force(kind)
            found[card] = found.get(card, self.browse()) | rows
        return found

    def _score_by(self, card):
        return [
            {
                "application_id": application_id,
                "scorecard_id": card.id,
                "score": score.value,
                "verdict": score.verdict,
                "reasons": card._tell(score),
            }
            for application_id, score in card._score(self).items()
        ]

    def _find_judged(self, rows):
        """Return ``{application id: result}`` of what an underwriter has judged already.

        His verdict on the same points of the same card stays in force, whoever scores
        anew: data changed and changed back do not undo it.
        """
        # what he has judged is the server's to know
        results_sudo = self.env["bank.scoring.result"].sudo()
        verdicts = results_sudo.search(
            [("application_id", "in", self.ids), ("overridden_id", "!=", False)]
        ).grouped(lambda result: result.application_id.id)
        found = {}
        for row in rows:
            places = {reason["key"]: reason["place"] for reason in row["reasons"]}
            for result in verdicts.get(row["application_id"], ()):
                same = result.scorecard_id.id == row["scorecard_id"]
                if same and result._get_places() == places:
                    found[row["application_id"]] = result
                    break
        return found

    def _put_in_force(self, ids):
        """Put results that are written down on their applications, in one statement."""
        names = ["scoring_result_id", "score", "score_verdict"]
        self.flush_recordset(names)
        self.env.execute_query(
            SQL(
                """
                UPDATE bank_application a
                   SET scoring_result_id = r.id, score = r.score,
                       score_verdict = r.verdict
                  FROM bank_scoring_result r
                 WHERE r.id = ANY(%s) AND a.id = r.application_id
                RETURNING a.id
                """,
                ids,
            )
        )
        self.invalidate_recordset([*names, "scoring_result_ids"], flush=False)
        self.modified(names)

    # An underwriter's word in its place

    def _get_verdict_blocker(self):
        """Return why the user's verdict cannot take the place of the score, or False."""
        self.ensure_one()
        if not self.active or self.approval_state in DECIDED:
            return self.env._("The application is decided on: its score stays.")
        # who sells is no secret from who reads the application
        application_sudo = self.sudo()
        sellers = application_sudo.user_id | application_sudo.create_uid
        if self.env.user in sellers | application_sudo.deal_id.user_id:
            return self.env._("Who sells a loan does not judge its score.")
        if self._judge_right().covers:
            return False
        return self.env._(
            "The application goes beyond how far you decide. Ask whoever has a higher "
            "limit."
        )

    def _judge_right(self):
        """Return how far the user decides against what the client's group would owe."""
        # the matrix and what the group owes decide, whoever may read them
        application_sudo = self.sudo()
        company = application_sudo._get_approval_company()
        limits = self.env["bank.authority.matrix"]._find_limits(company)
        matter = application_sudo._get_authority_matters()[self.id]
        holders = limits._get_holders(self.env.user.sudo())
        return authority.judge(limits._get_plain(), holders, matter)

    def _override_score(self, result, verdict, reason):
        """Put the user's verdict in the place of a result that he has looked at."""
        self.check_access("read")
        if not self.env.user.has_group(UNDERWRITERS):
            raise AccessError(self.env._("Only an underwriter judges a score."))
        if not (reason or "").strip():
            raise UserError(self.env._("Say why, so that it can be told later."))
        # the row waits for who scores at the same time
        self.sudo().lock_for_update()
        self.invalidate_recordset(["scoring_result_id"])
        result_sudo = self.sudo().scoring_result_id
        if not result_sudo or result_sudo != result.sudo():
            raise UserError(self.env._("It was scored anew meanwhile. Look again."))
        if result_sudo.verdict == verdict:
            raise UserError(self.env._("That is what the score says already."))
        if blocker := self._get_verdict_blocker():
            raise UserError(blocker)
        self._enter_override(result_sudo, verdict, reason.strip())

    def _enter_override(self, result, verdict, reason):
        row = {
            "application_id": self.id,
            "scorecard_id": result.scorecard_id.id,
            "score": result.score,
            "verdict": verdict,
            "reasons": result.reasons,
            **self._keep_learned(result),
            "overridden_id": result.id,
            "override_reason": reason,
            "limit_id": self._judge_right().limit.key,
        }
        self._put_in_force(self.env["bank.scoring.result"]._enter([row]))
        decisions = self.env["bank.decision"]
        payload = {
            "result": result.id,
            "score": result.score,
            "before": result.verdict,
            "after": verdict,
            "limit": row["limit_id"],
            "reason_hash": decisions._hash_text(reason),
        }
        decisions._record("score_override", [(self, payload)])
