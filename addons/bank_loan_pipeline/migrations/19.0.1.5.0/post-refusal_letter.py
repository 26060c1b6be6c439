# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Letters of a refusal that told clients of deposits and accounts of a credit bureau."""

import base64
import hashlib
import logging

from odoo import SUPERUSER_ID, api
from odoo.tools import file_open

from odoo.addons.bank_base.tools.shipped import update_unedited_words

_logger = logging.getLogger(__name__)
NAME = '<t t-out="object.partner_id.name"/>'
NUMBER = '<t t-out="object.name"/>'
REASONS = (
    '<p style="white-space: pre-line"><t t-out="object.told_reasons"/></p> </t> <p>'
)
WHEN = '<t t-if="object.told_reasons">'
EARLIER = {
    "mail_template_refusal": {
        "body_html": [
            {
                "en_US": f"<div> <p>Good day, {NAME}!</p> <p>The bank has considered "
                f"your application {NUMBER} and cannot conclude an agreement.</p> "
                f"{WHEN} <p>The reasons that we may name:</p> {REASONS} The refusal is "
                "reported to the credit bureau, as law 218-FZ requires. </p> </div>",
                "ru_RU": f"<div> <p>Здравствуйте, {NAME}!</p> <p>Банк рассмотрел вашу "
                f"заявку {NUMBER} и не может заключить договор.</p> {WHEN} <p>Причины, "
                f"о которых мы вправе сообщить:</p> {REASONS} Об отказе сообщается в "
                "бюро кредитных историй, как требует закон 218-ФЗ. </p> </div>",
            }
        ]
    },
}
LETTER = "bank_loan_pipeline/data/letters/refusal_letter.docx"
# of the file that was shipped before
DIGEST = "7b214079c84ba034ecd154bed0a185bab354687af1e216a964bbedc6fbc3a328"


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    update_unedited_words(
        env, "bank_loan_pipeline", "data/bank_refusal_data.xml", EARLIER
    )
    _update_letter(env)


def _update_letter(env):
    """A letter in force is a paper of the bank: its lawyer makes the next version."""
    letter = env.ref(
        "bank_loan_pipeline.bank_document_template_refusal_letter",
        raise_if_not_found=False,
    )
    if not letter:
        return
    content = base64.b64decode(letter.content or b"")
    is_ours = hashlib.sha256(content).hexdigest() == DIGEST
    if is_ours and letter.state == "draft":
        with file_open(LETTER, "rb") as stream:
            letter.content = base64.b64encode(stream.read())
    elif is_ours:
        _logger.warning(
            "The letter of a refusal is in force and names the credit bureau to clients "
            "of deposits and accounts, too: put a version with %s into force.",
            LETTER,
        )
