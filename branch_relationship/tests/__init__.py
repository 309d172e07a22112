from . import test_res_partner_care
