from . import bank_client_merge
from . import bank_client_merge_field
from . import bank_client_merge_move
from . import bank_client_merge_rows
from . import res_partner_merge
from . import ir_model
