from . import bank_watchlist
from . import bank_watchlist_entry
from . import bank_watchlist_version
from . import bank_screening
from . import bank_screening_match
from . import bank_screening_hit
from . import res_partner_screening
from . import bank_check
