from . import bank_interaction_note
from . import base_partner_merge
