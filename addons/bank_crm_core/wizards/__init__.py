from . import bank_identity_show
from . import bank_interaction_note
from . import bank_relation_add
from . import base_partner_merge
from . import bank_consent_give
from . import mail_compose_message
from . import bank_segment_add
from . import bank_client_export
