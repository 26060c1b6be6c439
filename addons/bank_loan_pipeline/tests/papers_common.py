# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io

from docx import Document

from odoo.fields import Command
from odoo.tools.pdf import PdfFileWriter

from .test_structure import StructureCommon

LETTERS = (
    "loan_agreement",
    "loan_schedule",
    "pledge_agreement",
    "guarantee_agreement",
    "credit_consent",
)


def make_scan():
    writer, file = PdfFileWriter(), io.BytesIO()
    writer.add_blank_page(width=72, height=72)
    writer.write(file)
    return file.getvalue()


SCAN = make_scan()


def read_docx(content):
    document = Document(io.BytesIO(base64.b64decode(content)))
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    return "\n".join([*(row.text for row in document.paragraphs), *cells])


class PapersCommon(StructureCommon):
    """Shipped letters in force, an application with a flat and a guarantor."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.verifier = cls._create_user(
            "verifier",
            "bank_document.group_document_officer,bank_crm_core.group_crm_client_reader",
            cls.region,
        )
        cls.client.city = "Тверь"
        for name in LETTERS:
            cls._letter(name).action_start()
        cls.package = cls.env.ref("bank_loan_pipeline.bank_document_package_loan")
        cls.env["bank.application.party"].with_user(cls.manager).create(
            {
                "application_id": cls.application.id,
                "partner_id": cls.colleague_client.id,
                "role": "guarantor",
            }
        )
        cls.env["bank.collateral.pledge"].with_user(cls.manager).create(
            {"collateral_id": cls.flat.id, "application_id": cls.application.id}
        )

    @classmethod
    def _letter(cls, name):
        return cls.env.ref(f"bank_loan_pipeline.bank_document_template_{name}")

    def _approve(self):
        self._send(self.application)
        self._decide(self.application)

    def _open_print(self, user=None, **values):
        application = self.application.with_user(user or self.manager)
        action = application.action_print_papers()
        jobs = self.env["bank.document.print"].with_user(user or self.manager)
        return jobs.with_context(**action["context"]).create(values)

    def _print_all(self):
        job = self._open_print()
        job.action_print()
        return job.line_ids

    def _bring(self, slot_name, content=SCAN, user=None):
        slot = self.env.ref(f"bank_loan_pipeline.bank_document_slot_{slot_name}")
        application = self.application.with_user(user or self.manager)
        return self.env["bank.document"].browse(
            application.upload_paper(
                "scan.pdf", base64.b64encode(content).decode(), slot_id=slot.id
            )
        )

    def _start_process(self):
        """Put a process into force whose papers come back before its last stage."""
        check = self.env.ref("bank_loan_pipeline.bank_check_papers_signed")
        process = self.env["bank.application.process"].create(
            {
                "name": "With papers",
                "stage_ids": [
                    Command.create({"name": "Data", "sequence": 1}),
                    Command.create(
                        {
                            "name": "Review",
                            "sequence": 2,
                            "is_review": True,
                            "check_exit_ids": [Command.set(check.ids)],
                        }
                    ),
                    Command.create({"name": "Ready", "sequence": 3}),
                ],
            }
        )
        process.action_publish()
        return process
