# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.upload import UploadPolicy

MEGABYTE = 1024 * 1024
EXTENSION = re.compile(r"[a-z0-9]{1,8}")


class BankDocumentType(models.Model):
    """A kind of paper: how it is checked, how long it is good, who sees it, how long
    it is kept.
    """

    _name = "bank.document.type"
    _description = "Document Type"
    _inherit = ["bank.logged.config.mixin", "mail.thread"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char(required=True, help="One word; data and feeds name it by this.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)

    # Validity
    validity_months = fields.Integer(
        string="Good For, Months",
        tracking=True,
        help="Counted from the date of issue; 0: as the paper itself says.",
    )
    is_expiry_required = fields.Boolean(
        string="Always Has a Term",
        help="It cannot be verified before the last day of its term is entered.",
    )
    warn_days = fields.Integer(
        string="Remind Before, Days",
        default=30,
        help="The one responsible gets a task so many days before the term ends.",
    )

    # Upload
    extensions = fields.Char(
        string="Files",
        required=True,
        default="pdf, jpg, jpeg, png, tif, tiff, docx, xlsx, odt, txt",
        tracking=True,
        help="What may be uploaded, by the endings of file names. The content is "
        "checked, whatever the name says.",
    )
    # Odoo takes requests of 128 MiB (DEFAULT_MAX_CONTENT_LENGTH); base64 makes four
    # bytes of three, so that 96 MiB would fill one by themselves
    max_size_mb = fields.Integer(
        string="Largest File, MB",
        default=20,
        required=True,
        tracking=True,
        help="From 1 to 100. A file is a third larger on its way, and a request takes "
        "128 MB: a file of more than 95 MB does not arrive through the screen, "
        "whatever stands here.",
    )
    allow_archives = fields.Boolean(string="Archives Allowed", tracking=True)

    # Rights
    confidentiality = fields.Selection(
        selection=[
            ("internal", "Internal"),
            ("secret", "Bank Secrecy"),
            ("personal", "Personal Data"),
            ("restricted", "Restricted"),
        ],
        required=True,
        default="secret",
        tracking=True,
    )
    read_group_ids = fields.Many2many(
        comodel_name="res.groups",
        relation="bank_document_type_read_group_rel",
        string="Who Reads",
        help="Of those who may read the document it belongs to. Empty: all of them.",
    )
    upload_group_ids = fields.Many2many(
        comodel_name="res.groups",
        relation="bank_document_type_upload_group_rel",
        string="Who Uploads",
        help="Of those who may change the document it belongs to. Empty: all of them.",
    )
    verify_group_ids = fields.Many2many(
        comodel_name="res.groups",
        relation="bank_document_type_verify_group_rel",
        string="Who Verifies",
        help="Empty: every document officer who may read the paper.",
    )

    # Retention
    retention_years = fields.Integer(
        string="Kept For, Years",
        tracking=True,
        help="0: for ever. Then the paper may be destroyed by an act of two people.",
    )
    retention_from = fields.Selection(
        selection=[
            ("received", "From the day it was received"),
            ("expiry", "From the end of its term"),
            ("closed", "From the end of the document it belongs to"),
        ],
        string="Counted",
        required=True,
        default="closed",
        tracking=True,
    )

    _code_uniq = models.UniqueIndex("(code)", "There is already a type of this code.")
    _check_numbers = models.Constraint(
        "CHECK (validity_months >= 0 AND warn_days >= 0 AND retention_years >= 0)",
        "Terms are not negative.",
    )
    _check_size = models.Constraint(
        "CHECK (max_size_mb BETWEEN 1 AND 100)",
        "A file is let in up to a size between 1 and 100 MB.",
    )

    @api.constrains("extensions")
    def _check_extensions(self):
        for kind in self:
            if not all(map(EXTENSION.fullmatch, kind._get_extensions() or [""])):
                raise ValidationError(
                    self.env._(
                        "Name the endings of files by commas, like: pdf, jpg, docx"
                    )
                )

    def _get_extensions(self):
        """Return the endings of file names that are let in, small letters, no dot."""
        parts = (self.extensions or "").lower().replace(";", ",").split(",")
        return sorted({part.strip(" .") for part in parts} - {""})

    def _get_policy(self):
        """Return what an upload of this type is checked against."""
        return UploadPolicy(
            max_bytes=self.max_size_mb * MEGABYTE,
            extensions=frozenset(self._get_extensions()),
            allow_archives=self.allow_archives,
        )
