from . import bank_obligation_kind
from . import bank_obligation
from . import bank_obligation_generate
from . import bank_obligation_ground
from . import bank_obligation_notice
from . import res_partner_obligation
