# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import new_test_user

from odoo.addons.bank_approval.models.stuck.bank_model import CODE, GAIN, GAIN_LOW, RANK

from .common import ApprovalCommon

OWNER = "bank_base.group_bank_model_owner"
# whoever owes more answers later; papers and a leave stop nearly all
PARAMETERS = {
    "intercept": -2.2,
    "slopes": {"load": [-1.5, 0.0], "lacks": [-2.0, 0.0], "absent": [-4.0, 0.0]},
    "effects": {"person": {}},
    "temper": [0.0, 1.0],
}


class StuckCommon(ApprovalCommon):
    """A forecast in force whose numbers are written by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model_owner = new_test_user(cls.env, login="t_models", groups=OWNER)

    @classmethod
    def _enter(cls, low=0.02, rank=0.1, gain=0.05, parameters=None):
        model = cls.env["bank.model"]._enter_version(
            CODE, CODE, "train", parameters=parameters or PARAMETERS, count=900
        )
        cls._judge(model, low, rank, gain)
        return model.with_user(cls.model_owner)

    @classmethod
    def _judge(cls, model, low, rank, gain=0.05, mark="held"):
        for metric, value in ((GAIN, gain), (GAIN_LOW, low), (RANK, rank)):
            model._record_figure(metric, value, mark, 100)

    @classmethod
    def _put_into_force(cls, **values):
        model = cls._enter(**values)
        model.action_promote()
        return model

    def _refresh(self):
        return self.env["bank.approval.forecast"]._refresh()

    def _get_forecast(self, loan):
        self.env.invalidate_all()
        return loan.sudo().approval_id.forecast_ids
