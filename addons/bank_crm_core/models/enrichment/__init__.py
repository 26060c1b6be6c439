from . import bank_enrichment_source
from . import bank_enrichment_row
from . import bank_enrichment_rule
from . import bank_enrichment_rule_line
from . import bank_enrichment_run
from . import bank_enrichment_log
from . import res_partner
