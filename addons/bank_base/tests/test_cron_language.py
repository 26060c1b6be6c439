# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestCronLanguage(TransactionCase):
    """Reasons that a job keeps are read by people, who do not read English."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.cron = cls.env.ref("bank_base.ir_cron_seal_decisions")

    def _run(self, cron):
        """Return the language in which a job has run."""
        spoken = []

        def run(action):
            spoken.append(action.env.context.get("lang"))

        actions = self.registry["ir.actions.server"]
        cron = cron.with_user(self.env.ref("base.user_root")).with_context(lang=None)
        with patch.object(actions, "run", run), patch.object(self.env.cr, "commit"):
            cron._callback(cron.cron_name, cron.ir_actions_server_id.id)
        return spoken

    def test_jobs_of_ours_speak_as_whom_they_run_as(self):
        self.env.ref("base.user_root").lang = "ru_RU"
        self.assertEqual(self._run(self.cron), ["ru_RU"])

    def test_other_jobs_stay_as_they_are(self):
        self.env.ref("base.user_root").lang = "ru_RU"
        self.assertEqual(self._run(self.cron.copy()), [None])
