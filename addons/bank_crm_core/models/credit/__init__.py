from . import bank_agreement_credit
from . import res_partner_credit
from . import res_partner_profit
