# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

VIEWER = "/web/static/lib/pdfjs/web/viewer.html?file="
FILE = "/web/content/bank.document.version/%s/%s"


class BankDocumentReading(models.TransientModel):
    """Proposals beside the original: a person ticks what is right."""

    _name = "bank.document.reading"
    _description = "Reading of a Paper"

    document_id = fields.Many2one(
        comodel_name="bank.document",
        string="Paper",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    line_ids = fields.One2many(
        comodel_name="bank.document.reading.line", inverse_name="reading_id"
    )
    type_id = fields.Many2one(
        comodel_name="bank.document.type",
        string="By Its Words",
        readonly=True,
        ondelete="cascade",
    )
    type_percent = fields.Integer(string="How Sure, %", readonly=True)
    is_other_type = fields.Boolean(compute="_compute_is_other_type")
    original = fields.Html(compute="_compute_original", sanitize=False)
    recognition_note = fields.Char(related="document_id.recognition_note")

    @api.depends("type_id", "document_id")
    def _compute_is_other_type(self):
        for reading in self:
            known = reading.document_id.type_id
            reading.is_other_type = bool(reading.type_id) and reading.type_id != known

    @api.depends("document_id")
    def _compute_original(self):
        """The file as it is; its access is asked again when it is sent."""
        for reading in self:
            version = reading.document_id.version_id
            field = "pdf" if version.has_pdf else "content"
            url = FILE % (version.id, field)
            if field == "pdf" or version.mimetype == "application/pdf":
                frame = '<iframe class="w-100 border-0" style="height:70vh" src="%s"/>'
                reading.original = Markup(frame) % (VIEWER + url.replace("/", "%2F"))
            elif (version.mimetype or "").startswith("image/"):
                reading.original = Markup('<img class="w-100" src="%s"/>') % url
            else:
                reading.original = Markup('<a target="_blank" href="%s">%s</a>') % (
                    url,
                    self.env._("Open the file beside"),
                )

    @api.model_create_multi
    def create(self, vals_list):
        readings = super().create(
            [{"document_id": vals.get("document_id")} for vals in vals_list]
        )
        for reading in readings:
            reading._propose()
        return readings

    def write(self, vals):
        if vals.keys() - {"line_ids"}:
            raise UserError(self.env._("A reading stays with its paper."))
        return super().write(vals)

    def _propose(self):
        self.ensure_one()
        paper = self.document_id
        paper.check_access("read")
        inn = paper._get_client_inn()
        for fact in paper._propose_facts():
            is_other = fact["code"] == "inn" and inn and fact["value"] != inn
            note = is_other and self.env._("Not the INN of the client")
            self.env["bank.document.reading.line"].create(
                {**fact, "reading_id": self.id, "note": note}
            )
        self._propose_type()

    def _propose_type(self):
        text = self.document_id._read_words()
        found = self.env["bank.model"]._suggest_paper_type(text)
        kinds = self.env["bank.document.type"]
        kind = found and kinds.search([("code", "=", found[0])], limit=1)
        if kind:
            percent = int(found[1] * 100)
            super().write({"type_id": kind.id, "type_percent": percent})

    def action_confirm(self):
        """Keep what is ticked; nothing that does not stand in the paper."""
        self.ensure_one()
        paper = self.document_id
        ticked = self.line_ids.filtered("is_taken")
        if not ticked:
            raise UserError(self.env._("Tick what is right."))
        wanted = {(line.code, line.value) for line in ticked}
        facts = [
            fact
            for fact in paper._propose_facts()
            if (fact["code"], fact["value"]) in wanted
        ]
        codes = [fact["code"] for fact in facts if fact["code"].startswith("date_")]
        if len(codes) != len(set(codes)):
            raise UserError(self.env._("A paper has one date of each kind: tick one."))
        if len(facts) != len(wanted):
            raise UserError(self.env._("The paper has another version now: read it."))
        paper._confirm_facts(facts)
        return {"type": "ir.actions.act_window_close"}

    def action_take_type(self):
        """Put the paper under the type that its words tell of."""
        self.ensure_one()
        # who may move a paper is asked by the paper
        self.document_id.write({"type_id": self.type_id.id, "slot_id": False})
        return {"type": "ir.actions.act_window_close"}


class BankDocumentReadingLine(models.TransientModel):
    """One value that may stand in the paper, with the words around it."""

    _name = "bank.document.reading.line"
    _description = "Value Read from a Paper"

    reading_id = fields.Many2one(
        comodel_name="bank.document.reading",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    code = fields.Char(readonly=True)
    label = fields.Char(string="What", readonly=True)
    value = fields.Char(readonly=True)
    quote = fields.Char(string="Words around It", readonly=True)
    note = fields.Char(readonly=True)
    is_taken = fields.Boolean(string="Right")
