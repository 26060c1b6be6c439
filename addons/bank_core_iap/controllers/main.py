# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import request, route

from odoo.addons.html_editor.controllers.main import HTML_Editor


class BankHtmlEditor(HTML_Editor):
    """The writing assistant of the editor sends whatever stands in the question."""

    @route()
    def generate_text(self, prompt, conversation_history):
        request.env["bank.outside.service"]._check_open("text_generation")
        return super().generate_text(prompt, conversation_history)
