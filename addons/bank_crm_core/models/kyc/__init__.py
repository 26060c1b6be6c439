from . import bank_kyc_cadence
from . import bank_kyc_review
from . import res_partner_kyc
from . import bank_check_kyc
from . import bank_client_merge_kyc
from . import bank_client_evaluation
from . import bank_client_evaluation_line
from . import res_partner_evaluation
