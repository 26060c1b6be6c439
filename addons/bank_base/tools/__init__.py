from . import clock
from . import clock_columns
from . import access_notes
from . import decision_chain
from . import formula
from . import log_connection
from . import partitions
from . import production_calendar
