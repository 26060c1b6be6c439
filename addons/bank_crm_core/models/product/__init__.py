from . import bank_product_category
from . import bank_attribute
from . import bank_attribute_option
from . import bank_product
