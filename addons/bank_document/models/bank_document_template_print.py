# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import hashlib
import logging

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.bank_report.tools.docx_template import (
    TemplateError,
    list_fields,
    render,
)
from odoo.addons.bank_report.tools.office import (
    OfficeError,
    convert_to_pdf,
    find_office,
)

_logger = logging.getLogger(__name__)


class BankDocumentTemplate(models.Model):
    """Printing: what the user may read, into a Word file that is filed as a paper."""

    _inherit = "bank.document.template"

    def _print(self, record):
        """Print this letter for one record and file it; return the paper.

        :raise UserError: why it cannot be printed, in a sentence
        """
        self.ensure_one()
        template = self._get_in_force()
        if not template:
            raise UserError(self.env._("“%(name)s” is not in force.", name=self.name))
        if template.model != record._name:
            raise UserError(
                self.env._("“%(name)s” is printed for other documents.", name=self.name)
            )
        record.check_access("read")
        content = template._render(record)
        pdf, note = self._convert(content)
        return template._file(record, content, pdf, note)

    def _render(self, record):
        """Return the Word file for a record, made with the rights of the user."""
        content = self._get_content()
        # the file of a template in force may be replaced behind its fields
        if hashlib.sha256(content).hexdigest() != self.sudo().sha256:
            raise UserError(
                self.env._(
                    "The file of “%(name)s” is not the one that was put into force. "
                    "Ask the business administrator to check it.",
                    name=self.name,
                )
            )
        names = self.env["bank.document.field"]
        try:
            values = names._get_values(record, list_fields(content))
            return render(content, values, lang=self.env.lang or "ru")
        except TemplateError as error:
            raise UserError(
                self.env._(
                    "“%(name)s” cannot be printed: %(error)s",
                    name=self.name,
                    error=self._describe([error.problem])[0],
                )
            ) from error

    def _convert(self, content):
        """Return ``(pdf or None, note or False)``: a letter is never lost for a PDF."""
        if not find_office():
            return None, self._get_office_note()
        try:
            return convert_to_pdf(content), False
        except OfficeError as error:
            _logger.warning("A letter could not be converted to PDF: %s", error)
            return None, self.env._(
                "No PDF: the converter failed. The Word file is there."
            )

    def _get_office_note(self):
        return self.env._(
            "No PDF: LibreOffice is not installed on the server. The Word file is there."
        )

    def _file(self, record, content, pdf, note):
        """Put a printed letter into the dossier of its record."""
        paper = self.env["bank.document"].create(
            {
                "res_model": record._name,
                "res_id": record.id,
                "type_id": self.type_id.id,
                "name": self.name,
                "note": note,
            }
        )
        paper.sudo()._write_step({"source": "printed"})
        paper._add_version(content, f"{self.name}.docx".replace("/", "-"), pdf=pdf)
        return paper
