from . import test_relationship_potential_rule
from . import test_relationship_touchpoint
from . import test_relationship_touchpoint_my_day
from . import test_relationship_touchpoint_outcome
from . import test_res_partner_care
from . import test_res_partner_classify
from . import test_res_partner_value_explanation
from . import test_security
