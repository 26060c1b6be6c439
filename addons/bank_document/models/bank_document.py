# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import ormcache

FROZEN = {"res_model", "res_id", "source"}
# what a verdict is about: changed only before it
JUDGED = {"type_id", "slot_id", "date_issue", "date_expiry"}


class BankDocument(models.Model):
    """A paper in the dossier of a document of any model, with all its versions.

    It follows its document: who reads that reads the paper, where type and place do
    not say otherwise; who changes that adds papers to it. It is never deleted.
    """

    _name = "bank.document"
    _description = "Paper"
    _inherit = ["bank.transition.mixin"]
    _order = "id desc"

    name = fields.Char(
        compute="_compute_name",
        store=True,
        index="trigram",
        readonly=False,
        precompute=True,
        required=True,
    )
    res_model = fields.Char(
        string="Model", required=True, readonly=True, index=True, copy=False
    )
    res_id = fields.Many2oneReference(
        model_field="res_model",
        string="Document",
        required=True,
        readonly=True,
        index=True,
        copy=False,
    )
    res_name = fields.Char(string="Belongs To", compute="_compute_res_name")
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    type_id = fields.Many2one(
        comodel_name="bank.document.type",
        required=True,
        index=True,
        ondelete="restrict",
    )
    slot_id = fields.Many2one(
        comodel_name="bank.document.slot",
        string="Place",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('model', '=', res_model), ('type_id', '=', type_id)]",
    )
    state = fields.Selection(
        selection=[
            ("draft", "No File Yet"),
            ("received", "To Verify"),
            ("verified", "Verified"),
            ("refused", "Refused"),
            ("expired", "Expired"),
            ("withdrawn", "Withdrawn"),
            ("destroyed", "Destroyed"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
    )
    source = fields.Selection(
        selection=[("uploaded", "Uploaded"), ("printed", "Made from a Template")],
        required=True,
        readonly=True,
        default="uploaded",
        copy=False,
    )
    note = fields.Text(string="Notes", help="What the next reader should know.")

    # Term
    date_issue = fields.Date(string="Issued On")
    date_expiry = fields.Date(
        string="Good Until",
        compute="_compute_date_expiry",
        store=True,
        readonly=False,
        index="btree_not_null",
    )

    # Versions
    version_ids = fields.One2many(
        comodel_name="bank.document.version",
        inverse_name="document_id",
        string="Versions",
        readonly=True,
        copy=False,
    )
    version_id = fields.Many2one(
        comodel_name="bank.document.version",
        string="Last Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    version_count = fields.Integer(compute="_compute_version_count")
    file_name = fields.Char(related="version_id.file_name", related_sudo=False)
    date_received = fields.Datetime(
        string="Received", readonly=True, copy=False, help="When the last file came."
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Uploaded By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    # Verdict
    judge_id = fields.Many2one(
        comodel_name="res.users",
        string="Judged By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    date_judged = fields.Datetime(string="Judged On", readonly=True, copy=False)
    reason = fields.Char(readonly=True, copy=False, help="Why refused or withdrawn.")

    _owner_idx = models.Index("(res_model, res_id)")

    @api.model
    @ormcache()
    def _get_dossier_models(self):
        """Return the names of the models that keep dossiers."""
        return sorted(
            name
            for name, model in self.env.registry.items()
            # not by its fields: users have those of their contact
            if hasattr(model, "_get_dossier_slots") and not model._abstract
        )

    @api.depends("type_id")
    def _compute_name(self):
        for paper in self:
            paper.name = paper.name or paper.type_id.name

    @api.depends("date_issue", "type_id")
    def _compute_date_expiry(self):
        """As the type says from the date of issue; a date that was entered stays."""
        for paper in self:
            months = paper.type_id.validity_months
            if paper.date_issue and months:
                paper.date_expiry = fields.Date.add(paper.date_issue, months=months)
            else:
                paper.date_expiry = paper.date_expiry

    def _compute_version_count(self):
        # how many there are is no secret to who reads the paper
        groups = (
            self.env["bank.document.version"]
            .sudo()
            ._read_group(
                [("document_id", "in", self.ids)], ["document_id"], ["__count"]
            )
        )
        counts = {paper.id: count for paper, count in groups}
        for paper in self:
            paper.version_count = counts.get(paper.id, 0)

    @api.depends("res_model", "res_id")
    def _compute_res_name(self):
        self.res_name = False
        for model, papers in self._group_by_owner_model().items():
            owners = model.browse(papers.mapped("res_id"))._filtered_access("read")
            names = {owner.id: owner.display_name for owner in owners.exists()}
            for paper in papers:
                paper.res_name = names.get(paper.res_id, False)

    def _group_by_owner_model(self):
        """Return ``{empty recordset of the owner's model: papers}``.

        A paper that a form has only begun belongs to nothing yet.
        """
        found = defaultdict(self.browse)
        for paper in self.filtered("res_model"):
            found[self.env[paper.res_model]] |= paper
        return found

    def _get_owners(self):
        """Return the documents of papers of one model, with the caller's rights."""
        return self.env[self[:1].res_model].browse(set(self.mapped("res_id")))

    @api.constrains("res_model", "type_id", "slot_id")
    def _check_slot(self):
        for paper in self.filtered("slot_id"):
            slot = paper.slot_id
            if slot.model != paper.res_model or slot.type_id != paper.type_id:
                raise ValidationError(
                    self.env._(
                        "The place “%(slot)s” is for another paper: %(type)s.",
                        slot=slot.display_name,
                        type=slot.type_id.name,
                    )
                )

    @api.constrains("date_issue", "date_expiry")
    def _check_dates(self):
        for paper in self:
            is_wrong = paper.date_issue and paper.date_expiry
            if is_wrong and paper.date_expiry < paper.date_issue:
                raise ValidationError(
                    self.env._("A paper is not good before it is issued.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        companies = self._find_owner_companies(vals_list)
        owned = [
            # set, not only left out: gaps are filled from the caller's context
            {
                "slot_id": False,
                "note": False,
                **vals,
                **self._prepare_fixed_values(vals, companies),
            }
            for vals in vals_list
        ]
        papers = super().create(owned)
        papers._check_upload()
        return papers

    @api.model
    def _find_owner_companies(self, vals_list):
        """Return ``{(model, id): company}`` of their documents, of all at once."""
        models, by_model, found = self._get_dossier_models(), defaultdict(set), {}
        for vals in vals_list:
            if vals.get("res_model") in models and isinstance(vals.get("res_id"), int):
                by_model[vals["res_model"]].add(vals["res_id"])
        for name, ids in by_model.items():
            if "company_id" in self.env[name]._fields:
                # rights on the document are checked once the paper is there
                owners_sudo = self.env[name].sudo().browse(ids).exists()
                found |= {(name, row.id): row.company_id for row in owners_sudo}
        return found

    @api.model
    def _prepare_fixed_values(self, vals, companies):
        """Return what a new paper begins with, whatever the caller asks for."""
        if vals.get("res_model") not in self._get_dossier_models():
            raise UserError(self.env._("Such documents keep no dossier."))
        res_id = vals.get("res_id")
        known = isinstance(res_id, int) and companies.get((vals["res_model"], res_id))
        company = known or self.env.company
        return {
            **dict.fromkeys(self._get_set_fields(), False),
            "version_ids": [],
            "source": "uploaded",
            "company_id": company.id,
        }

    @api.model
    def _get_set_fields(self):
        """Fields that only steps of a paper set."""
        return {
            "source",
            "company_id",
            "version_id",
            "version_ids",
            "date_received",
            "user_id",
            "judge_id",
            "date_judged",
            "reason",
            "date_reminded",
            "date_destroyed",
        }

    def write(self, vals):
        """What makes a paper what it is changes by its steps, not by hand."""
        if not self._is_step(vals):
            self._check_write(vals)
        return super().write(vals)

    def _is_step(self, vals):
        """Return whether a step of ours writes: the state's token is checked above."""
        token = self.env.context.get("bank_transition_token")
        return token is self._TRANSITION_TOKEN

    def _check_write(self, vals):
        if (FROZEN | self._get_set_fields()) & vals.keys():
            raise AccessError(
                self.env._("A paper stays where it is: use its buttons to change it.")
            )
        changed = JUDGED & vals.keys()
        if not changed:
            return
        if late := self.filtered(
            lambda paper: paper.state not in ("draft", "received")
        ):
            raise UserError(
                self.env._(
                    "“%(name)s” was judged as it is. Upload a new version to change "
                    "its dates.",
                    name=late[:1].display_name,
                )
            )
        if {"type_id", "slot_id"} & changed and not self._is_officer():
            raise AccessError(
                self.env._(
                    "Only a document officer moves a paper to another place. Withdraw "
                    "it and upload it where it belongs."
                )
            )

    def _is_officer(self):
        return self.env.su or self.env.user.has_group(
            "bank_document.group_document_officer"
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(
            self.env._(
                "A paper is never deleted. Withdraw it; when its term of keeping is "
                "over, it is destroyed by an act."
            )
        )

    def copy(self, default=None):
        raise UserError(
            self.env._("A paper is not copied. Upload it where it belongs.")
        )

    def action_open_owner(self):
        """Open the document that the paper belongs to."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    def action_open_file(self):
        """Show the last file as the browser shows it, in a window of its own."""
        self.ensure_one()
        self.check_access("read")
        if not self.version_id:
            raise UserError(self.env._("There is no file yet."))
        return self.version_id.action_open_file()
