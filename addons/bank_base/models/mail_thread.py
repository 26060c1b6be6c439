# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import AccessError

from ..tools import plain_text


class MailThread(models.AbstractModel):
    """Letters come in through the gateway, and it is no employee."""

    _inherit = "mail.thread"

    @api.model
    def message_process(
        self,
        model,
        message,
        custom_values=None,
        save_original=False,
        strip_attachments=False,
        thread_id=None,
    ):
        """Refuse a letter that somebody hands in by himself.

        It is filed with the server's rights under whatever document and sender it
        names: anybody could write into the story of a client he may not see.
        """
        if not self.env.su and not self.env.user.has_group("base.group_system"):
            raise AccessError(
                self.env._("Letters are taken in by the mail gateway alone.")
            )
        return super().message_process(
            model,
            message,
            custom_values=custom_values,
            save_original=save_original,
            strip_attachments=strip_attachments,
            thread_id=thread_id,
        )

    @api.model
    def message_parse(self, message, save_original=False):
        """A letter is taken in without the signs that cannot be kept.

        Nobody is there to type it anew, and a letter refused would come again.
        """
        return plain_text.clean(
            super().message_parse(message, save_original=save_original)
        )
