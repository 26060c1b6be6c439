# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from base64 import b64decode, b64encode

from odoo import Command, models
from odoo.modules.module import get_module_path
from odoo.tools import LazyTranslate

from odoo.addons.bank_text.tools import topics

from ..tools.requests import read_requests

_lt = LazyTranslate(__name__)

TOPICS = "topics"
TRAINER, OWNER = "analyst", "models"
# whose deal it is, who lets it pass, who sets up checks
SELLER, HEAD, SETTER = "manager2", "head", "business"
# of three requests one is held out, one was known from the beginning
PARTS = 3
FIRST_NOTE = _lt("The first examples of each topic.")
SECOND_NOTE = _lt("Twice as many examples.")
DEAL = _lt("A reserve for the summer")
PRODUCT = "consumer_loan"
WHY = _lt("Agreed by telephone; the client signs the terms in the branch tomorrow.")


class BankDemoImport(models.Model):
    """A trained model in force and its challenger; a check that the head let pass."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "powers"]

    def _load_powers(self, bank):
        """Do what only some may do, unless it was done before."""
        staff = self._find_staff((TRAINER, OWNER, SELLER, HEAD, SETTER))
        if {TRAINER, OWNER} <= staff.keys():
            self._train_topics(staff)
        if {SELLER, HEAD, SETTER} <= staff.keys():
            self._let_pass(staff, bank)

    # ------------------------------------------------------------ trained models
    def _train_topics(self, staff):
        """The analyst trains and measures, the owner puts the first one into force."""
        if self.env["bank.model"].sudo().search_count([("code", "=", TOPICS)], limit=1):
            return
        said = read_requests(get_module_path("bank_demo"))
        held = said[::PARTS]
        acting = self._acting(staff[TRAINER])
        first = acting._train_version(said[1::PARTS], FIRST_NOTE)
        acting._measure_topics(first, held)
        first.with_env(self._acting(staff[OWNER]).env).action_promote()
        rest = [row for place, row in enumerate(said) if place % PARTS]
        second = acting._train_version(rest, SECOND_NOTE)
        acting._measure_topics(second, held)

    def _train_version(self, rows, note):
        texts, labels = zip(*rows)
        content = topics.fit(texts, labels).to_bytes()
        model = self.env["bank.model"]._enter_version(
            TOPICS,
            TOPICS,
            self._hash_requests(rows),
            file=b64encode(content),
            count=len(rows),
        )
        # whoever trains may not write to what he has trained
        model.sudo().note = self._say(note)
        return model

    def _measure_topics(self, model, rows):
        content = model.sudo().with_context(bin_size=False).parameters_file
        trained = topics.TopicModel.from_bytes(b64decode(content))
        found = topics.suggest_all(trained, [text for text, _label in rows], limit=1)
        right = sum(
            bool(best) and best[0][0] == label
            for best, (_text, label) in zip(found, rows, strict=True)
        )
        model._record_figure(
            "accuracy", right / len(rows), self._hash_requests(rows), len(rows)
        )

    def _hash_requests(self, rows):
        return self.env["bank.decision"]._hash_text(repr(rows))

    # ------------------------------------------------------------ overrides
    def _let_pass(self, staff, bank):
        """The terms are agreed but not entered: the head answers for going on."""
        overrides = self.env["bank.check.override"].sudo()
        if overrides.search_count([], limit=1):
            return
        check = self.env.ref("bank_deals.bank_check_terms")
        heads = self.env.ref("bank_crm_core.group_crm_head")
        check.with_env(self._acting(staff[SETTER]).env).write(
            {"override_group_ids": [Command.link(heads.id)]}
        )
        deal = self._acting(staff[SELLER])._open_reserve(bank)
        if not deal:
            return
        deal.action_next_stage()
        asked = deal.with_env(self._acting(staff[HEAD]).env)
        asked.action_override_check(check.id, self._say(WHY))
        deal.action_next_stage()

    def _open_reserve(self, bank):
        """Return a deal of the second manager, without amount and term."""
        client = self._find_book(self.env.user, bank)[:1]
        return client and self.env["crm.lead"].create(
            {
                "name": self._say(DEAL),
                "type": "opportunity",
                "partner_id": client.id,
                "product_id": self._find_by_code("bank.product", [PRODUCT])[PRODUCT].id,
                "user_id": self.env.uid,
            }
        )
