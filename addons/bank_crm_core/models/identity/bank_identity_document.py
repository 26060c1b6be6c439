# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools import identity

KEY_PARAMETER = "bank_crm_core.identity_key"
RAW_FIELDS = {"number", "number_hash"}
VERDICT = {"date_verified", "verified_by_id"}
# what the verdict is about
JUDGED = {"number", "type_id", "issuer", "issuer_code", "date_issued", "citizenship_id"}


class BankIdentityDocument(models.Model):
    """A paper by which a person proves who he is.

    Its number is typed into a field that is never read; whoever works with the client
    reads the masked one, and the lookup finds the whole one by a keyed hash.
    """

    _name = "bank.identity.document"
    _description = "Identity Document"
    _inherit = ["bank.feed.mixin"]
    _order = "is_main desc, date_issued desc, id desc"
    _access_logged = True
    _access_log_client = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        index=True,
        ondelete="cascade",
    )
    type_id = fields.Many2one(
        comodel_name="bank.identity.type",
        required=True,
        index=True,
        ondelete="restrict",
    )
    active = fields.Boolean(default=True)
    is_main = fields.Boolean(
        string="Main", help="By which the client is identified; one at a time."
    )

    # Number
    number_input = fields.Char(
        string="Series and Number",
        store=False,
        exportable=False,
        help="Type it as it stands in the document; afterwards it is shown masked.",
    )
    number = fields.Char(
        string="Number in Full",
        readonly=True,
        copy=False,
        exportable=False,
        groups="bank_crm_core.group_crm_number_reader",
    )
    number_masked = fields.Char(
        string="Document No.",
        compute="_compute_number_masked",
        store=True,
        compute_sudo=True,
    )
    number_hash = fields.Char(
        compute="_compute_number_masked",
        store=True,
        compute_sudo=True,
        index="btree_not_null",
        exportable=False,
        groups=fields.NO_ACCESS,
    )

    # What stands in it
    issuer = fields.Char(string="Issued By")
    issuer_code = fields.Char(string="Code of the Issuer")
    date_issued = fields.Date(string="Issued On")
    date_expiry = fields.Date(
        string="Good Until",
        compute="_compute_date_expiry",
        store=True,
        readonly=False,
        index="btree_not_null",
    )
    citizenship_id = fields.Many2one(
        comodel_name="res.country",
        compute="_compute_citizenship_id",
        store=True,
        readonly=False,
    )
    term = fields.Selection(related="type_id.term")
    state = fields.Selection(
        selection=[
            ("valid", "Valid"),
            ("expiring", "Runs Out"),
            ("expired", "Expired"),
        ],
        compute="_compute_state",
    )

    # Verdict
    date_verified = fields.Datetime(
        string="Original Seen On", readonly=True, copy=False
    )
    verified_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Original Seen By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    source_key = fields.Char(
        string="Key in the Source System", readonly=True, copy=False
    )

    _source_key_uniq = models.UniqueIndex("(source_key) WHERE source_key IS NOT NULL")
    _partner_number_uniq = models.UniqueIndex(
        "(partner_id, type_id, number_hash) WHERE active AND number_hash IS NOT NULL",
        "This document of the client is already there.",
    )

    # Number

    @api.depends("number")
    def _compute_number_masked(self):
        key = self._get_key()
        for document in self:
            document.number_masked = identity.mask_number(document.number)
            document.number_hash = identity.hash_number(key, document.number)

    @api.model
    def _get_key(self):
        """Return the key of the hashes; a rule hides the parameter from everybody."""
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        return parameters_sudo.get_param(KEY_PARAMETER) or ""

    @api.model
    def _ensure_key(self):
        """Make the key when the addon is installed."""
        if not self._get_key():
            parameters_sudo = self.env["ir.config_parameter"].sudo()
            parameters_sudo.set_param(KEY_PARAMETER, secrets.token_hex(32))

    @api.model
    def _find_by_number(self, number):
        """Return the documents with this whole number, whoever may see them."""
        hashed = identity.hash_number(self._get_key(), number)
        # only who reads the client is told; the caller filters by that
        return self.sudo().search([("number_hash", "=", hashed)]) if hashed else self

    # What follows from it

    @api.depends("type_id", "date_issued", "partner_id.birth_date")
    def _compute_date_expiry(self):
        for document in self:
            born, issued = document.partner_id.birth_date, document.date_issued
            if document.type_id.term == "age":
                document.date_expiry = (
                    born and issued and identity.passport_end(born, issued)
                )
            else:
                document.date_expiry = document.date_expiry

    @api.depends("type_id")
    def _compute_citizenship_id(self):
        for document in self:
            document.citizenship_id = (
                document.type_id.country_id or document.citizenship_id
            )

    @api.depends("date_expiry", "type_id.warn_days")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for document in self:
            end, days = document.date_expiry, document.type_id.warn_days
            if not end or fields.Date.subtract(end, days=days) > today:
                document.state = "valid"
            else:
                document.state = "expiring" if end >= today else "expired"

    @api.depends("type_id.name", "number_masked")
    def _compute_display_name(self):
        for document in self:
            parts = [document.type_id.name, document.number_masked]
            document.display_name = " ".join(part for part in parts if part)

    # What cannot be

    @api.constrains("number", "type_id", "issuer_code")
    def _check_shapes(self):
        for document_sudo in self.sudo():
            kind = document_sudo.type_id
            number = document_sudo.number
            if number and not identity.arrange(number, kind.number_mask):
                raise ValidationError(
                    self.env._(
                        "This is not the number of “%(type)s”: it looks like %(mask)s, "
                        "where 9 is a digit, A a letter, R a Roman numeral. Compare it "
                        "with the document.",
                        type=kind.name,
                        mask=kind.number_mask or self.env._("3 to 30 signs"),
                    )
                )
            code, mask = document_sudo.issuer_code, kind.issuer_code_mask
            if code and mask and identity.arrange(code, mask) != code:
                raise ValidationError(
                    self.env._(
                        "The code of the issuer looks like %(mask)s. Compare it with "
                        "the document.",
                        mask=mask,
                    )
                )

    @api.constrains("date_issued", "date_expiry", "type_id", "partner_id")
    def _check_dates(self):
        for document in self:
            if wrong := document._get_date_blocker():
                raise ValidationError(wrong)

    def _get_date_blocker(self):
        """Return what is wrong with the dates, or False."""
        issued, born = self.date_issued, self.sudo().partner_id.birth_date
        if issued and issued > fields.Date.context_today(self):
            return self.env._("A document cannot be issued in the future.")
        if issued and issued.year < 1900:
            return self.env._("Nobody lives with a document of that age.")
        if issued and born and issued < born:
            return self.env._("The document is issued before its holder was born.")
        youngest = self.type_id.min_age
        if issued and born and issued < identity.birthday(born, youngest):
            return self.env._(
                "“%(type)s” is given from the age of %(age)s: this one is issued before. "
                "Compare the birth date and the date of issue.",
                type=self.type_id.name,
                age=youngest,
            )
        if self.type_id.term == "date" and not self.date_expiry:
            return self.env._(
                "“%(type)s” has an end: enter until when it is good.",
                type=self.type_id.name,
            )
        if issued and self.date_expiry and self.date_expiry < issued:
            return self.env._("The document ends before it is issued.")
        return False

    @api.constrains("partner_id")
    def _check_person(self):
        for document in self.sudo():
            if document.partner_id.client_kind == "company":
                raise ValidationError(
                    self.env._(
                        "A company has no identity document. Enter it for the person "
                        "who acts for it."
                    )
                )

    @api.constrains("number", "type_id", "partner_id", "active")
    def _check_number_is_new(self):
        """As with the INN: by hand nobody enters a client twice, a feed may."""
        # the answer tells whoever holds the document no more than that he is there
        for document in self.sudo().filtered("active"):
            client = document.partner_id
            same = document.search(
                [
                    ("id", "!=", document.id),
                    ("type_id", "=", document.type_id.id),
                    ("number_hash", "=", document.number_hash or ""),
                    ("partner_id.active", "=", True),
                    ("partner_id.client_kind", "!=", False),
                    ("partner_id.client_kind", "=", client.client_kind),
                    ("partner_id.branch_id.company_id", "=", self.env.company.id),
                ],
                limit=1,
            )
            if same and same.partner_id != client:
                raise ValidationError(self._get_taken_message(same.partner_id))

    def _get_taken_message(self, client):
        if client in client.sudo(False)._filtered_access("read"):
            return self.env._(
                "This document belongs to the client “%(name)s”. Open that card.",
                name=client.display_name,
            )
        return self.env._(
            "A client with this document is already served by another branch. Ask the "
            "head of your branch to have him transferred."
        )

    # Writing

    def _prepare_identity_values(self, vals):
        """Split off the typed number; nobody enters the verdict by hand."""
        vals = dict(vals)
        typed = vals.pop("number_input", None)
        typed = str(typed) if typed else None
        if not self.env.su and VERDICT & vals.keys():
            raise AccessError(
                self.env._("Who has seen the original is noted by the button only.")
            )
        return vals, typed

    def _keep_number(self, typed):
        """Keep a typed number, in the shape of its type where it fits."""
        self.check_access("write")
        for document in self:
            mask = document.type_id.number_mask
            number = identity.arrange(typed, mask) or (typed or "").strip()
            # the field is for nobody to read: its own rights are checked above
            document.sudo().number = number

    @api.model_create_multi
    def create(self, vals_list):
        prepared = [self._prepare_identity_values(vals) for vals in vals_list]
        unseen = {} if self.env.su else dict.fromkeys(VERDICT, False)
        documents = super().create([{**vals, **unseen} for vals, _typed in prepared])
        for document, (_vals, typed) in zip(documents, prepared):
            if typed:
                document._keep_number(typed)
            if not document.sudo().number:
                raise UserError(self.env._("Enter the series and the number."))
        documents._keep_one_main()
        return documents

    def write(self, vals):
        vals, typed = self._prepare_identity_values(vals)
        if JUDGED & vals.keys() or typed:
            vals = {**vals, **dict.fromkeys(VERDICT, False)}
        result = super().write(vals)
        if typed:
            self._keep_number(typed)
        if "partner_id" in vals:
            # rules look at what a row was: whose it has become must be his, too
            self.check_access("write")
        if {"is_main", "active", "partner_id"} & vals.keys():
            self._keep_one_main()
        return result

    def _keep_one_main(self):
        """The first document of a client is his main one, and so is a chosen one."""
        for document in self.filtered("active"):
            # other documents of the client whose document was just written
            others_sudo = self.sudo().search(
                [("partner_id", "=", document.partner_id.id), ("id", "!=", document.id)]
            )
            if document.is_main:
                others_sudo.filtered("is_main").is_main = False
            elif not others_sudo.filtered("is_main"):
                document.sudo().is_main = True

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        if RAW_FIELDS & {path[0] for path in fields if path}:
            raise AccessError(
                self.env._("Whole numbers of identity documents are not exported.")
            )
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)

    # Buttons

    def action_verify(self):
        """The employee has seen the original and compared it with what is entered."""
        self.check_access("write")
        # checked above; the fields are closed to hands
        self.sudo().write(
            {
                "date_verified": fields.Datetime.now(),
                "verified_by_id": self.env.uid,
            }
        )

    def action_make_main(self):
        self.ensure_one()
        self.is_main = True

    def action_open(self):
        """Open the document over the card of its client."""
        return self.partner_id._open_row(self, self.env._("Identity Document"))

    def action_open_scans(self):
        """Show the scans of this type of paper in the dossier of the client."""
        self.ensure_one()
        action = self.partner_id.action_open_dossier()
        kind = self.type_id.document_type_id
        domain = [("type_id", "=", kind.id)] if kind else []
        return {**action, "domain": [*action["domain"], *domain]}
