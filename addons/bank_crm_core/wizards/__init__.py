from . import bank_identity_show
from . import bank_interaction_note
from . import base_partner_merge
