from . import bank_text
from . import bank_text_search_mixin
