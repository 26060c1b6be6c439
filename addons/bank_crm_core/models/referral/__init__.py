from . import bank_product_category
from . import bank_referral
from . import bank_referral_score
from . import bank_referral_state
from . import mail_activity
from . import res_partner
