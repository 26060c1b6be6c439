# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class BankDocumentSlot(models.Model):
    """A place in a dossier: which paper a document needs, when, and in what state.

    When it is needed is said by a condition on the document; up to which stage, by
    the checks that ask for it. Addons above add plain fields (kind of client,
    category of product) by extending :meth:`_get_condition`.
    """

    _name = "bank.document.slot"
    _description = "Place in a Dossier"
    _inherit = ["bank.logged.config.mixin", "mail.thread"]
    _order = "sequence, id"
    _rec_names_search = ["name", "type_id.name"]

    name = fields.Char(
        translate=True, tracking=True, help="Empty: the name of the type."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    hint = fields.Char(
        translate=True, help="What to ask the client for, in one sentence."
    )
    type_id = fields.Many2one(
        comodel_name="bank.document.type",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Document",
        required=True,
        ondelete="cascade",
        index=True,
        domain=lambda self: [("model", "in", self._get_dossier_models())],
    )
    model = fields.Char(
        related="model_id.model", string="Model Name", store=True, index=True
    )

    # When it is needed
    domain = fields.Char(string="Condition", default="[]", tracking=True)
    is_mandatory = fields.Boolean(string="Required", default=True, tracking=True)
    count_min = fields.Integer(
        string="How Many",
        default=1,
        required=True,
        tracking=True,
        help="So many good papers fill the place.",
    )
    must_be_verified = fields.Boolean(
        default=True, tracking=True, help="A paper counts only once it is verified."
    )
    check_ids = fields.Many2many(
        comodel_name="bank.check",
        relation="bank_check_document_slot_rel",
        column1="slot_id",
        column2="check_id",
        string="Asked for By",
        domain="[('kind', '=', 'documents'), ('model_id', '=', model_id)]",
    )

    # Rights, over and above those of the type
    read_group_ids = fields.Many2many(
        comodel_name="res.groups",
        relation="bank_document_slot_read_group_rel",
        string="Who Reads",
        help="Of those whom the type lets read. Empty: all of them.",
    )
    upload_group_ids = fields.Many2many(
        comodel_name="res.groups",
        relation="bank_document_slot_upload_group_rel",
        string="Who Uploads",
        help="Of those whom the type lets upload. Empty: all of them.",
    )
    verify_group_ids = fields.Many2many(
        comodel_name="res.groups",
        relation="bank_document_slot_verify_group_rel",
        string="Who Verifies",
        help="Of those whom the type lets verify. Empty: all of them.",
    )

    _check_count = models.Constraint(
        "CHECK (count_min >= 1)", "A place is filled by one paper at least."
    )

    @api.model
    def _get_dossier_models(self):
        return self.env["bank.document"]._get_dossier_models()

    @api.depends("name", "type_id.name")
    def _compute_display_name(self):
        for slot in self:
            slot.display_name = slot.name or slot.type_id.name

    @api.constrains("model_id")
    def _check_model(self):
        for slot in self:
            if slot.model not in self._get_dossier_models():
                raise ValidationError(
                    self.env._(
                        "“%(model)s” keeps no dossier. Choose another document.",
                        model=slot.model_id.name,
                    )
                )

    @api.constrains("domain", "model_id")
    def _check_domain(self):
        for slot in self:
            try:
                self.env[slot.model].sudo()._search(slot._get_condition(), limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition of “%(slot)s” cannot be read: %(error)s",
                        slot=slot.display_name,
                        error=error,
                    )
                ) from error

    def _get_condition(self):
        """Hook: the domain over documents that need this paper; extend with super()."""
        return Domain(literal_eval(self.domain or "[]"))

    def _find_applicable(self, documents):
        """Return ``{slot: documents}``: who needs what, whatever the caller sees.

        A query for each different condition, whatever the number of documents; none
        for one document.
        """
        documents = documents.sudo().with_context(active_test=False)
        found = {}
        by_condition = {}
        for slot in self.sudo().filtered(lambda slot: slot.model == documents._name):
            condition = slot._get_condition()
            key = repr(condition)
            if key not in by_condition:
                by_condition[key] = self._filter_documents(documents, condition)
            found[slot] = by_condition[key]
        return found

    def _filter_documents(self, documents, condition):
        """Return those that meet a condition; one is at hand, many are asked for."""
        if condition.is_true():
            return documents
        if len(documents) == 1:
            return documents.filtered_domain(condition)
        return documents.search(Domain("id", "in", documents.ids) & condition)

    def _read_papers(self, documents):
        """Return ``{(document_id, slot): papers}`` that stand in these places now.

        With the rights of the system: a place is filled or not, whoever looks.
        """
        papers_sudo = (
            self.env["bank.document"]
            .sudo()
            .search_fetch(
                [
                    ("res_model", "=", documents._name),
                    ("res_id", "in", documents.ids),
                    ("slot_id", "in", self.ids),
                    ("state", "not in", ("withdrawn", "destroyed")),
                ],
                ["res_id", "slot_id", "state", "date_expiry"],
                order="id",
            )
        )
        found = defaultdict(papers_sudo.browse)
        for paper in papers_sudo:
            found[paper.res_id, paper.slot_id] |= paper
        return found

    def _find_lacks(self, documents):
        """Return ``{document_id: {slot: sentence}}`` of places that are not filled."""
        papers = self._read_papers(documents)
        lacks = defaultdict(dict)
        for slot, needing in self._find_applicable(documents).items():
            for document_id in needing.ids:
                if lack := slot._get_lack(papers[document_id, slot]):
                    lacks[document_id][slot] = lack
        return lacks

    def _get_lack(self, papers):
        """Return what is wrong with a place and what to do, or False."""
        good = papers.filtered(lambda paper: paper._is_good(self.must_be_verified))
        if len(good) >= self.count_min:
            return False
        values = {"name": self.display_name}
        rest = papers - good
        if "received" in rest.mapped("state"):
            return self.env._("%(name)s: waits to be verified", **values)
        if any(paper._is_over() for paper in rest):
            return self.env._("%(name)s: expired, upload a new one", **values)
        if "refused" in rest.mapped("state"):
            return self.env._("%(name)s: refused, upload a better one", **values)
        if good:
            left = self.count_min - len(good)
            return self.env._("%(name)s: %(count)s more needed", **values, count=left)
        return self.env._("%(name)s: not there, upload it", **values)
