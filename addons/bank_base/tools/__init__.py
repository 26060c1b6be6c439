from . import clock
from . import clock_columns
from . import decision_chain
from . import formula
