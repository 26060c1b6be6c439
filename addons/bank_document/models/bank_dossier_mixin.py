# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class BankDossierMixin(models.AbstractModel):
    """A document of any model with a dossier: what it needs, what is there.

    Adoption is this mixin and one element in the form::

        <field name="dossier" widget="bank_dossier" nolabel="1" />
    """

    _name = "bank.dossier.mixin"
    _description = "Dossier (abstract)"

    document_ids = fields.One2many(
        comodel_name="bank.document",
        inverse_name="res_id",
        string="Papers",
        domain=lambda self: [("res_model", "=", self._name)],
        copy=False,
    )
    document_count = fields.Integer(
        string="Papers in the Dossier", compute="_compute_document_count"
    )
    dossier_lack_count = fields.Integer(
        string="Papers Missing", compute="_compute_dossier_lacks"
    )
    dossier_lacks = fields.Text(
        string="What Is Missing", compute="_compute_dossier_lacks"
    )
    dossier = fields.Json(compute="_compute_dossier", exportable=False)

    @api.depends("document_ids")
    @api.depends_context("uid")
    def _compute_document_count(self):
        groups = self.env["bank.document"]._read_group(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("state", "not in", ("withdrawn", "destroyed")),
            ],
            ["res_id"],
            ["__count"],
        )
        counts = dict(groups)
        for document in self:
            document.document_count = counts.get(document._origin.id, 0)

    def _get_dossier_triggers(self):
        """Hook: fields whose change makes other papers necessary."""
        return ("document_ids.state", "document_ids.date_expiry")

    @api.depends(lambda self: self._get_dossier_triggers())
    def _compute_dossier_lacks(self):
        lacks = self._find_dossier_lacks()
        for document in self:
            found = lacks.get(document._origin.id, {})
            document.dossier_lack_count = len(found)
            document.dossier_lacks = "\n".join(found.values())

    def _get_dossier_slots(self):
        """Return the places that dossiers of this model may have."""
        slots_sudo = self.env["bank.document.slot"].sudo()
        found = slots_sudo.search([("model", "=", self._name)])
        # the order within a section stays
        return found.sorted(lambda slot: slot.type_id.section_id._get_place())

    def _find_dossier_lacks(self):
        """Return ``{id: {slot: sentence}}`` of required places that are not filled."""
        mandatory = self._get_dossier_slots().filtered("is_mandatory")
        return mandatory._find_lacks(self._origin)

    @api.depends(lambda self: self._get_dossier_triggers())
    @api.depends_context("uid")
    def _compute_dossier(self):
        """What the screen shows: places with their papers, then the other papers."""
        slots = self._get_dossier_slots()
        documents = self._origin
        lacks = slots._find_lacks(documents)
        needing = slots._find_applicable(documents)
        papers = self._read_own_papers()
        for document in self:
            origin = document._origin
            document.dossier = {
                "can_upload": bool(origin and origin._filter_dossier_changeable()),
                "slots": [
                    slot._prepare_row(
                        papers[origin.id, slot], lacks[origin.id].get(slot)
                    )
                    for slot in slots
                    if origin.id in needing[slot].ids or papers[origin.id, slot]
                ],
                "others": papers[origin.id, slots.browse().sudo()]._prepare_rows(),
            }

    def _read_own_papers(self):
        """Return ``{(document_id, slot): papers}`` that the reader may see."""
        papers = defaultdict(lambda: self.env["bank.document"])
        for paper in self.env["bank.document"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self._origin.ids),
                ("state", "not in", ("withdrawn", "destroyed")),
            ]
        ):
            papers[paper.res_id, paper.slot_id.sudo()] |= paper
        return papers

    # Hooks

    def _filter_dossier_changeable(self):
        """Hook: those of these documents to which the user may bring papers."""
        return self._filtered_access("write")

    def _get_dossier_users(self):
        """Hook: ``{id: user}`` of those who answer for these documents."""
        if "user_id" not in self._fields:
            return {}
        return {document.id: document.user_id for document in self.sudo()}

    @api.model
    def _get_dossier_closed_sql(self, _alias):
        """Hook: SQL of the day on which a document of ``alias`` came to its end."""
        return SQL("NULL::date")

    # What the screen does

    def upload_paper(self, file_name, content, slot_id=False, paper_id=False):
        """Put a file into this dossier; return the id of the paper.

        :param str content: the file in base64
        :param slot_id: the place it fills; a paper that stands there and is not good
            for it gets a new version, else a new paper is added
        :param paper_id: the paper of this dossier that gets a new version
        """
        self.ensure_one()
        self.check_access("read")
        papers = self.env["bank.document"]
        if paper_id:
            # a caller may send a list: that is no paper
            paper = papers.browse(paper_id if type(paper_id) is int else ()).exists()
            if (paper.sudo().res_model, paper.sudo().res_id) != (self._name, self.id):
                raise UserError(self.env._("This paper is not of this dossier."))
        else:
            paper = self._find_paper_to_renew(slot_id) or papers.create(
                self._prepare_paper_values(slot_id)
            )
        raw = self.env["bank.document.version"]._decode(content)
        paper._add_version(raw, file_name)
        return paper.id

    def _find_paper_to_renew(self, slot_id):
        """Return the paper of a place for one that waits for a better file."""
        return self.env["bank.document"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("slot_id", "=", slot_id),
                ("state", "in", ("draft", "refused", "expired")),
            ],
            limit=1,
        )

    def _prepare_paper_values(self, slot_id):
        slot_sudo = self.env["bank.document.slot"].sudo().browse(slot_id).exists()
        if not slot_sudo:
            raise UserError(self.env._("Choose the place that the file is for."))
        return {
            "res_model": self._name,
            "res_id": self.id,
            "slot_id": slot_sudo.id,
            "type_id": slot_sudo.type_id.id,
        }

    def action_open_dossier(self):
        """List the papers of this dossier, with search in their text."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "bank_document.bank_document_action"
            ),
            "name": self.env._("Dossier: %(name)s", name=self.display_name),
            "domain": [("res_model", "=", self._name), ("res_id", "=", self.id)],
            "context": {
                "default_res_model": self._name,
                "default_res_id": self.id,
                "search_default_current": 1,
            },
        }

    def action_add_paper(self):
        """Ask for a paper that no place of the dossier asks for."""
        self.ensure_one()
        self.check_access("read")
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "bank_document.bank_document_upload_action"
            ),
            "context": {"active_model": self._name, "active_id": self.id},
        }

    def action_print_papers(self):
        """Ask what to print for these documents."""
        self.check_access("read")
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "bank_document.bank_document_print_action"
            ),
            "context": {
                "active_model": self._name,
                "active_id": self[:1].id,
                "active_ids": self.ids,
            },
        }

    def action_forbid_destruction(self):
        """Open a legal hold over this dossier."""
        self.ensure_one()
        self.check_access("read")
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "bank_document.bank_document_hold_action_new"
            ),
            "context": {"default_res_model": self._name, "default_res_id": self.id},
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_papers(self):
        # papers that the user may not read count as well
        papers_sudo = self.env["bank.document"].sudo()
        domain = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        if papers_sudo.search_count(domain, limit=1):
            raise UserError(
                self.env._("A document with papers is archived, not deleted.")
            )


class BankDocumentSlot(models.Model):
    _inherit = "bank.document.slot"

    def _prepare_row(self, papers, lack):
        """Return what the screen shows of one place; the papers are the user's to read."""
        self.ensure_one()
        groups = self.env.user.all_group_ids
        wanted = [
            *(self.type_id.read_group_ids, self.read_group_ids),
        ]
        uploads = [self.type_id.upload_group_ids, self.upload_group_ids]
        return {
            "id": self.id,
            "name": self.display_name,
            "section": self.type_id.section_id.name or "",
            "hint": self.hint or "",
            "is_mandatory": self.is_mandatory,
            "gates": ", ".join(self.check_ids.mapped("name")),
            "lack": lack or "",
            "is_closed": not all(not named or named & groups for named in wanted),
            "can_upload": all(not named or bool(named & groups) for named in uploads),
            "papers": papers._prepare_rows(),
        }


class BankDocument(models.Model):
    _inherit = "bank.document"

    def _prepare_rows(self):
        """Return what the screen shows of papers that the user may read."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        return [
            {
                "id": paper.id,
                "name": paper.name,
                "section": paper.section_id.sudo().name or "",
                "state": paper.state,
                "state_label": labels[paper.state],
                "file_name": paper.file_name or "",
                "version_id": paper.version_id.id,
                "has_pdf": paper.version_id.has_pdf,
                "version_count": paper.version_count,
                "date_expiry": fields.Date.to_string(paper.date_expiry) or "",
                "is_expiring": paper.is_expiring,
                "is_over": paper._is_over(),
                "reason": paper.reason or "",
                "can_verify": paper.can_verify,
                "can_refuse": paper.can_refuse,
                "verify_blocker": paper.verify_blocker or "",
            }
            for paper in self
        ]
