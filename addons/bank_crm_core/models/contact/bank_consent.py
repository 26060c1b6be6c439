# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL


class BankConsent(models.Model):
    """What a client has allowed the bank, or has forbidden it, and the proof of it.

    Law 152-FZ, article 9: consent to the processing of personal data is specific and
    can be proved by the bank, and it may be withdrawn. Law 38-FZ, article 18:
    advertising over telecommunications needs the subscriber's consent before it, which
    is held not to have been given unless the bank proves it; on demand it ends at once.

    So a row is never changed: a withdrawal is a row of its own, and the latest row
    that speaks of a channel and topic holds. Merging of clients moves rows by SQL.
    """

    _name = "bank.consent"
    _description = "Consent"
    _order = "date desc, id desc"
    _rec_name = "purpose"
    _access_logged = True
    _access_log_client = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    purpose = fields.Selection(
        selection=[
            ("personal_data", "Processing of Personal Data"),
            ("marketing", "Marketing"),
            ("service", "Service"),
        ],
        required=True,
        readonly=True,
    )
    channel_id = fields.Many2one(
        comodel_name="bank.channel",
        readonly=True,
        ondelete="restrict",
        help="Empty: all channels.",
    )
    product_category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Topic",
        readonly=True,
        ondelete="restrict",
        help="Empty: all products.",
    )
    state = fields.Selection(
        selection=[("given", "Given"), ("withdrawn", "Withdrawn")],
        required=True,
        readonly=True,
    )
    date = fields.Datetime(
        string="When",
        required=True,
        readonly=True,
        default=lambda self: fields.Datetime.now(),
    )
    date_expiry = fields.Date(
        string="Valid Until", readonly=True, help="Empty: until it is withdrawn."
    )
    method = fields.Selection(
        selection=[
            ("paper", "Signed Paper"),
            ("phone", "By Phone"),
            ("branch", "In the Branch"),
            ("online", "On the Site or in the Application"),
            ("letter", "By Letter or E-mail"),
        ],
        string="How",
        required=True,
        readonly=True,
    )
    document_id = fields.Many2one(
        comodel_name="bank.document",
        string="Paper",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    recording = fields.Char(string="Recording of the Call", readonly=True)
    ip_address = fields.Char(string="Address of the Device", readonly=True)
    note = fields.Char(readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Entered by",
        required=True,
        readonly=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )

    _partner_idx = models.Index("(partner_id, purpose, date DESC, id DESC)")
    _check_proof = models.Constraint(
        "CHECK (state = 'withdrawn' OR document_id IS NOT NULL OR "
        "recording IS NOT NULL OR ip_address IS NOT NULL)",
        "Consent without a proof is no consent: name the paper or the recording.",
    )

    @api.depends("purpose")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["purpose"]._description_selection(self.env))
        for consent in self:
            consent.display_name = labels.get(consent.purpose, "")

    @api.constrains("date", "partner_id", "document_id")
    def _check_said(self):
        """Nobody consents in the future, or with another client's paper."""
        now = fields.Datetime.now()
        for consent in self:
            if not consent.partner_id.client_kind:
                raise ValidationError(self.env._("Only a client gives consent."))
            if consent.date > now:
                raise ValidationError(
                    self.env._("Consent cannot be given in the future.")
                )
            if blocker := consent._get_paper_blocker():
                raise ValidationError(blocker)

    def _get_paper_blocker(self):
        """Return why the paper proves nothing, or False."""
        paper = self.document_id
        if not paper:
            return False
        if (paper.res_model, paper.res_id) != ("res.partner", self.partner_id.id):
            return self.env._("The paper must lie in the dossier of this client.")
        if paper.state not in ("received", "verified"):
            return self.env._("The paper has no file yet, or is not valid any more.")
        return False

    @api.model
    def _enter(self, partner, *, purpose, state, method, **values):
        """Write down what a client said; return the row.

        The caller has checked that the user works with this client; nobody has a
        right to create rows. ``user_id`` is the one who asks for it.
        """
        row_sudo = self.sudo().create(
            {
                "channel_id": False,
                "product_category_id": False,
                "date": fields.Datetime.now(),
                **values,
                "partner_id": partner.id,
                "purpose": purpose,
                "state": state,
                "method": method,
                "user_id": self.env.uid,
            }
        )
        return row_sudo.sudo(False)

    def action_withdraw(self):
        """Take these consents back in one click: on demand they end at once."""
        self.check_access("read")
        self._check_may_enter(self.partner_id)
        for consent in self.filtered(lambda row: row.state == "given"):
            self._enter(
                consent.partner_id,
                purpose=consent.purpose,
                state="withdrawn",
                method="branch",
                channel_id=consent.channel_id.id,
                product_category_id=consent.product_category_id.id,
                note=self.env._("Withdrawn from the card"),
            )
        return True

    @api.model
    def _check_may_enter(self, partners):
        """Refuse to who does not work with these clients, or sees them by a task only."""
        partners._check_own_access()
        user = self.env.user
        if not self.env.su and not any(
            user.has_group(f"bank_crm_core.group_crm_{role}")
            for role in ("manager", "operator")
        ):
            raise AccessError(
                self.env._("Consents are entered by who works with the client.")
            )

    @api.model
    def _read_last(self, partner_ids):
        """Return the last row for every client, purpose, channel and topic.

        Each is (client, purpose, moment, id, channel, topic, is given, expiry), the
        rest as ``tools.contact.last_word`` reads it.
        """
        self.flush_model()
        return self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (partner_id, purpose, channel_id,
                                    product_category_id)
                       partner_id, purpose, date, id, channel_id,
                       product_category_id, state = 'given', date_expiry
                  FROM bank_consent
                 WHERE partner_id = ANY(%s)
                 ORDER BY partner_id, purpose, channel_id, product_category_id,
                          date DESC, id DESC
                """,
                list(partner_ids),
            )
        )

    def write(self, vals):
        raise AccessError(
            self.env._("A consent is never changed: a withdrawal is a new entry.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise AccessError(self.env._("Consents are kept: they prove what was allowed."))
