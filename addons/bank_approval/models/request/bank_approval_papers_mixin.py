# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import models

GONE = ("draft", "withdrawn", "destroyed")


class BankApprovalPapersMixin(models.AbstractModel):
    """The papers of a document: files hung on it, and those of its dossier."""

    _name = "bank.approval.papers.mixin"
    _description = "Papers of a Document to Approve (abstract)"

    def _read_approval_papers(self):
        """Hook: ``{id: papers}``, each as something that changes with its content."""
        papers = {}
        for attachment_sudo in self._find_files():
            found = papers.setdefault(attachment_sudo.res_id, [])
            found.append(attachment_sudo.checksum)
        for paper_sudo in self._find_dossier_papers():
            found = papers.setdefault(paper_sudo.res_id, [])
            found.append(paper_sudo.version_id.sha256)
        return {key: sorted(found) for key, found in papers.items()}

    def _find_approval_files(self):
        """Hook: name, version, date and content of each paper of one document."""
        self.ensure_one()
        files = [
            {
                "name": row_sudo.name,
                "version": 0,
                "date": row_sudo.create_date,
                "content": row_sudo.raw or b"",
            }
            for row_sudo in self._find_files()
        ]
        return files + [
            _describe(paper_sudo.version_id)
            for paper_sudo in self._find_dossier_papers()
        ]

    def _find_files(self):
        # what is decided on is kept whole, whoever sends it
        return (
            self.env["ir.attachment"]
            .sudo()
            .search_fetch(
                [("res_model", "=", self._name), ("res_id", "in", self.ids)],
                ["name", "res_id", "checksum", "create_date"],
                order="checksum, id",
            )
        )

    def _read_paper_names(self):
        """Return ``{id: names}`` of the papers that the user may open."""
        files = self._find_files().with_env(self.env)._filtered_access("read")
        papers = self._find_dossier_papers().with_env(self.env)
        names = {}
        # whoever reads a paper may know what its last version is called
        for row_sudo in papers._filtered_access("read").sudo():
            found = names.setdefault(row_sudo.res_id, [])
            found.append(row_sudo.version_id.file_name)
        for row_sudo in files.sudo():
            names.setdefault(row_sudo.res_id, []).append(row_sudo.name)
        return {key: sorted(filter(None, found)) for key, found in names.items()}

    def _find_file_attachments(self):
        """Return the files of both kinds as attachments, with the server's rights."""
        versions = self._find_dossier_papers().version_id
        stored_sudo = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", versions._name),
                    ("res_id", "in", versions.ids),
                    ("res_field", "=", "content"),
                ]
            )
        )
        return self._find_files() | stored_sudo

    def _find_dossier_papers(self):
        return (
            self.env["bank.document"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("state", "not in", GONE),
                    ("version_id", "!=", False),
                ],
                order="id",
            )
        )


def _describe(version):
    content = version.with_context(bin_size=False).content
    return {
        "name": version.file_name,
        "version": version.number,
        "date": version.date,
        "content": base64.b64decode(content or b""),
    }
