# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.bank_base.tools import decision_chain

UNDERWRITERS = "bank_approval.group_approval_underwriter"


class BankCreditMemo(models.Model):
    """What a decision about a loan rests on: the bank's data and the analyst's words.

    Assembled anew whenever it is read until the decision; with it the memo is fixed,
    content and hash, and never changes.
    """

    _name = "bank.credit.memo"
    _description = "Credit Memo"
    _inherit = ["bank.transition.mixin"]
    _order = "application_id, version desc"
    _rec_name = "application_id"
    _access_logged = True
    _access_log_client = "partner_id"
    _act_guarded = False
    _server_fields = (
        "application_id",
        "version",
        "user_id",
        "content",
        "sha256",
        "date_frozen",
    )

    application_id = fields.Many2one(
        comodel_name="bank.application",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        related="application_id.partner_id", related_sudo=True, store=True, index=True
    )
    version = fields.Integer(readonly=True, default=1, aggregator=None)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Analyst",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    state = fields.Selection(
        selection=[("draft", "Draft"), ("frozen", "Fixed with the Decision")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    line_ids = fields.One2many(
        comodel_name="bank.credit.memo.line",
        inverse_name="memo_id",
        string="Words of the Analyst",
    )
    content = fields.Json(readonly=True, copy=False, exportable=False)
    sha256 = fields.Char(string="Hash (SHA-256)", readonly=True, copy=False)
    date_frozen = fields.Datetime(string="Fixed On", readonly=True, copy=False)
    is_intact = fields.Boolean(
        string="As It Was Fixed",
        compute="_compute_is_intact",
        help="The content still has the hash that stands in the decision log.",
    )
    can_write = fields.Boolean(compute="_compute_can_write")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    _version_uniq = models.UniqueIndex("(application_id, version)")

    @api.depends("application_id.name", "version")
    def _compute_display_name(self):
        for memo in self:
            memo.display_name = self.env._(
                "Credit memo %(number)s, version %(version)s",
                number=memo.application_id.name or "",
                version=memo.version,
            )

    @api.depends("content", "sha256")
    def _compute_is_intact(self):
        for memo in self:
            digest = memo.content and _digest(memo.content)
            memo.is_intact = bool(digest) and digest == memo.sha256

    @api.depends("state", "application_id.approval_state")
    @api.depends_context("uid")
    def _compute_can_write(self):
        for memo in self:
            memo.can_write = not memo._get_write_blocker()

    @api.depends("state", "content", "line_ids.text", "application_id")
    @api.depends_context("uid", "lang")
    def _compute_preview(self):
        for memo in self:
            memo.preview = self.env["ir.qweb"]._render(
                "bank_loan_pipeline.credit_memo_sections",
                {"sections": memo._get_sections() if memo.id else []},
            )

    def _get_sections(self):
        """Return the sections as they were fixed, of a draft as they are now."""
        self.ensure_one()
        if self.content:
            return self.content["sections"]
        return self.application_id._tell_memo_sections(self)

    # Who writes what

    @api.model
    def _get_transitions(self):
        return {**super()._get_transitions(), ("draft", "frozen"): "_get_no_blocker"}

    def _get_write_blocker(self):
        """Return why the reader cannot write in this memo, or False."""
        self.ensure_one()
        if self.state == "frozen":
            return self.env._("The memo was fixed with the decision.")
        application = self.application_id
        if application.sudo().approval_state == "pending":
            return self.env._(
                "It is being decided on: ask for its return, then change the memo."
            )
        return application._get_memo_blocker()

    def _check_writable(self):
        if any(memo.state == "frozen" for memo in self):
            raise UserError(self.env._("The memo was fixed with the decision."))
        if self.env.su:
            return
        for memo in self:
            if reason := memo._get_write_blocker():
                raise AccessError(reason)

    def write(self, vals):
        token = self.env.context.get("bank_transition_token")
        if token is not self._TRANSITION_TOKEN:
            self._check_writable()
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("A memo is made by its application."))
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise AccessError(self.env._("A memo is never deleted: it is the proof."))

    # Fixing

    def _freeze(self):
        """Fix what the decision was taken on, as its analyst sees it."""
        for memo in self.filtered(lambda memo: memo.state == "draft"):
            content = memo._prepare_content()
            digest = _digest(content)
            memo._transition(
                "frozen",
                content=content,
                sha256=digest,
                date_frozen=fields.Datetime.now(),
            )
            payload = {"version": memo.version, "sha256": digest}
            self.env["bank.decision"]._record("credit_memo", [(memo, payload)])

    def _prepare_content(self):
        self.ensure_one()
        # the words are the memo's own, whoever has left since
        words_sudo = self.sudo().with_context(lang=self.user_id.lang)
        application = words_sudo.application_id.with_user(self._get_eyes())
        return {
            "application": self.application_id.name,
            "version": self.version,
            "decision": self.application_id.approval_state,
            "sections": application._tell_memo_sections(words_sudo),
            "figures": application._read_memo_figures(),
        }

    def _get_eyes(self):
        """Return by whose rights it is fixed: its analyst's, or those of who decides.

        An analyst who was moved or has lost his role since sees nothing of it any more:
        the memo would be fixed without its data.
        """
        for user in self.user_id, self.env.user:
            own = self.with_user(user)
            if own.has_access("read") and own.application_id.has_access("read"):
                return user
        return self.user_id

    # Out

    def action_print(self):
        self.ensure_one()
        self.check_access("read")
        return self.env.ref("bank_loan_pipeline.credit_memo_report").report_action(self)

    def action_print_word(self):
        """File the memo as a Word document in the dossier and open it."""
        self.ensure_one()
        letter = self.env["bank.document.template"].search(
            [("kind", "=", "loan_memo"), ("state", "=", "in_force")], limit=1
        )
        if not letter:
            raise UserError(
                self.env._(
                    "No letter of the kind “Credit memo” is in force. Ask the business "
                    "administrator."
                )
            )
        return letter._print(self.application_id).action_open_file()

    def action_open_application(self):
        self.ensure_one()
        return self.application_id._open()


def _digest(content):
    return decision_chain.sha256(decision_chain.canonical(content))
