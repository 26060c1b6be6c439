# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import hashlib
import logging
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from functools import lru_cache

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.bank_text.tools import topics

from .bank_registry_model import KIND, METRIC

_logger = logging.getLogger(__name__)

# of each type: fewer teach nothing, more cost time
LEAST, MOST = 10, 300
LETTERS = 3_000
# about every fourth paper is held out and measured on
HELD = 4
# less certain than this, nothing is proposed
SURE = 0.7
VERIFIED = """
    SELECT d.id, t.code, left(w.content, %(letters)s)
      FROM bank_document_type t
      CROSS JOIN LATERAL (
            SELECT p.id, p.version_id FROM bank_document p
             WHERE p.type_id = t.id AND p.state = 'verified'
               AND p.company_id = %(company)s
             ORDER BY p.id DESC LIMIT %(most)s) d
      JOIN bank_document_text w ON w.version_id = d.version_id
     ORDER BY d.id
"""


@lru_cache(maxsize=4)
def _read_model(content):
    # the content is the key, so that another version never gets this one
    return topics.TopicModel.from_bytes(b64decode(content))


class BankModel(models.Model):
    """Of which type a paper is by its words: learned from papers that were verified."""

    _inherit = "bank.model"

    @api.model
    def _cron_learn_paper_types(self):
        """Enter a challenger where there are new papers to learn from.

        Somebody else looks at it and puts it into force.
        """
        texts, labels = self._read_verified_papers()
        if len(set(labels)) < 2:
            return self.browse()
        data_hash = hashlib.sha256("\0".join([*texts, *labels]).encode()).hexdigest()
        # all versions are looked through, whoever may see them
        known = self.sudo().search_count(
            [("kind", "=", KIND), ("data_hash", "=", data_hash)], limit=1
        )
        return self.browse() if known else self._learn_paper_types(texts, labels)

    @api.model
    def _read_verified_papers(self):
        """Return texts and codes of types of which there are enough papers."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(VERIFIED, letters=LETTERS, company=self.env.company.id, most=MOST)
        )
        counts = Counter(code for _id, code, _text in rows)
        good = [(text, code) for _id, code, text in rows if counts[code] >= LEAST]
        return [text for text, _code in good], [code for _text, code in good]

    @api.model
    def _learn_paper_types(self, texts, labels):
        """Return a challenger, measured on papers held out, as the champion is."""
        # by the words themselves: the same papers are held out the next time
        places = [
            (zlib.crc32(text.encode()), place) for place, text in enumerate(texts)
        ]
        held = [place for code, place in places if code % HELD == 0]
        learned = [place for code, place in places if code % HELD]
        found = topics.fit(
            [texts[place] for place in learned], [labels[place] for place in learned]
        )
        data_hash = hashlib.sha256("\0".join([*texts, *labels]).encode()).hexdigest()
        model = self._enter_version(
            KIND,
            KIND,
            data_hash,
            file=b64encode(found.to_bytes()),
            count=len(learned),
        )
        pairs = [(texts[place], labels[place]) for place in held]
        for rival in model | self._get_champion(KIND).with_env(self.env):
            rival._measure_paper_types(pairs)
        return model

    def _measure_paper_types(self, pairs):
        model = self._read_paper_types()
        found = topics.suggest_all(model, [text for text, _code in pairs], limit=1)
        right = sum(
            bool(best) and best[0][0] == code
            for best, (_text, code) in zip(found, pairs, strict=True)
        )
        told = "\0".join(part for pair in pairs for part in pair)
        data_hash = hashlib.sha256(told.encode()).hexdigest()
        value = right / len(pairs) if pairs else 0
        self._record_figure(METRIC, value, data_hash, len(pairs))

    def _read_paper_types(self):
        # who is served by a model need not see it
        content = self.sudo().with_context(bin_size=False).parameters_file
        return _read_model(content) if content else None

    @api.model
    def _suggest_paper_type(self, text):
        """Return code and probability of the type of a text, or None where in doubt.

        A model that cannot be read, or the file it needs, says nothing: the paper is
        read without it.
        """
        try:
            model = self._get_champion(KIND)._read_paper_types()
            best = model and topics.suggest(model, text[:LETTERS], limit=1)
        except ValueError:
            _logger.warning("No type of a paper is suggested", exc_info=True)
            return None
        return best[0] if best and best[0][1] >= SURE else None
