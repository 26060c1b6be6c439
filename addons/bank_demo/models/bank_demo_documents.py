# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import Command, models
from odoo.modules.module import get_module_path
from odoo.tools import LazyTranslate

from ..tools import papers
from .bank_demo_deals import MANAGER

_lt = LazyTranslate(__name__)

OFFICER = "documents"
# who has brought something already: so many of the manager's clients
CLIENTS = 3
TERMS = (
    (_lt("Client"), "{{ client.name }}"),
    (_lt("Product"), "{{ product }}"),
    (_lt("Amount"), "{{ amount | money(currency) }}"),
    (_lt("Amount in words"), "{{ amount | money_words(currency) }}"),
    (_lt("Term, months"), "{{ term }}"),
    (_lt("Annual rate, %"), "{{ rate | number(2) }}"),
)


class BankDemoImport(models.Model):
    """Dossiers: what deals ask for, a letter in Word, papers of some clients."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "documents"]

    def _load_documents(self, bank):
        """Set up dossiers of deals and bring some papers, unless it was done before."""
        if self.env["bank.document.slot"].search_count(
            [("model", "=", "crm.lead")], limit=1
        ):
            return
        self._create_deal_slots()
        self._create_letter()
        manager = self.env["res.users"].search([("login", "=", MANAGER)])
        officer = self.env["res.users"].search([("login", "=", OFFICER)])
        if manager and officer:
            self._bring_papers(manager, officer, bank)

    def _create_deal_slots(self):
        """Loans ask for a statement of income; nothing but advice, no gate."""
        categories = self._find_by_code("bank.product.category", ["loans"])
        model_id = self.env["ir.model"]._get_id("crm.lead")
        kinds = self.env["bank.document.type"]
        slots = self.env["bank.document.slot"].create(
            [
                {
                    "type_id": kinds.search([("code", "=", code)]).id,
                    "model_id": model_id,
                    "client_kind": client_kind,
                    "is_mandatory": is_mandatory,
                    "product_category_ids": [Command.set(categories["loans"].ids)],
                }
                for code, client_kind, is_mandatory in (
                    ("income", "person", True),
                    ("statements", "company", True),
                    ("power_of_attorney", False, False),
                )
            ]
        )
        for code, _name in self.env["res.lang"].get_installed():
            slots[0].with_context(lang=code).hint = _lt(
                "For the last six months, signed by the employer."
            )._translate(code)

    def _create_letter(self):
        """A letter with the preliminary terms, and the package that prints it."""
        title = _lt("Preliminary terms")
        content = papers.make_letter(
            [
                self._say(title),
                self._say(_lt("{{ today | date('long') }}, {{ bank }}")),
                self._say(_lt("The bank is ready to consider on these terms:")),
            ],
            [(self._say(label), value) for label, value in TERMS],
        )
        model_id = self.env["ir.model"]._get_id("crm.lead")
        template = self.env["bank.document.template"].create(
            {
                "name": title._translate("en_US"),
                "model_id": model_id,
                "kind": "deal_letter",
                "type_id": self.env.ref("bank_crm_core.bank_document_type_letter").id,
                "content": base64.b64encode(content),
                "file_name": "preliminary_terms.docx",
            }
        )
        template.action_start()
        package = self.env["bank.document.package"].create(
            {
                "name": title._translate("en_US"),
                "model_id": model_id,
                "domain": "[('process_id', '!=', False)]",
                "template_ids": [Command.set(template.ids)],
            }
        )
        self._translate_names([(template, title), (package, title)])

    def _bring_papers(self, manager, officer, bank):
        """Do what the two have done so far: upload, verify, send back."""
        acting = self.with_user(manager).with_context(lang=self._get_demo_lang())
        clients = acting._find_clients_of(manager, bank)[:CLIENTS]
        for place, client in enumerate(clients):
            passport = acting._upload_scan(client, "passport", _lt("Passport"))
            acting._upload_scan(
                client, "consent", _lt("Consent to the processing of personal data")
            )
            if place == 0:
                passport.with_user(officer).action_verify()
            elif place == 1:
                passport.with_user(officer).action_refuse(
                    self._say(_lt("The page with the registration is missing"))
                )

    def _upload_scan(self, client, code, title):
        slot = self.env["bank.document.slot"].search(
            [
                ("model", "=", "res.partner"),
                ("type_id.code", "=", code),
                ("client_kind", "in", (False, client.client_kind)),
            ],
            limit=1,
        )
        content = papers.make_scan(
            get_module_path("bank_report"),
            self._say(title),
            [client.name, self._say(_lt("Demonstration: not a real document"))],
        )
        paper_id = client.upload_paper(
            f"{code}.pdf", base64.b64encode(content).decode(), slot_id=slot.id
        )
        return self.env["bank.document"].browse(paper_id)
