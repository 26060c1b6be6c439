from . import bank_text_search_mixin
