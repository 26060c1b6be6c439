from . import bank_suggested_code_mixin
from . import bank_product_category
from . import bank_attribute
from . import bank_attribute_option
from . import bank_product
