# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import zlib

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon

TEXT = "Договор поручительства с гражданином Синицыным".encode()
OTHER_TEXT = "Выписка о движении средств".encode()
PROGRAM = b"MZ" + bytes(58) + b"\x80" + bytes(67) + b"PE\x00\x00" + bytes(200)


def encode(content):
    return base64.b64encode(content).decode()


def make_png(width=8, height=8):
    """Return a small real picture."""

    def chunk(kind, data):
        body = kind + data
        crc = zlib.crc32(body).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + body + crc

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    rows = b"".join(b"\0" + b"\xff\0\0" * width for _row in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class DossierCase(BaseCommon):
    """A branch with a clerk and an officer, a stranger of another branch, an auditor;
    a letter of the branch that needs a passport and a statement.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        branches = cls.env["bank.branch"]
        cls.branch = branches.create({"name": "Branch", "code": "D-B"})
        cls.other_branch = branches.create({"name": "Other", "code": "D-O"})
        cls.clerk = cls._create_user("d_clerk", "bank_base.group_bank_user")
        cls.colleague = cls._create_user("d_colleague", "bank_base.group_bank_user")
        cls.officer = cls._create_user(
            "d_officer", "bank_document.group_document_officer"
        )
        cls.stranger = cls._create_user(
            "d_stranger", "bank_document.group_document_officer", cls.other_branch
        )
        cls.auditor = cls._create_user(
            "d_auditor", "bank_base.group_bank_auditor", cls.env["bank.branch"]
        )
        cls.legal = cls._create_user("d_legal", "bank_document.group_document_legal")
        cls.archivist, cls.second = (
            cls._create_user(login, "bank_document.group_document_archivist")
            for login in ("d_archivist", "d_second")
        )
        cls.administrator = cls._create_user(
            "d_administrator",
            "bank_base.group_bank_administrator",
            cls.env["bank.branch"],
        )
        cls.passport = cls._create_type("Passport", "d_passport")
        cls.statement = cls._create_type("Statement", "d_statement")
        cls.slot, cls.statement_slot = (
            cls._create_slot(kind) for kind in (cls.passport, cls.statement)
        )
        cls.letter = cls._create_letter()

    @classmethod
    def _create_user(cls, login, group, branches=None):
        branches = cls.branch if branches is None else branches
        return new_test_user(
            cls.env,
            login=login,
            groups=group,
            branch_ids=[Command.set(branches.ids)],
        )

    @classmethod
    def _create_type(cls, name, code, **values):
        return cls.env["bank.document.type"].create(
            {"name": name, "code": code, **values}
        )

    @classmethod
    def _create_slot(cls, kind, model="test.bank.letter", **values):
        return cls.env["bank.document.slot"].create(
            {
                "type_id": kind.id,
                "model_id": cls.env["ir.model"]._get_id(model),
                **values,
            }
        )

    @classmethod
    def _create_letter(cls, **values):
        return cls.env["test.bank.letter"].create(
            {"name": "Letter", "branch_id": cls.branch.id, **values}
        )

    def _upload(self, user=None, letter=None, slot=None, content=TEXT, name="scan.txt"):
        """Upload as the screen does; return the paper with the rights of the system."""
        letter = (letter or self.letter).with_user(user or self.clerk)
        paper_id = letter.upload_paper(
            name, encode(content), slot_id=(slot or self.slot).id
        )
        return self.env["bank.document"].browse(paper_id)

    def _verify(self, paper):
        paper.with_user(self.officer).action_verify()
        return paper
