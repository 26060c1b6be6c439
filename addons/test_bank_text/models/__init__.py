from . import test_bank_text_article
