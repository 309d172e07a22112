from . import base_partner_merge
from . import relationship_segment_override
from . import relationship_touchpoint_outcome
