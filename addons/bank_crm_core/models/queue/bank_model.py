# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
from base64 import b64decode
from functools import lru_cache

from odoo import api, models

from odoo.addons.bank_text.tools import topics

_logger = logging.getLogger(__name__)

CODE = "topics"


@lru_cache(maxsize=4)
def _read_topic_model(content):
    # reading costs more than a suggestion; the content is the key, so that another
    # version or another database never gets this one
    return topics.TopicModel.from_bytes(b64decode(content))


class BankRegistryModel(models.AbstractModel):
    _inherit = "bank.registry.model"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            CODE: {"name": self.env._("Topics of Texts"), "metric": "accuracy"},
        }


class BankModel(models.Model):
    """The classifier of texts that routing asks, where the bank has one in force."""

    _inherit = "bank.model"

    @api.model
    def _suggest_topics(self, texts):
        """Return the topic of each text, False where the model abstains or is none.

        A model that cannot be read, or the file it needs, says nothing: requests
        go on by the other rules.
        """
        champion = self._get_champion(CODE)
        content = champion.with_context(bin_size=False).parameters_file
        if not content:
            return [False] * len(texts)
        try:
            model = _read_topic_model(content)
            found = topics.suggest_all(model, texts, limit=1, abstain=True)
        except ValueError:
            _logger.warning("No topics are suggested", exc_info=True)
            return [False] * len(texts)
        return [best[0][0] if best else False for best in found]
