from . import test_res_partner_care
from . import test_res_partner_classify
