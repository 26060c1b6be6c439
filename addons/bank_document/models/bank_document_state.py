# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class BankDocument(models.Model):
    """The life of a paper: received, judged by somebody else, over, withdrawn."""

    _inherit = "bank.document"

    can_verify = fields.Boolean(compute="_compute_can_judge")
    can_refuse = fields.Boolean(compute="_compute_can_judge")
    can_withdraw = fields.Boolean(compute="_compute_can_judge")
    verify_blocker = fields.Char(
        string="Why Not Yet", compute="_compute_can_judge", exportable=False
    )

    @api.model
    def _get_transitions(self):
        steps = dict(super()._get_transitions())
        for origin in ("draft", "received", "verified", "refused", "expired"):
            steps[origin, "received"] = "_get_no_blocker"
        for origin in ("draft", "received", "verified", "refused", "expired"):
            steps[origin, "withdrawn"] = "_get_withdraw_blocker"
        for origin in ("received", "verified", "refused", "expired", "withdrawn"):
            steps[origin, "destroyed"] = "_get_destroy_blocker"
        return {
            **steps,
            ("received", "verified"): "_get_verify_blocker",
            ("received", "refused"): "_get_judge_blocker",
            ("verified", "refused"): "_get_judge_blocker",
            ("verified", "expired"): "_get_no_blocker",
            ("received", "expired"): "_get_no_blocker",
        }

    @api.depends("state", "user_id", "date_expiry", "type_id", "slot_id")
    @api.depends_context("uid")
    def _compute_can_judge(self):
        verify = self._get_blocking_reasons("verified")
        refuse = self._get_blocking_reasons("refused")
        withdraw = self._get_blocking_reasons("withdrawn")
        for paper in self:
            paper.can_verify = paper.id not in verify
            paper.can_refuse = paper.id not in refuse
            paper.can_withdraw = paper.id not in withdraw
            is_asked = paper.state == "received" and paper.id not in refuse
            paper.verify_blocker = is_asked and verify.get(paper.id, False)

    # Reasons

    def _get_judge_blocker(self):
        """Who judges: by right, and never what he has brought himself."""
        reasons = {}
        groups = self.env.user.all_group_ids
        # the person, not the mode: steps are written with the rights of the system
        is_officer = self.env.user.has_group("bank_document.group_document_officer")
        for paper in self:
            paper_sudo = paper.sudo()  # who may judge is a setting, no secret
            named = paper_sudo._get_judges()
            if not is_officer and not named:
                reasons[paper.id] = self.env._(
                    "Papers are verified by a document officer. Ask one."
                )
            elif not all(group & groups for group in named):
                names = ", ".join(
                    group.name for groups_ in named for group in groups_ - groups
                )
                reasons[paper.id] = self.env._(
                    "This paper is verified by: %(groups)s. Ask one of them.",
                    groups=names,
                )
            elif paper_sudo.user_id == self.env.user:
                reasons[paper.id] = self.env._(
                    "You uploaded this paper yourself: a second person verifies it."
                )
        return reasons

    def _get_judges(self):
        """Return the sets of groups of each of which one is asked for."""
        wanted = self.type_id.verify_group_ids, self.slot_id.verify_group_ids
        return [groups for groups in wanted if groups]

    def _get_verify_blocker(self):
        reasons = {}
        for paper in self:
            if paper._is_over():
                reasons[paper.id] = self.env._(
                    "The term of this paper is over. Refuse it and ask for a new one."
                )
            elif paper.sudo().type_id.is_expiry_required and not paper.date_expiry:
                reasons[paper.id] = self.env._(
                    "Enter until when the paper is good, then verify it."
                )
        return {**reasons, **self._get_judge_blocker()}

    def _get_withdraw_blocker(self):
        """What was verified is withdrawn by who could have verified it."""
        verified = self.filtered(lambda paper: paper.state == "verified")
        return verified._get_judge_blocker()

    def _get_destroy_blocker(self):
        """Extended by what knows of retention."""
        return {}

    # Steps

    def action_verify(self):
        """Say that these papers are what they should be."""
        self._judge("verified")

    def action_refuse(self, reason):
        """Send these papers back with a reason that says what to do better."""
        self._judge("refused", reason)

    def action_withdraw(self, reason):
        """Take these papers out of their dossiers; they are kept."""
        self._judge("withdrawn", reason)

    def _judge(self, target, reason=None):
        self.check_access("read")
        if target == "withdrawn":
            self.check_access("write")
        if target != "verified" and not (isinstance(reason, str) and reason.strip()):
            raise UserError(self.env._("Say why, in a sentence."))
        reason = reason.strip() if reason else False
        # who may judge is asked by the reasons of the step; he need not be able to
        # change the document
        self.sudo()._transition(
            target,
            judge_id=self.env.uid,
            date_judged=fields.Datetime.now(),
            reason=reason,
        )
        self._log_verdict(target, reason)

    def _log_verdict(self, target, reason=None):
        decisions = self.env["bank.decision"]
        rows = [
            (
                paper,
                {
                    "verdict": target,
                    "type": paper.sudo().type_id.code,
                    "version": paper.sudo().version_id.number,
                    "sha256": paper.sudo().version_id.sha256 or "",
                    "reason_hash": decisions._hash_text(reason or ""),
                },
            )
            for paper in self
        ]
        decisions._record("document", rows)

    def _is_over(self):
        self.ensure_one()
        is_past = self.date_expiry and self.date_expiry < fields.Date.today()
        return self.state == "expired" or bool(is_past)

    def _is_good(self, must_be_verified=True):
        """Return whether this paper fills a place today."""
        self.ensure_one()
        states = ("verified",) if must_be_verified else ("verified", "received")
        return self.state in states and not self._is_over()

    # Uploading

    def _check_upload(self):
        """Refuse to whoever may not add files to these papers."""
        if self.env.su:
            return
        for owners in self._group_owners():
            if closed := owners - owners._filter_dossier_changeable():
                raise self.env["ir.rule"]._make_access_error("write", closed)
        groups = self.env.user.all_group_ids
        for paper in self.sudo():
            for wanted in (
                paper.type_id.upload_group_ids,
                paper.slot_id.upload_group_ids,
            ):
                if wanted and not wanted & groups:
                    raise AccessError(
                        self.env._(
                            "“%(name)s” is uploaded by: %(groups)s. Ask one of them.",
                            name=paper.name,
                            groups=", ".join(wanted.mapped("name")),
                        )
                    )

    def _group_owners(self):
        """Return the documents of these papers, one recordset a model."""
        return [
            papers._get_owners().with_env(self.env)
            for papers in self.sudo()._group_by_owner_model().values()
        ]
